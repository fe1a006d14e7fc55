#include "core/workflow/Synthesize.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/synthetic/SyntheticSubject.h"

#include <chrono>

namespace vxs::workflow {
namespace {

/// An empty or new folder, or one that the same preset and seed was being written to.
void requireOwnFolder(const SynthesizeParams& params, const std::string& preset) {
  if (!std::filesystem::exists(params.out)) {
    std::error_code code;
    std::filesystem::create_directories(params.out, code);
    if (code) throw Error("cannot make the folder " + params.out.string() + ": " + code.message());
    return;
  }
  if (!std::filesystem::is_directory(params.out)) throw Error(params.out.string() + " is not a folder");
  if (std::filesystem::is_empty(params.out)) return;
  const std::filesystem::path marker = params.out / "SYNTHETIC.txt";
  const std::string expected = "preset " + preset + ", seed " + std::to_string(params.seed) + ".";
  if (!std::filesystem::exists(marker) || readFile(marker).find(expected) == std::string::npos)
    throw Error(params.out.string() + " is not empty and holds no synthetic subject of preset " + preset +
                ", seed " + std::to_string(params.seed) + ": choose another folder");
}

}  // namespace

SynthesizeResult synthesize(const SynthesizeParams& params, Progress& progress) {
  const auto start = std::chrono::steady_clock::now();
  synthetic::Preset preset = synthetic::presetNamed(params.preset);
  if (params.sessions != 0) preset = synthetic::withSessions(preset, params.sessions);
  requireOwnFolder(params, preset.name);
  const synthetic::SubjectSize size =
      synthetic::writeSyntheticSubject(params.out, preset, params.seed, progress);
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  return {std::filesystem::absolute(params.out),
          size.sessions,
          size.images,
          size.brainVoxels,
          size.bytes,
          elapsed.count()};
}

}  // namespace vxs::workflow
