#pragma once

#include "ui/paint/figure/Recipe.h"

#include <vector>

namespace CLI {
class App;
}

namespace vxs::cli {

/// What one kind of figure takes on the command line, beside what all take (file, size, font, background).
struct KindOptions {
  const char* kind;  ///< of paint::figureKinds()
  const char* about;
  void (*declare)(CLI::App& app, paint::Recipe& recipe);
};

/// A new kind adds its line here and its function below.
const std::vector<KindOptions>& kindOptions();

}  // namespace vxs::cli
