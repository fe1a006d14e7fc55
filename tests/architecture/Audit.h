#pragma once

#include "tests/architecture/SourceTree.h"

#include <string>
#include <vector>

namespace vxs::test {

/// What in `files` breaks the rules of ARCHITECTURE.md, one line "path: what" each:
///
/// - arrows: a folder includes folders of lower levels only. 0 base; 1 volume, nsd; 2 metrics, store, models;
/// 3 train,
///   synthetic, scene; 4 workflow, ui/paint; 5 ui; 6 app. Exceptions: nsd uses volume; the command line uses
///   the window's painting but not the window.
/// - third parties: Qt in ui, app/gui and app/cli/figure; Torch in models, core/train and
/// core/workflow/neural, not even
///   through headers anywhere else, and never beside Qt; HDF5 and MAT in core/nsd and core/store; NIfTI in
///   core/volume; VTK in core/scene; OpenCV in models/blip and core/synthetic.
/// - includes in quotes start at the repository's root and exist.
/// - files have at most 400 lines, headers 250, and lie in a known folder.
std::vector<std::string> violationsOf(const std::vector<SourceFile>& files);

}  // namespace vxs::test
