#include "core/workflow/neural/OutputFile.h"

#include "core/base/Error.h"

namespace vxs::workflow {

void checkOutputFolder(const std::filesystem::path& file) {
  if (file.empty()) throw UsageError("no output file is given");
  const std::filesystem::path folder =
      file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  std::error_code code;
  if (!std::filesystem::is_directory(folder, code))
    throw Error("cannot write " + file.string() + ": the folder " + folder.string() + " does not exist");
  if (std::filesystem::is_directory(file, code))
    throw Error("cannot write " + file.string() + ": it is a folder");
}

}  // namespace vxs::workflow
