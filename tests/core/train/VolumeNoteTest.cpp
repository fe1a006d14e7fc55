#include "core/train/VolumeNote.h"
#include "core/volume/Nifti.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

using namespace vxs;
using namespace vxs::train;

TEST_CASE("a volume keeps its marks through a file") {
  const test::TempFolder folder;
  RunInfo run;
  run.head = "cnn";
  for (int marks = 0; marks < 8; ++marks) {
    CAPTURE(marks);
    run.syntheticSubject = marks & 1;
    run.demoEncoder = marks & 2;
    run.shuffledControl = marks & 4;
    const auto file = folder / "a.nii.gz";
    writeNifti(file, Volume(Grid{2, 2, 2}, Affine(), 1.0F), NiftiType::Float32,
               volumeNote("prediction", run));
    const std::string description = inspectNifti(file).description;
    CHECK(description.starts_with("Voxelscope prediction, cnn"));
    CHECK(marksOf(description) == VolumeMarks{run.syntheticSubject, run.demoEncoder, run.shuffledControl});
  }
}

TEST_CASE("words give way to marks where a header has no room for both") {
  RunInfo run;
  run.head = std::string(100, 'h');
  run.syntheticSubject = run.demoEncoder = run.shuffledControl = true;
  const std::string note = volumeNote("prediction", run);
  CHECK(note.size() == 79);
  CHECK(marksOf(note) == VolumeMarks{true, true, true});
  CHECK(marksOf("FSL5.0") == VolumeMarks{});
  CHECK(marksOf("") == VolumeMarks{});
}
