#include "app/cli/Checks.h"
#include "app/cli/Command.h"
#include "app/cli/Labels.h"
#include "app/cli/TextTable.h"
#include "app/cli/figure/KindOptions.h"
#include "app/cli/figure/PaintingApplication.h"
#include "app/cli/figure/RunSources.h"
#include "app/cli/figure/Verify.h"
#include "core/base/AtomicFile.h"
#include "ui/paint/figure/FigureFile.h"
#include "ui/paint/figure/RecipeFile.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <optional>
#include <ostream>

namespace vxs::cli {
namespace {

using paint::Recipe;

constexpr double kMmPerInch = 25.4;

/// What a person says about the page; what is left out comes from the recipe or the kind.
struct PageOptions {
  std::optional<double> widthMm, heightMm, widthInch, heightInch, dpi, fontPt;
  std::string font, background;

  void declare(CLI::App& app) {
    const auto number = [&app](const char* name, std::optional<double>& value, const char* about, double low,
                               double high, const char* unit) {
      app.add_option(name, value, about)->check(between(low, high))->type_name(unit);
    };
    number("--width-mm", widthMm, "Width on paper (180)", 10, 2000, "MM");
    number("--height-mm", heightMm, "Height on paper (as high as the figure)", 10, 2000, "MM");
    number("--width-in", widthInch, "The same in inches", 0.4, 78, "IN");
    number("--height-in", heightInch, "The same in inches", 0.4, 78, "IN");
    number("--dpi", dpi, "Dots an inch (300); of pictures inside SVG and PDF", 30, 1200, "DPI");
    app.add_option("--background", background, "white, black or transparent (white)")
        ->check(oneOf({"white", "black", "transparent"}))
        ->type_name("PAGE");
    app.add_option("--font", font, "Family of the words (a sans-serif that is installed)")->type_name("NAME");
    number("--font-pt", fontPt, "Height of the words in points (7.5)", 3, 72, "PT");
  }

  void apply(paint::PageSetup& page) const {
    if (widthMm && widthInch) throw UsageError("--width-mm or --width-in, not both");
    if (heightMm && heightInch) throw UsageError("--height-mm or --height-in, not both");
    page.size.widthMm = widthInch ? *widthInch * kMmPerInch : widthMm.value_or(page.size.widthMm);
    page.size.heightMm = heightInch ? *heightInch * kMmPerInch : heightMm.value_or(page.size.heightMm);
    page.size.dpi = dpi.value_or(page.size.dpi);
    page.fontPt = fontPt.value_or(page.fontPt);
    if (!font.empty()) page.fontFamily = font;
    if (!background.empty()) page.background = paint::backgroundFrom(background);
  }
};

class FigureCommand : public Command {
 public:
  CLI::App* declare(CLI::App& parent, CommonOptions& options) override;
  bool neural() const override { return true; }
  nlohmann::ordered_json run(Session& session) override;

 private:
  void declareOutput(CLI::App& app, CommonOptions& options);
  void declareVerify(CommonOptions& options);
  void chooseRecipe();
  /// Where the recipe is from; empty where the options say what to make.
  std::string recipeSource() const;

