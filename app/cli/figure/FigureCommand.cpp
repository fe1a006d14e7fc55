#include "app/cli/Checks.h"
#include "app/cli/Command.h"
#include "app/cli/Labels.h"
#include "app/cli/TextTable.h"
#include "app/cli/figure/FigureData.h"
#include "core/base/AtomicFile.h"
#include "core/workflow/Neural.h"
#include "models/blip/Picture.h"
#include "ui/paint/Figure.h"

#include <QGuiApplication>
#include <nlohmann/json.hpp>

#include <memory>
#include <ostream>

namespace vxs::cli {
namespace {

/// Qt's fonts need an application object; the offscreen platform needs no display and gives the same picture
/// everywhere.
class PaintingApplication {
 public:
  PaintingApplication() {
    if (QCoreApplication::instance()) return;
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    m_application = std::make_unique<QGuiApplication>(m_argumentCount, m_arguments);
  }

 private:
  int m_argumentCount = 1;
  char m_name[15] = "voxelscope-cli";
  char* m_arguments[2] = {m_name, nullptr};
  std::unique_ptr<QGuiApplication> m_application;
};

/// A recipe's text from a figure that carries one or from a JSON file.
std::string recipeText(const std::filesystem::path& file) {
  const QImage figure(QString::fromStdString(file.string()));
  if (figure.isNull()) return readFile(file, 1 << 20);
  const QString text = figure.text("voxelscope-recipe");
  if (text.isEmpty()) throw Error("the picture " + file.string() + " carries no recipe");
  return text.toStdString();
}

class FigureCommand : public Command {
 public:
  CLI::App* declare(CLI::App& parent, CommonOptions& options) override;
  bool neural() const override { return true; }
  nlohmann::ordered_json run(Session& session) override;

 private:
  struct Outcome {
    QImage figure;
    bool synthetic = false;
    bool demoEncoder = false;
  };
  void declareOutput(CLI::App& kind, CommonOptions& options, double heightMm);
  void declareComparison(CLI::App& kind);
  void chooseRecipe();
  Outcome preprocessing(Session& session);
  Outcome comparison(Session& session);

