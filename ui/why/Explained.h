#pragma once

#include "core/scene/ExplainedPicture.h"

#include <map>
#include <memory>
#include <string>

namespace vxs::ui {

class RunSource;

/// What the Why dock has found for the present picture and caption, for figures.
struct Explained {
  scene::ExplainedPicture picture;             ///< attention: of the chosen word, layer and head
  std::string target;                          ///< "voxel 40,12,30"
  std::map<std::string, std::string> options;  ///< of a recipe of the kind "why"
  std::shared_ptr<const RunSource> run;        ///< whose prediction it is: the open one, or the second
};

}  // namespace vxs::ui
