#include "app/cli/figure/Verify.h"

#include "app/cli/Cli.h"
#include "app/cli/TextTable.h"
#include "app/cli/figure/PaintingApplication.h"
#include "app/cli/figure/RunSources.h"
#include "ui/paint/figure/VerifyFigure.h"

#include <nlohmann/json.hpp>

#include <ostream>

namespace vxs::cli {

nlohmann::ordered_json verifyCommand(Session& session, const std::filesystem::path& file) {
  const PaintingApplication application;
  RunSources sources(session);
  const paint::Verification found = paint::verifyFigure(file, sources, session.progress());
  const paint::PictureDifference& difference = found.difference;
  session.exitStatus = found.verified() ? kDone : kFailed;
  printFields(session.tables(), {{"Figure", file.string()},
                                 {"Kind", found.recipe.kind},
                                 {"Made by", "Voxelscope " + found.recipe.version},
                                 {"Result", found.text()}});
  nlohmann::ordered_json result{{"command", "figure verify"},   {"file", file.string()},
                                {"kind", found.recipe.kind},    {"version", found.recipe.version},
                                {"verified", found.verified()}, {"result", found.text()},
                                {"changes", found.changes},     {"hashed", found.hashed}};
  if (found.samePage) {
    result["samePage"] = *found.samePage;
    return result;
  }
  result.update({{"sameSize", found.sameSize},
                 {"maximum", difference.maximum},
                 {"mean", difference.mean},
                 {"percentile99", difference.percentile99},
                 {"pixelsAbove32", difference.pixelsAbove32},
                 {"pixels", difference.pixels}});
  return result;
}

}  // namespace vxs::cli
