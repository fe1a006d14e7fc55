#pragma once

#include "core/volume/Mask.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace vxs::train {

/// Its name within an evaluation's folder.
inline constexpr const char* kTestResponsesFile = "test-responses.f16";

/// One test image: how many presentations its measured response is the mean of.
struct TestImage {
  std::int32_t nsdId = 0;
  std::int32_t repeats = 0;
  bool operator==(const TestImage&) const = default;
};

/// What the responses belong to.
struct TestResponsesHeader {
  std::uint64_t voxels = 0;
  std::uint64_t maskFingerprint = 0;  ///< of Mask: grid and voxel indices
  std::uint64_t runFingerprint = 0;   ///< of the run's training, see runFingerprint()
};

/// Measured (mean over repeats) and predicted responses to the test images of a run, in z units, voxels in
/// the order of the run's mask. Read from a file that `evaluate` wrote, mapped into memory: opening costs one
/// pass over it for the checksum, later reads only what they touch. Cheap to copy; thread safe. Needs no
/// LibTorch.
///
/// File RUN/evaluation/test-responses.f16, version 2, little endian:
///   0  char[8]  "VXSTESTR"
///   8  uint32   version, 2
///  12  uint32   0
///  16  uint64   images n
///  24  uint64   voxels v
///  32  uint64   checksum64 of everything behind the header
///  40  uint64   mask fingerprint
///  48  uint64   run fingerprint
///  56  uint64   0
///  64  n times  int32 nsdId, int32 repeats
///  ..  n times  v half floats measured, v floats predicted; in version 1, still read, those are half floats
class TestResponses {
 public:
  /// Throws Error naming the file when it is missing, cut off, damaged or of another version.
  static TestResponses open(const std::filesystem::path& file);
  /// The same in memory, for tests and for what was never written. measured, predicted: [images, voxels].
  static TestResponses inMemory(std::vector<TestImage> images, std::span<const float> measured,
                                std::span<const float> predicted, TestResponsesHeader header);

  const TestResponsesHeader& header() const;
  std::uint64_t checksum() const;
  const std::vector<TestImage>& images() const;
  std::size_t voxelCount() const;
  /// Position of an image in images(); -1 when it is no test image.
  int indexOf(std::int32_t nsdId) const;

  /// One image, [voxels].
  std::vector<float> measured(std::size_t image) const;
  std::vector<float> predicted(std::size_t image) const;
  /// One image at some voxels, [members].
  std::vector<float> measured(std::size_t image, std::span<const std::uint32_t> members) const;
  std::vector<float> predicted(std::size_t image, std::span<const std::uint32_t> members) const;
  /// Some voxels over all images, [images, members].
  std::vector<float> measuredAt(std::span<const std::uint32_t> members) const;
  std::vector<float> predictedAt(std::span<const std::uint32_t> members) const;

 private:
  struct Impl;
  explicit TestResponses(std::shared_ptr<const Impl> impl) : m_impl(std::move(impl)) {}
  std::shared_ptr<const Impl> m_impl;
};

/// Writes such a file image by image; it appears whole at finish() or not at all.
class TestResponsesWriter {
 public:
  TestResponsesWriter(const std::filesystem::path& file, std::vector<TestImage> images,
                      TestResponsesHeader header);
  ~TestResponsesWriter();
  /// The next image, [voxels] each. Throws Error when the sizes do not agree or all images were written.
  void add(std::span<const float> measured, std::span<const float> predicted);
  /// Returns the checksum. Throws Error when images are missing.
  std::uint64_t finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> m_impl;
};

/// Grid and voxel indices of a mask as one number.
std::uint64_t fingerprintOf(const Mask& mask);

}  // namespace vxs::train
