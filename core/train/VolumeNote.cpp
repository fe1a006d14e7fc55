#include "core/train/VolumeNote.h"

namespace vxs::train {
namespace {

constexpr const char* kProgram = "Voxelscope ";
constexpr std::size_t kMostCharacters = 79;  // of NIfTI's descrip, without its closing zero

}  // namespace

std::string volumeNote(const std::string& what, const RunInfo& run) {
  std::string marks;
  if (run.syntheticSubject) marks += ", SYNTHETIC SUBJECT";
  if (run.demoEncoder) marks += ", DEMO ENCODER";
  if (run.shuffledControl) marks += ", SHUFFLED";
  return (kProgram + what + ", " + run.head).substr(0, kMostCharacters - marks.size()) + marks;
}

VolumeMarks marksOf(const std::string& description) {
  const auto says = [&](const char* word) { return description.find(word) != std::string::npos; };
  return {says("SYNTHETIC"), says("DEMO ENCODER"), says("SHUFFLED")};
}

bool isPrediction(const std::string& description) {
  return description.starts_with(std::string(kProgram) + "prediction");
}

std::string modelLine(const RunInfo& run) {
  return "run " + run.run.filename().string() + ", " + run.head + ", " + run.encoder +
         (run.shuffledControl ? ", SHUFFLED-IMAGE CONTROL" : "");
}

}  // namespace vxs::train
