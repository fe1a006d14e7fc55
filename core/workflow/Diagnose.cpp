#include "core/workflow/Diagnose.h"

#include "VoxelscopeVersion.h"
#include "core/base/Parallel.h"

#include <dlfcn.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

namespace vxs::workflow {
namespace {

/// Value of the first line `key<separator>value` of a text file such as /proc/cpuinfo; empty when there is
/// none.
std::string valueIn(const char* file, const std::string& key, char separator) {
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    if (!line.starts_with(key)) continue;
    const std::size_t at = line.find(separator);
    if (at == std::string::npos) continue;
    const std::size_t first = line.find_first_not_of(" \t\"", at + 1);
    if (first == std::string::npos) return {};
    return line.substr(first, line.find_last_not_of(" \t\"") - first + 1);
  }
  return {};
}

std::string orUnknown(const std::string& text) {
  return text.empty() ? "could not be found out" : text;
}

std::string system() {
  utsname name{};
  if (uname(&name) != 0) return "could not be found out";
  return std::string(name.sysname) + " " + name.release + " " + name.machine;
}

std::string cores() {
  return std::to_string(availableCores()) + " usable of " + std::to_string(sysconf(_SC_NPROCESSORS_ONLN));
}

std::string vectorUnits() {
  std::istringstream flags(valueIn("/proc/cpuinfo", "flags", ':'));
  const std::set<std::string> present{std::istream_iterator<std::string>(flags), {}};
  std::string found;
  for (const char* unit : {"avx", "avx2", "fma", "avx512f", "avx512_bf16"})
    if (present.contains(unit)) found.append(found.empty() ? "" : " ").append(unit);
  return found.empty() ? "none of AVX, AVX2, AVX-512" : found;
}

/// Said from the drawing libraries that can be loaded; no context is made: only the window may draw with
/// OpenGL, and its own diagnostics add what it found.
std::string openGl() {
  std::string present;
  for (const char* library : {"libGL.so.1", "libEGL.so.1", "libOpenGL.so.0"}) {
    if (void* handle = dlopen(library, RTLD_LAZY | RTLD_LOCAL)) {
      present += (present.empty() ? "" : ", ") + std::string(library);
      dlclose(handle);
    }
  }
  return (present.empty() ? std::string("no library") : present) +
         " (not needed: the processor draws figures, and 3-D views where no graphics card does)";
}

std::string display() {
  const char* x11 = std::getenv("DISPLAY");
  const char* wayland = std::getenv("WAYLAND_DISPLAY");
  if (wayland && *wayland) return "Wayland " + std::string(wayland);
  if (x11 && *x11) return "X11 " + std::string(x11);
  return "none";
}

std::string fonts() {
  std::int64_t count = 0;
  std::error_code code;
  for (const char* folder : {"/usr/share/fonts", "/usr/local/share/fonts"}) {
    std::filesystem::recursive_directory_iterator entry(folder, code), end;
    for (; !code && entry != end; entry.increment(code)) {
      const std::string suffix = entry->path().extension().string();
      count += suffix == ".ttf" || suffix == ".otf" || suffix == ".ttc" || suffix == ".pfb";
    }
  }
  return count == 0 ? "no font file found: text in figures will be missing"
                    : std::to_string(count) + " files";
}

/// File names, versions included, of the third-party libraries that this process has mapped.
std::string mappedLibraries() {
  const std::set<std::string> wanted{"libhdf5",          "libmatio",   "libnifti2",   "libopencv_core",
                                     "libvtkCommonCore", "libQt6Core", "libopenblas", "libblas",
                                     "libtorch_cpu",     "libfmt"};
  std::set<std::string> found;
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    const std::size_t slash = line.rfind('/');
    if (slash == std::string::npos) continue;
    const std::string file = line.substr(slash + 1);
    for (const std::string& name : wanted)
      if (file.starts_with(name)) found.insert(file);
  }
  std::string text;
  for (const std::string& file : found) text += (text.empty() ? "" : ", ") + file;
  return text.empty() ? "none" : text;
}

std::string memory() {
  const std::string kib = valueIn("/proc/meminfo", "MemTotal", ':');
  if (kib.empty()) return "could not be found out";
  return std::to_string(std::strtoll(kib.c_str(), nullptr, 10) / 1024) + " MiB";
}

DiagnosedRows neuralRows(const std::function<std::map<std::string, std::string>()>& neural) {
  try {
    const auto found = neural();
    return {found.begin(), found.end()};
  } catch (const std::exception& error) {
    return {{"LibTorch", std::string("not available: ") + error.what()}};
  }
}

}  // namespace

DiagnosedRows diagnose(const std::function<std::map<std::string, std::string>()>& neural) {
  // first, so that its libraries are among those listed as loaded
  const DiagnosedRows ofNeural = neuralRows(neural);
  DiagnosedRows rows;
  const auto add = [&rows](const std::string& name, auto&& find) {
    try {
      rows.emplace_back(name, find());
    } catch (const std::exception& error) {
      rows.emplace_back(name, std::string("could not be found out: ") + error.what());
    }
  };
  add("Voxelscope", [] { return std::string(VOXELSCOPE_VERSION); });
  add("Compiler", [] { return std::string("g++ ") + __VERSION__; });
  add("System", [] { return orUnknown(valueIn("/etc/os-release", "PRETTY_NAME", '=')); });
  add("Kernel", system);
  add("Processor", [] { return orUnknown(valueIn("/proc/cpuinfo", "model name", ':')); });
  add("Vector units", vectorUnits);
  add("Cores", cores);
  add("Memory", memory);
  add("Display", display);
  add("OpenGL", openGl);
  add("Fonts", fonts);
  add("Libraries loaded", mappedLibraries);
  rows.insert(rows.end(), ofNeural.begin(), ofNeural.end());
  return rows;
}

}  // namespace vxs::workflow