  CLI::App* m_app = nullptr;
  Recipe m_recipe;
  std::filesystem::path m_recipeFile, m_out;
  double m_width = 0, m_height = 0, m_dpi = 0;
  std::map<std::string, double> m_defaultHeight;
};

void FigureCommand::declareOutput(CLI::App& kind, CommonOptions& options, double heightMm) {
  m_defaultHeight[kind.get_name()] = heightMm;
  kind.add_option("--out", m_out, "File to write: PNG or TIFF")->required()->type_name("FILE");
  kind.add_option("--width-mm", m_width, "Width on paper (180)")
      ->check(between(10.0, 2000.0))
      ->type_name("MM");
  kind.add_option("--height-mm", m_height, "Height on paper (" + std::to_string(int(heightMm)) + ")")
      ->check(between(10.0, 2000.0))
      ->type_name("MM");
  kind.add_option("--dpi", m_dpi, "Dots an inch (300)")->check(between(30.0, 1200.0))->type_name("DPI");
  addDevice(kind, options);
  addJsonAndThreads(kind, options);
}

void FigureCommand::declareComparison(CLI::App& kind) {
  kind.add_option("RUN", m_recipe.run, "Folder that 'train' wrote")->required()->type_name("DIR");
  CLI::Option* trial =
      kind.add_option("--trial", m_recipe.trial, "Trial of the store (the first with a test image)")
          ->type_name("N")
          ->check(between(1, 1000000));
  kind.add_option("--image", m_recipe.image, "A picture of your own instead of a trial")
      ->type_name("FILE")
      ->excludes(trial);
  kind.add_option("--caption", m_recipe.caption, "Caption (a trial's own first one)")->type_name("TEXT");
  kind.add_option("--range", m_recipe.range, "Colours run from -Z to Z (from the data)")
      ->type_name("Z")
      ->check(positive());
  kind.add_option("--threshold", m_recipe.thresholdZ, "Weaker responses fade (0.3 of the range)")
      ->type_name("Z")
      ->check(notNegative());
}

CLI::App* FigureCommand::declare(CLI::App& parent, CommonOptions& options) {
  m_app = parent.add_subcommand("figure", "Paint a figure at a stated size, with its recipe inside");
  m_app->require_subcommand(0, 1);
  m_app
      ->add_option("--recipe", m_recipeFile,
                   "Make a figure again: a PNG that Voxelscope painted, or a recipe as JSON")
      ->type_name("FILE");

  CLI::App* preprocessing =
      m_app->add_subcommand("preprocessing", "The picture, and what BLIP sees of it, with the caption");
  preprocessing->add_option("--image", m_recipe.image, "Picture (PNG or JPEG)")
      ->required()
      ->type_name("FILE");
  preprocessing->add_option("--caption", m_recipe.caption, "Caption")->type_name("TEXT");
  preprocessing->add_option("--encoder", m_recipe.encoder, "Folder with BLIP's weights, or demo")
      ->type_name("DIR|demo")
      ->capture_default_str();
  declareOutput(*preprocessing, options, 100);

  CLI::App* compare =
      m_app->add_subcommand("compare3d", "Measured, predicted and difference in 3-D with one camera");
  declareComparison(*compare);
  compare
      ->add_option("--view", m_recipe.view, "left, right, anterior, posterior, superior, inferior or oblique")
      ->check(oneOf({"left", "right", "anterior", "posterior", "superior", "inferior", "oblique"}))
      ->capture_default_str();
  declareOutput(*compare, options, 80);

  CLI::App* slices =
      m_app->add_subcommand("slices", "Measured, predicted and difference as slices through one point");
  declareComparison(*slices);
  slices->add_option("--at", m_recipe.crosshairRasMm, "Point in RAS mm (the strongest predicted response)")
      ->type_name("X,Y,Z");
  slices->add_flag("--radiological", m_recipe.radiological, "The subject's left on the right");
  declareOutput(*slices, options, 160);

  declareOutput(*m_app, options, 0);
  m_app->get_option("--out")->required(false);
  m_app->footer(
      "Examples:\n"
      "  voxelscope-cli figure preprocessing --image dog.jpg --caption \"a dog runs\" --out dog.png\n"
      "  voxelscope-cli figure compare3d run-ridge --trial 12 --view posterior --out trial12.png\n"
      "  voxelscope-cli figure slices run-ridge --image dog.jpg --caption \"a dog runs\" --out slices.png "
      "--dpi 150\n"
      "  voxelscope-cli figure --recipe trial12.png --out again.png");
  return m_app;
}

void FigureCommand::chooseRecipe() {
  const std::vector<CLI::App*> kinds = m_app->get_subcommands();
  if (m_out.empty()) throw UsageError("figure needs --out FILE");
  if (!m_recipeFile.empty()) {
    if (!kinds.empty()) throw UsageError("--recipe says which kind of figure it is; name none beside it");
    m_recipe = recipeFromText(recipeText(m_recipeFile), m_recipeFile.string());
  } else {
    if (kinds.empty())
      throw UsageError("figure needs a kind (preprocessing, compare3d or slices) or --recipe FILE");
    m_recipe.kind = kinds.front()->get_name();
    m_recipe.heightMm = m_defaultHeight.at(m_recipe.kind);
  }
  if (m_width > 0) m_recipe.widthMm = m_width;
  if (m_height > 0) m_recipe.heightMm = m_height;
  if (m_dpi > 0) m_recipe.dpi = m_dpi;
}

FigureCommand::Outcome FigureCommand::preprocessing(Session& session) {
  const std::unique_ptr<blip::Encoder> encoder = session.neural().openEncoder(m_recipe.encoder);
  const RgbImage picture = blip::readPicture(m_recipe.image);
  const RgbImage seen = encoder->preview(picture);
  const PaintingApplication application;
  const paint::FigureSize size{m_recipe.widthMm, m_recipe.heightMm, m_recipe.dpi};
  return {
      paint::preprocessingFigure(picture, seen, QString::fromStdString(m_recipe.caption.value_or("")),
                                 QString::fromStdString(encoder->info().name), encoder->info().demo, size),
      false, encoder->info().demo};
}

FigureCommand::Outcome FigureCommand::comparison(Session& session) {
  const scene::ComparisonData data = comparisonData(session, m_recipe);
  const scene::ComparisonState state = comparisonState(m_recipe, data);
  m_recipe.state = scene::toJson(state);
  session.progress().throwIfCancelled();
  const PaintingApplication application;
  const paint::FigureSize size{m_recipe.widthMm, m_recipe.heightMm, m_recipe.dpi};
  return {m_recipe.kind == "slices" ? paint::slicesFigure(data, state, size)
                                    : paint::compare3dFigure(data, state, size),
          data.synthetic, data.demoEncoder};
}

nlohmann::ordered_json FigureCommand::run(Session& session) {
  chooseRecipe();
  if (m_recipe.kind != "preprocessing" && m_recipe.kind != "compare3d" && m_recipe.kind != "slices")
    throw Error("the recipe in " + m_recipeFile.string() + " is for a figure '" + m_recipe.kind +
                "', which is not known here");
  const Outcome outcome = m_recipe.kind == "preprocessing" ? preprocessing(session) : comparison(session);
  const paint::FigureSize size{m_recipe.widthMm, m_recipe.heightMm, m_recipe.dpi};
  paint::saveFigure(m_out, outcome.figure, size, toText(m_recipe));
  const std::string honesty = honestyLine(outcome.synthetic, outcome.demoEncoder);
  if (!honesty.empty()) session.tables() << honesty << '\n';
  const std::string pixels =
      std::to_string(outcome.figure.width()) + " x " + std::to_string(outcome.figure.height());
  printFields(session.tables(), {{"Figure", m_out.string()}, {"Kind", m_recipe.kind}, {"Pixels", pixels}});
  return {{"command", "figure"},
          {"out", m_out.string()},
          {"syntheticSubject", outcome.synthetic},
          {"demoEncoder", outcome.demoEncoder},
          {"pixels", {outcome.figure.width(), outcome.figure.height()}},
          {"recipe", nlohmann::ordered_json::parse(toText(m_recipe))}};
}

}  // namespace

std::unique_ptr<Command> makeFigureCommand() {
  return std::make_unique<FigureCommand>();
}

}  // namespace vxs::cli
