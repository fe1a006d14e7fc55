#pragma once

namespace vxs::ui {

/// What a file or folder is to Voxelscope.
enum class FileKind { Run, Session, Volume, Figure, Picture, Dataset };

}  // namespace vxs::ui
