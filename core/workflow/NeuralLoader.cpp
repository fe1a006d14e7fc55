#include "core/base/Error.h"
#include "core/workflow/Neural.h"
#include "core/workflow/neural/Plugin.h"

#include "VoxelscopeVersion.h"

#include <dlfcn.h>

#include <vector>

namespace vxs::workflow {
namespace {

constexpr const char* kLibraryName = "libvoxelscope-neural.so";

/// Where the library may lie relative to the running program: a build tree has bin/ and lib/, an installation
/// bin/ and lib/voxelscope/, an unpacked folder everything side by side.
std::vector<std::filesystem::path> candidates() {
  std::error_code code;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", code);
  if (code) throw Error("cannot find the program's own folder in /proc/self/exe: " + code.message());
  const std::filesystem::path folder = program.parent_path();
  const std::filesystem::path library = folder.parent_path() / "lib";
  return {folder / kLibraryName, library / kLibraryName, library / "voxelscope" / kLibraryName};
}

std::filesystem::path findLibrary() {
  std::string looked;
  for (const std::filesystem::path& candidate : candidates()) {
    std::error_code ignored;
    if (std::filesystem::exists(candidate, ignored)) return candidate;
    looked += (looked.empty() ? "" : ", ") + candidate.parent_path().string();
  }
  throw Error(std::string(kLibraryName) + ", the part with the neural networks, is not there (looked in " +
              looked + "); reinstall Voxelscope or build the target voxelscope-neural");
}

template <class Function>
Function* symbol(void* library, const char* name, const std::filesystem::path& path) {
  if (void* found = dlsym(library, name)) return reinterpret_cast<Function*>(found);
  throw Error(path.string() + " is not Voxelscope's library of neural networks: it has no " + name);
}

}  // namespace

std::shared_ptr<Neural> loadNeural(const NeuralOptions& options) {
  const std::filesystem::path path = findLibrary();
  // NODELETE: LibTorch registers itself in ways that cannot be undone, and exceptions thrown inside may
  // outlive us.
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (!library) {
    const char* reason = dlerror();
    throw Error("cannot load " + path.string() + ": " + (reason ? reason : "unknown reason"));
  }
  const std::string version = symbol<PluginVersion>(library, kPluginVersionSymbol, path)();
  if (version != VOXELSCOPE_VERSION)
    throw Error(path.string() + " is of version " + version +
                ", this program of " VOXELSCOPE_VERSION "; reinstall Voxelscope so that both agree");
  return std::shared_ptr<Neural>(symbol<PluginCreate>(library, kPluginCreateSymbol, path)(options));
}

}  // namespace vxs::workflow
