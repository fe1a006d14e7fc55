#include "ui/why/WhyPart.h"

#include "ui/workspace/AwaitedStimulus.h"
#include "ui/workspace/WorkspaceParts.h"

#include <QJsonArray>

#include <array>
#include <cstdio>

namespace vxs::ui {

namespace {

const QString kChoice = QStringLiteral("why"), kExplained = QStringLiteral("explained");

QJsonValue toJson(const WhyChoice& choice) {
  return QJsonObject{{"method", QString::fromStdString(workflow::toString(choice.method))},
                     {"region", QString::fromStdString(choice.region)},
                     {"baseline", QString::fromStdString(choice.baseline)},
                     {"steps", choice.steps},
                     {"grid", choice.grid},
                     {"ofSecond", choice.ofSecond},
                     {"word", QString::fromStdString(choice.word)},
                     {"layer", choice.layer},
                     {"head", choice.head}};
}

WhyOptions optionsFrom(const QJsonObject& json) {
  WhyOptions options;
  for (auto it = json.begin(); it != json.end(); ++it)
    options[it.key().toStdString()] =
        it.value().isDouble() ? std::to_string(it.value().toInt()) : it.value().toString().toStdString();
  return options;
}

QJsonObject toJson(const WhyOptions& options) {
  QJsonObject json;
  for (const auto& [name, value] : options)
    json[QString::fromStdString(name)] = QString::fromStdString(value);
  return json;
}

/// What does not fit keeps the present choice.
WhyChoice choiceFromJson(const QJsonObject& json, const WhyChoice& present) {
  WhyChoice choice = choiceFrom(optionsFrom(json), present);
  choice.region = json[QLatin1String("region")].toString().toStdString();
  choice.ofSecond = json[QLatin1String("ofSecond")].toBool();
  return choice;
}

QJsonValue captureExplained(const WhyModel& why) {
  const auto& wanted = why.wanted();
  if (!wanted && why.explained().empty()) return QJsonValue::Null;
  return QJsonObject{
      {"options", toJson(wanted ? wanted->options : why.explained())},
      {"sanity", wanted ? wanted->sanity
                        : why.service().randomised().has_value() || why.service().runningSanityCheck()},
      {"of", stimulusOf(why.session())}};
}

void moveCrosshair(Session& session, const WhyOptions& options) {
  std::array<int, 3> at{};
  const auto voxel = options.find("voxel");
  if (voxel != options.end() && std::sscanf(voxel->second.c_str(), "%d,%d,%d", &at[0], &at[1], &at[2]) == 3)
    session.view().setCrosshairVoxel({double(at[0]), double(at[1]), double(at[2])});
}

}  // namespace

void addWhyParts(Workspace& workspace, WhyModel& why) {
  workspace.addPart({.name = kChoice,
                     .label = QObject::tr("choice of what is explained"),
                     .capture = [&why] { return toJson(why.choice()); },
                     .apply =
                         [&why](const QJsonValue& value, const WorkspaceState&) {
                           if (value.isObject()) why.choose(choiceFromJson(value.toObject(), why.choice()));
                         },
                     .merges = true});
  workspace.addPart({.name = kExplained,
                     .label = QObject::tr("explanation"),
                     .capture = [&why] { return captureExplained(why); },
                     .apply =
                         [&why, &workspace](const QJsonValue& value, const WorkspaceState& whole) {
                           if (!value.isObject()) return why.clear();
                           Session& session = why.session();
                           WhyModel::Wanted wanted;
                           wanted.options = optionsFrom(value[QLatin1String("options")].toObject());
                           wanted.sanity = value[QLatin1String("sanity")].toBool();
                           const AwaitedStimulus stimulus(session, whole);
                           const bool captioned = workspace.applies(QStringLiteral("caption"));
                           const QString caption = whole.at(QStringLiteral("caption")).toString();
                           wanted.ready = [&session, stimulus, captioned, caption] {
                             return stimulus.isShown(session) && (!captioned || session.caption() == caption);
                           };
                           wanted.gone = [&session, stimulus] { return !stimulus.isShown(session); };
                           if (!workspace.applies(kChoice)) {
                             WhyChoice choice = choiceFrom(wanted.options, why.choice());
                             choice.ofSecond = false;
                             why.choose(choice);
                           }
                           if (!workspace.applies(partOfMember(QStringLiteral("crosshairRasMm"))))
                             moveCrosshair(session, wanted.options);
                           why.explainWhenReady(std::move(wanted));
                         },
                     .undoable = false});
  for (const auto signal : {&WhyModel::choiceChanged, &WhyModel::changed})
    QObject::connect(&why, signal, &workspace, &Workspace::changed);
  QObject::connect(&why, &WhyModel::adopted, &workspace, [&workspace] { workspace.accept({kChoice}); });
}

}  // namespace vxs::ui
