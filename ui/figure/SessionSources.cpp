#include "ui/figure/SessionSources.h"

#include "core/base/Error.h"
#include "core/scene/PredictionSource.h"
#include "core/train/VolumeNote.h"
#include "ui/maps/MapKind.h"
#include "ui/paint/figure/ComparisonParts.h"
#include "ui/paint/figure/HighlightText.h"
#include "ui/paint/figure/MapStatistic.h"
#include "ui/paint/figure/Provenance.h"
#include "ui/session/ComparisonLabels.h"
#include "ui/why/Explained.h"

#include <fmt/format.h>

#include <algorithm>

namespace vxs::ui {

namespace {

/// The map that the views show, in their colours and with the voxels that are brushed; r where it is no map
/// that such figures have.
void addStatistic(paint::Recipe& recipe, Session& session) {
  const scene::MapLabel& map = session.data()->map;
  const bool known = paint::hasMapFigure(map.key);
  if (recipe.kind == "density") {  // of r², as the Maps dock has it, whichever map it shows
    if (known) recipe.options["region"] = map.region;
    return;
  }
  recipe.options["map"] = known ? map.key : "r";
  if (!known) return;
  recipe.options["region"] = map.region;
  if (recipe.kind != "correlation") return;
  if (map.key == paint::kDifferenceMap && session.secondRun())
    recipe.options["second"] = session.secondRun()->info().run.string();
  const auto info = std::ranges::find(mapInfos(), QString::fromStdString(map.key), &MapInfo::key);
  const double unit = info != mapInfos().end() && info->inPercent ? 100 : 1;  // figures have fractions
  const scene::ColorScale& scale = session.view().state().mapScale;
  recipe.options["colours"] = scale.map;
  recipe.options["range"] = fmt::format("{}", scale.range / unit);
  recipe.options["threshold"] = fmt::format("{}", scale.thresholdZ / unit);
}

/// What is explained. Where it is the second run's prediction, that run is the figure's, and the open one is
/// its second.
void addExplained(paint::Recipe& recipe, Session& session) {
  for (const auto& [name, value] : session.explained()->options) recipe.options[name] = value;
  const RunSource& of = *session.explained()->run;
  if (&of == session.run().get()) return;
  recipe.options["second"] = session.run()->info().run.string();
  recipe.run = of.info().run;
  recipe.encoder = of.info().encoderPath;
  recipe.threads = of.threads();
}

/// A table has both runs where the second one was evaluated, too.
void addSecondRow(paint::Recipe& recipe, Session& session) {
  if (!session.secondRun()) return;
  const std::filesystem::path second = session.secondRun()->info().run;
  if (train::hasEvaluation(second)) recipe.options["runs"] = recipe.run.string() + "\n" + second.string();
}

void addHighlight(paint::Recipe& recipe, Session& session) {
  if (const auto& lit = session.view().highlight()) recipe.options["highlight"] = paint::highlightText(*lit);
}

}  // namespace

SessionSources::SessionSources(Session& session)
    : m_run(session.run()), m_data(session.data()), m_explained(session.explained()) {
  m_pictures.picture = session.picture();
  m_pictures.seen = session.seenByEncoder();
  if (!session.run()) return;
  if (session.selectedItem() >= 0)
    m_item = session.run()->items()[static_cast<std::size_t>(session.selectedItem())];
  m_pictures.encoder = session.run()->info().encoder;
  m_pictures.demoEncoder = session.run()->info().demoEncoder;
  m_pictures.synthetic = session.pictureFile().empty() && session.run()->info().syntheticSubject;
}

void SessionSources::hashStimulus(paint::Recipe& recipe) const {
  if (!m_pictures.picture.empty()) recipe.hashes["stimulus"] = paint::sha256OfPicture(m_pictures.picture);
  recipe.hashes["caption"] = paint::sha256(recipe.caption.value_or(""));
}

paint::ComparisonPtr SessionSources::comparison(paint::Recipe& recipe, Progress&) {
  if (!m_data) throw Error("nothing is open, so there is nothing to make a figure of");
  hashStimulus(recipe);
  paint::hashComparison(recipe);
  return m_data;
}

paint::EpochSeries SessionSources::epochs(paint::Recipe& recipe, const std::vector<int>& wanted,
                                          Progress& progress) {
  if (!m_run || !m_data) throw Error("nothing is open, so there is nothing to make a figure of");
  if (!m_item)
    throw Error("predictions after each epoch are made of the store's images, not of a picture of one's own");
  auto data = std::make_shared<scene::ComparisonData>(*m_data);
  data->modelLine = train::modelLine(m_run->info());  // whatever caption is predicted in the window
  paint::EpochSeries series{std::move(data), m_run->predictEpochs(m_item->nsdId, wanted, progress)};
  recipe.caption = m_item->firstCaption();
  hashStimulus(recipe);
  return series;
}

paint::StimulusPictures SessionSources::pictures(paint::Recipe& recipe, Progress&) {
  if (m_pictures.picture.empty() || m_pictures.seen.empty())
    throw Error("there is no picture that the model has seen");
  hashStimulus(recipe);
  return m_pictures;
}

paint::ExplainedStimulus SessionSources::explanation(paint::Recipe& recipe, Progress&) {
  if (!m_run || !m_data) throw Error("nothing is open, so there is nothing to make a figure of");
  if (!m_explained) throw Error("nothing is explained yet: open Why and press Explain");
  hashStimulus(recipe);
  const RunSource& of = *m_explained->run;
  const train::RunInfo& info = of.info();
  std::string subject = m_data->subjectLine, model = m_data->modelLine;
  if (m_explained->run != m_run) {
    model = train::modelLine(info);
    const auto item = std::ranges::find(of.items(), m_item ? m_item->nsdId : -1, &TrialItem::nsdId);
    if (item != of.items().end()) {  // what is a test image of one run may have taught the other
      subject = subjectLine(info, *item, recipe.trial);
      model = scene::predictionSource(model, info.features, recipe.caption.value_or(""), item->captions);
    }
  }
  return {m_explained->picture,
          m_explained->target,
          paint::withoutMeasurement(subject),  // which is not shown
          model,
          {m_data->synthetic, info.demoEncoder, info.shuffledControl}};
}

LabelAtlas SessionSources::atlas(const paint::Recipe&, const std::string& name) {
  if (!m_run) return {};
  const auto found = std::ranges::find(m_run->atlases(), name, &LabelAtlas::name);
  return found == m_run->atlases().end() ? LabelAtlas{} : *found;
}

paint::Recipe sessionRecipe(Session& session, const std::string& kind, const paint::PageSetup& page) {
  paint::Recipe recipe;
  recipe.kind = kind;
  recipe.page = page;
  if (!session.run()) return recipe;
  const train::RunInfo& info = session.run()->info();
  recipe.run = info.run;
  recipe.encoder = info.encoderPath;
  recipe.caption = session.caption().toStdString();
  if (kind == "correlation" || kind == "density" || kind == "table") {  // statistics of the run alone
    recipe.caption.reset();
    if (kind == "table") addSecondRow(recipe, session);
    if (session.data()) addStatistic(recipe, session);
    if (kind == "correlation") addHighlight(recipe, session);
    if (kind != "density" && session.view().state().convention == scene::Convention::Radiological)
      recipe.options["convention"] = "radiological";
    return recipe;
  }
  recipe.threads = session.run()->threads();
  recipe.options["underlay"] = session.underlayName();
  std::string layers;
  for (const scene::Layer layer : session.view().shownLayers()) {
    if (!layers.empty()) layers += ',';
    layers += paint::layerKey(layer);
  }
  recipe.options["layers"] = layers;
  if (session.secondRun()) recipe.options["second"] = session.secondRun()->info().run.string();
  if (kind == "why" && session.explained()) addExplained(recipe, session);
  if (session.data()) {
    const scene::MapLabel& map = session.data()->map;
    recipe.options["map"] = map.file.empty() ? map.key : map.file;
    recipe.options["preset"] = map.preset;
    recipe.options["region"] = map.region;
    recipe.options["mapName"] = map.name;
    recipe.options["mapUnit"] = map.unit;
    recipe.options["mapProvenance"] = map.provenance;
    for (const auto& [name, value] : map.madeOf) recipe.options[name] = value;
  }
  scene::ComparisonState state = session.view().state();
  if (kind == "epochs") state.scale.thresholdZ = 0;  // early predictions are weak everywhere and would fade
  recipe.state = scene::toJson(state);
  addHighlight(recipe, session);
  if (!session.pictureFile().empty()) {
    recipe.image = session.pictureFile();
  } else if (session.selectedItem() >= 0) {
    const TrialItem& item = session.run()->items()[static_cast<std::size_t>(session.selectedItem())];
    const bool alone = session.trialNumber() > 0 && item.trialNumbers.size() > 1;
    recipe.trial = session.trialNumber() > 0 ? session.trialNumber() : item.trialNumbers.front();
    if (alone) recipe.options["repeat"] = "alone";
    if (kind == "epochs") recipe.caption = item.firstCaption();
  }
  return recipe;
}

}  // namespace vxs::ui