  CLI::App *m_app = nullptr, *m_verify = nullptr;
  Recipe m_recipe;
  std::string m_recipeText;
  PageOptions m_page;
  std::filesystem::path m_recipeFile, m_out, m_legend, m_verified;
};

void FigureCommand::declareOutput(CLI::App& app, CommonOptions& options) {
  app.add_option("--out", m_out, "File to write: .png, .tif, .svg or .pdf")->type_name("FILE");
  m_page.declare(app);
  app.add_option("--legend", m_legend, "Also write a caption for the paper: .txt, or .tex for LaTeX")
      ->type_name("FILE");
  addDevice(app, options);
  addJsonAndThreads(app, options);
}

CLI::App* FigureCommand::declare(CLI::App& parent, CommonOptions& options) {
  m_app = parent.add_subcommand("figure", "Paint a figure at a stated size, with its recipe inside");
  m_app->require_subcommand(0, 1);
  m_app
      ->add_option(
          "--recipe", m_recipeFile,
          "Make a figure again: a PNG, TIFF, SVG or PDF that Voxelscope painted, or a recipe as JSON")
      ->type_name("FILE");
  m_app->add_option("--recipe-text", m_recipeText, "The same as text, as the window copies it")
      ->type_name("JSON");
  for (const KindOptions& kind : kindOptions()) {
    CLI::App* app = m_app->add_subcommand(kind.kind, kind.about);
    kind.declare(*app, m_recipe);
    declareOutput(*app, options);
  }
  declareVerify(options);
  declareOutput(*m_app, options);
  m_app->footer(
      "Examples:\n"
      "  voxelscope-cli figure preprocessing --image dog.jpg --caption \"a dog runs\" --out dog.png\n"
      "  voxelscope-cli figure compare3d run-ridge --trial 12 --view posterior --out trial12.pdf\n"
      "  voxelscope-cli figure slices run-ridge --image dog.jpg --caption \"a dog runs\" --out slices.svg\n"
      "  voxelscope-cli figure slices run-ridge --width-in 3.5 --height-in 3 --dpi 600 --background "
      "transparent \\\n    --out slices.tif --legend slices.tex\n"
      "  voxelscope-cli figure epochs run-cnn --trial 12 --epochs 1,5,20 --out epochs.png\n"
      "  voxelscope-cli figure panels trial12.pdf faces.pdf bars.pdf --rows 2,1 --out page.pdf\n"
      "  voxelscope-cli figure --recipe trial12.pdf --out again.png\n"
      "  voxelscope-cli figure verify trial12.pdf");
  return m_app;
}

void FigureCommand::declareVerify(CommonOptions& options) {
  m_verify = m_app->add_subcommand("verify", "Make a figure again and compare: 0 the same, 1 not");
  m_verify->add_option("FILE", m_verified, "PNG, TIFF, SVG or PDF that Voxelscope painted")
      ->required()
      ->type_name("FILE");
  addDevice(*m_verify, options);
  addJsonAndThreads(*m_verify, options);
  m_verify->footer(
      "Says what the figure was made from and has changed since (head, run, store, stimulus, caption, the\n"
      "evaluation's maps, the second run), and\n"
      "compares the pictures by their largest, mean and 99th percentile difference and by the number of "
      "pixels\n"
      "that differ by more than 32 of 255. Of a PDF it says whether the page is the same.");
}

std::string FigureCommand::recipeSource() const {
  if (!m_recipeFile.empty()) return m_recipeFile.string();
  return m_recipeText.empty() ? std::string() : "--recipe-text";
}

void FigureCommand::chooseRecipe() {
  const std::vector<CLI::App*> kinds = m_app->get_subcommands();
  if (m_out.empty()) throw UsageError("figure needs --out FILE");
  if (!recipeSource().empty()) {
    if (!kinds.empty()) throw UsageError("--recipe says which kind of figure it is; name none beside it");
    const std::string source = recipeSource();
    m_recipe =
        m_recipeFile.empty() ? paint::recipeFromText(m_recipeText, source) : paint::readRecipe(m_recipeFile);
    withContext("the recipe in " + source, [&] { paint::figureKind(m_recipe.kind); });
  } else {
    if (kinds.empty())
      throw UsageError("figure needs a kind or --recipe FILE; 'figure --help' lists the kinds");
    const paint::FigureKind& kind = paint::figureKind(kinds.front()->get_name());
    m_recipe.kind = kind.name;
    m_recipe.page.size.heightMm = 0;
  }
  m_page.apply(m_recipe.page);
  paint::formatOf(m_out);  // refuses a format that is not known before the work
}

nlohmann::ordered_json FigureCommand::run(Session& session) {
  if (m_verify->parsed()) return verifyCommand(session, m_verified);
  chooseRecipe();
  const PaintingApplication application;
  RunSources sources(session);
  const std::string source = recipeSource();
  const auto make = [&] { return paint::makeFigure(m_recipe, sources, session.progress()); };
  const std::unique_ptr<paint::Figure> figure =
      source.empty() ? make() : withContext("making the figure in " + source + " again", make);
  session.progress().begin("painting", 0, {});
  const QSize pixels = paint::saveFigure(m_out, *figure, m_recipe, session.progress());
  const paint::Legend legend = figure->legend();
  if (!m_legend.empty())
    writeFileAtomically(m_legend,
                        m_legend.extension() == ".tex" ? paint::latexText(legend) : paint::plainText(legend));
  const paint::Honesty honesty = figure->honesty();
  const std::string marks = honestyLine(honesty.synthetic, honesty.demoEncoder, honesty.shuffledControl);
  if (!marks.empty()) session.tables() << marks << '\n';
  std::vector<std::pair<std::string, std::string>> fields{{"Figure", m_out.string()},
                                                          {"Kind", m_recipe.kind}};
  const bool text = paint::isText(paint::formatOf(m_out));
  if (!text) fields.emplace_back("Pixels", fmt::format("{} x {}", pixels.width(), pixels.height()));
  fields.emplace_back("Legend", m_legend.empty() ? "-" : m_legend.string());
  printFields(session.tables(), fields);
  nlohmann::ordered_json result{{"command", "figure"},
                                {"out", m_out.string()},
                                {"syntheticSubject", honesty.synthetic},
                                {"demoEncoder", honesty.demoEncoder}};
  if (!text) result["pixels"] = {pixels.width(), pixels.height()};
  result["legend"] = paint::plainText(legend);
  result["recipe"] = nlohmann::ordered_json::parse(paint::toText(m_recipe));
  return result;
}

}  // namespace

std::unique_ptr<Command> makeFigureCommand() {
  return std::make_unique<FigureCommand>();
}

}  // namespace vxs::cli
