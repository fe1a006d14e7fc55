#include "app/cli/figure/KindOptions.h"

#include "app/cli/Checks.h"
#include "ui/paint/figure/MapStatistic.h"
#include "ui/paint/figure/RecipeFile.h"

namespace vxs::cli {
namespace {

using paint::Recipe;

/// Returns the option --trial.
CLI::Option* declareRun(CLI::App& app, Recipe& recipe, bool runRequired) {
  CLI::Option* run = app.add_option("RUN", recipe.run, "Folder that 'train' wrote")->type_name("DIR");
  if (runRequired) run->required();
  return app.add_option("--trial", recipe.trial, "Trial of the store (the first with a test image)")
      ->type_name("N")
      ->check(between(1, 1000000));
}

void declareRunAndTrial(CLI::App& app, Recipe& recipe, bool runRequired) {
  CLI::Option* trial = declareRun(app, recipe, runRequired);
  app.add_option("--image", recipe.image, "A picture of your own instead of a trial")
      ->type_name("FILE")
      ->excludes(trial);
  app.add_option("--caption", recipe.caption, "Caption (a trial's own first one)")->type_name("TEXT");
}

void declarePlane(CLI::App& app, Recipe& recipe) {
  app.add_option("--plane", recipe.options["plane"], "axial, coronal or sagittal (axial)")
      ->check(oneOf({"axial", "coronal", "sagittal"}))
      ->type_name("PLANE");
}

/// How responses are measured and coloured; `threshold` says what is drawn when it is left out.
void declareResponses(CLI::App& app, Recipe& recipe, const std::string& threshold) {
  app.add_flag_callback(
      "--this-trial-only", [&recipe] { recipe.options["repeat"] = "alone"; },
      "Measured: this one presentation instead of the mean of the image's repeats");
  app.add_option("--range", recipe.range, "Colours run from -Z to Z (the run's, as in the window)")
      ->type_name("Z")
      ->check(positive());
  app.add_option("--threshold", recipe.thresholdZ, "Weaker responses fade (" + threshold + ")")
      ->type_name("Z")
      ->check(notNegative());
  app.add_option("--colours", recipe.options["colours"], "Colour map (blue-red)")->type_name("MAP");
}

void declareConvention(CLI::App& app, Recipe& recipe) {
  app.add_flag("--radiological", recipe.radiological, "The subject's left on the right");
}

void declareRegion(CLI::App& app, Recipe& recipe) {
  app.add_option("--region", recipe.options["region"], "Only this region of the map, as in rois.tsv")
      ->type_name("ATLAS/REGION");
}

/// Who names a second run or a map without a list of volumes wants to see it.
void showWhatIsNamed(Recipe& recipe) {
  std::string& layers = recipe.options["layers"];
  const bool second = !recipe.option("second").empty() && recipe.option("map") != paint::kDifferenceMap;
  const bool map = !recipe.option("map").empty();
  if (layers.empty() && (second || map))
    layers = std::string("measured,predicted,difference") + (second ? ",second" : "") + (map ? ",map" : "");
}

void declareComparison(CLI::App& app, Recipe& recipe) {
  declareRunAndTrial(app, recipe, true);
  declareResponses(app, recipe, "0.3 of the range");
  app.add_option(
         "--layers", recipe.options["layers"],
         "Of measured, predicted, difference, second, map; in their order, separated by commas (the first "
         "three, and what --second and --map name)")
      ->type_name("LIST");
  app.add_option("--second", recipe.options["second"], "Another run of the same subject: the volume 'second'")
      ->type_name("DIR");
  app.add_option(
         "--map", recipe.options["map"],
         "r, r2, cod, nc, accuracy, layer, depth, difference (second's r minus the run's), or a NIfTI "
         "file: the volume 'map'")
      ->type_name("NAME|FILE");
  declareRegion(app, recipe);
  app.parse_complete_callback([&recipe] { showWhatIsNamed(recipe); });
}

void declareCamera(CLI::App& app, Recipe& recipe) {
  app.add_option("--view", recipe.view, "left, right, anterior, posterior, superior, inferior or oblique")
      ->check(oneOf({"left", "right", "anterior", "posterior", "superior", "inferior", "oblique"}))
      ->capture_default_str();
}

void declareSlicing(CLI::App& app, Recipe& recipe) {
  app.add_option("--at", recipe.crosshairRasMm, "Point in RAS mm (the run's, as in the window)")
      ->type_name("X,Y,Z");
  declareConvention(app, recipe);
}

void declarePreprocessing(CLI::App& app, Recipe& recipe) {
  declareRunAndTrial(app, recipe, false);
  app.add_option("--encoder", recipe.encoder, "Folder with BLIP's weights, or demo (a run's own)")
      ->type_name("DIR|demo")
      ->capture_default_str();
}

void declareCompare3d(CLI::App& app, Recipe& recipe) {
  declareComparison(app, recipe);
  declareCamera(app, recipe);
}

void declareSlices(CLI::App& app, Recipe& recipe) {
  declareComparison(app, recipe);
  declareSlicing(app, recipe);
}

void declareMosaic(CLI::App& app, Recipe& recipe) {
  declareComparison(app, recipe);
  declarePlane(app, recipe);
  CLI::Option* positions =
      app.add_option("--positions", recipe.options["positions"], "Where, in RAS mm along the plane's normal")
          ->type_name("MM,MM,...");
  app.add_option("--slices", recipe.options["slices"], "How many, evenly through the responses (7)")
      ->excludes(positions)
      ->type_name("N");
  declareConvention(app, recipe);
}

void declareView(CLI::App& app, Recipe& recipe) {
  declareComparison(app, recipe);
  app.add_option("--layout", recipe.options["layout"],
                 "As in the window: all, slices, 3d, single or mosaic (all)")
      ->check(oneOf({"all", "slices", "3d", "single", "mosaic"}))
      ->type_name("LAYOUT");
  app.add_option("--layer", recipe.options["layer"], "Of --layout single and mosaic (predicted)")
      ->type_name("VOLUME");
  declareCamera(app, recipe);
  declareSlicing(app, recipe);
}

void declareEpochs(CLI::App& app, Recipe& recipe) {
  declareRun(app, recipe, true);
  app.add_option("--epochs", recipe.options["epochs"],
                 "After which epochs (up to five: the first, the best, the last and some between)")
      ->type_name("N,N,...");
  app.add_option("--layer", recipe.options["layer"],
                 "Layer of the grid, from 0 (the run's crosshair's, as in the window)")
      ->type_name("N");
  declarePlane(app, recipe);
  declareResponses(app, recipe, "0: none");
  declareConvention(app, recipe);
}

void declareCorrelation(CLI::App& app, Recipe& recipe) {
  app.add_option("RUN", recipe.run, "Run that 'evaluate' judged")->required()->type_name("DIR");
  const auto text = [&](const char* name, const char* option, const char* about, const char* type) {
    return app.add_option(name, recipe.options[option], about)->type_name(type);
  };
  text("--map", "map",
       "r, r2, cod, nc, accuracy, difference (--second's r minus the run's), or layer or depth that 'layers' "
       "found (r)",
       "MAP");
  text("--second", "second", "Another evaluated run of the same subject, for the map 'difference'", "DIR");
  declareRegion(app, recipe);
  text("--evaluation", "evaluation", "Folder of another evaluation (RUN/evaluation)", "DIR");
  text("--plane", "plane", "axial, coronal or sagittal (axial)", "PLANE");
  text("--positions", "positions", "Where, in RAS mm (ten, evenly)", "MM,MM,...");
  text("--atlas", "atlas", "Bars for the regions of this atlas only (all)", "NAME");
  text("--range", "range",
       "Colours run from 0 to this, of a difference both ways, of percentages a fraction (0.8 for r; of a "
       "difference 0.3; of layers their number)",
       "X");
  text("--threshold", "threshold", "Smaller values fade (0: none; of a difference 0.03)", "X");
  text("--colours", "colours", "Colour map (viridis; of a difference purple-green)", "MAP");
  app.add_flag_callback(
      "--radiological", [&recipe] { recipe.options["convention"] = "radiological"; },
      "The subject's left on the right");
}

void declareDensity(CLI::App& app, Recipe& recipe) {
  app.add_option("RUN", recipe.run, "Run that 'evaluate' judged")->required()->type_name("DIR");
  app.add_option("--map", recipe.options["map"], "What goes up against the noise ceiling: r2 or r (r2)")
      ->check(oneOf({"r2", "r"}))
      ->type_name("MAP");
  declareRegion(app, recipe);
  app.add_option("--evaluation", recipe.options["evaluation"],
                 "Folder of another evaluation (RUN/evaluation)")
      ->type_name("DIR");
}

void declareWhy(CLI::App& app, Recipe& recipe) {
  declareRunAndTrial(app, recipe, true);
  const auto text = [&](const char* name, const char* option, const char* about, const char* type) {
    return app.add_option(name, recipe.options[option], about)->type_name(type);
  };
  CLI::Option* voxel = text("--voxel", "voxel", "Voxel index, from 0", "I,J,K");
  text("--roi", "roi", "Mean of a region, e.g. FFA-1 or floc-faces:FFA-1", "NAME")->excludes(voxel);
  text("--method", "method", "gradient, integrated, occlusion or attention (integrated)", "METHOD")
      ->check(oneOf({"gradient", "integrated", "occlusion", "attention"}));
  text("--baseline", "baseline", "What stands for nothing to see: grey or blur (grey)", "KIND")
      ->check(oneOf({"grey", "blur"}));
  text("--steps", "steps", "Integrated gradients: nodes along the path (32)", "N")->check(between(1, 1000));
  text("--grid", "grid", "Occlusion: cells a side (8)", "N")->check(between(1, 64));
  text("--word", "word", "Attention: of this word of the caption alone", "WORD");
  text("--layer", "layer", "Attention: one layer, from 1 (the mean of all)", "N")->check(between(1, 1000));
  text("--head", "head", "Attention: one head, from 1 (the mean of all)", "N")->check(between(1, 1000));
}

void declarePanels(CLI::App& app, Recipe& recipe) {
  app.add_option_function<std::vector<std::string>>(
         "FIGURE",
         [&recipe](const std::vector<std::string>& files) {
           for (const std::string& file : files) recipe.panels.push_back(paint::readRecipe(file));
         },
         "Figures that Voxelscope painted, or recipes as JSON; each is made again, in the page's type")
      ->required()
      ->type_name("FILE...");
  app.add_option("--rows", recipe.options["rows"], "Panels in each row, as 2,1 (one below the other)")
      ->type_name("N,N...");
  app.add_flag_callback(
      "--fill", [&recipe] { recipe.options["fill"] = "page"; },
      "Widen rows to the page's width (panels keep their own while they have room)");
  app.add_option("--letters", recipe.options["letters"], "upper, lower or none (upper)")
      ->check(oneOf({"upper", "lower", "none"}))
      ->type_name("CASE");
}

void declareTable(CLI::App& app, Recipe& recipe) {
  CLI::Option* file =
      app.add_option("--table", recipe.options["table"], "table.tsv that 'sweep' wrote")->type_name("FILE");
  app.add_option_function<std::vector<std::string>>(
         "RUN",
         [&recipe](const std::vector<std::string>& runs) {
           for (const std::string& run : runs) recipe.options["runs"] += run + "\n";
         },
         "Evaluated runs, one a line; of a folder that 'sweep' wrote each run")
      ->excludes(file)
      ->type_name("DIR...");
}

}  // namespace

const std::vector<KindOptions>& kindOptions() {
  static const std::vector<KindOptions> kOptions{
      {"preprocessing", "The picture, and what BLIP sees of it, with the caption", declarePreprocessing},
      {"compare3d", "Measured, predicted and difference in 3-D with one camera", declareCompare3d},
      {"slices", "Measured, predicted and difference as slices through one point", declareSlices},
      {"mosaic", "Measured, predicted and difference as rows of many slices", declareMosaic},
      {"epochs", "One slice of the prediction after each of several epochs, beside the measured one",
       declareEpochs},
      {"correlation", "A statistic over the test set, or layers: map, histogram, regions with intervals",
       declareCorrelation},
      {"density", "How many voxels have which noise ceiling and r2, with the ceiling's line", declareDensity},
      {"why", "Which part of the picture and which words drive a voxel or region, as 'explain' has it",
       declareWhy},
      {"table", "Accuracies of several runs; also as .tsv and .md", declareTable},
      {"panels", "Several figures on one page, each with its letter", declarePanels},
      {"view", "Slices and 3-D together, arranged as in the window", declareView},
  };
  return kOptions;
}

}  // namespace vxs::cli
