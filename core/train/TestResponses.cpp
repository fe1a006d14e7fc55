#include "core/train/TestResponses.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/base/MappedFile.h"
#include "core/base/Random.h"
#include "core/store/Half.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <optional>
#include <unordered_map>

namespace vxs::train {

static_assert(std::endian::native == std::endian::little,
              "the file is read and written as it lies in memory");

namespace {

constexpr std::array<char, 8> kMagic{'V', 'X', 'S', 'T', 'E', 'S', 'T', 'R'};
/// Half floats lose what little varies in the predictions of a voxel that a ridge shrinks to almost nothing,
/// and with it that voxel's correlation.
constexpr std::uint32_t kVersion = 2, kHalfPredictions = 1;
constexpr std::uint64_t kMostImages = 1'000'000, kMostVoxels = 100'000'000;

struct FileHeader {
  std::array<char, 8> magic = kMagic;
  std::uint32_t version = kVersion, reserved = 0;
  std::uint64_t images = 0, voxels = 0, checksum = 0, mask = 0, run = 0, reserved2 = 0;
};
static_assert(sizeof(FileHeader) == 64 && sizeof(TestImage) == 8);

/// FNV-1a over eight bytes at a time (a rest is padded with zeros), started with the byte count; 1 GB in a
/// fraction of a second, which byte by byte it would not be.
class Checksum {
 public:
  void add(std::span<const std::byte> bytes) {
    m_size += bytes.size();
    for (const std::byte byte :
         m_pendingSize ? bytes.first(std::min(8 - m_pendingSize, bytes.size())) : bytes.first(0)) {
      m_pending[m_pendingSize++] = byte;
      bytes = bytes.subspan(1);
    }
    if (m_pendingSize == 8) flush();
    for (; m_pendingSize == 0 && bytes.size() >= 8; bytes = bytes.subspan(8)) mix(bytes.data());
    for (const std::byte byte : bytes) m_pending[m_pendingSize++] = byte;
  }
  std::uint64_t value() const {
    Checksum copy = *this;
    if (copy.m_pendingSize) copy.flush();
    return splitMix64(copy.m_hash ^ m_size);
  }

 private:
  void mix(const std::byte* bytes) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, 8);
    m_hash = (m_hash ^ word) * 0x100000001b3ULL;
    m_hash ^= m_hash >> 29;
  }
  void flush() {
    std::fill(m_pending.begin() + static_cast<std::ptrdiff_t>(m_pendingSize), m_pending.end(), std::byte{0});
    mix(m_pending.data());
    m_pendingSize = 0;
  }
  std::uint64_t m_hash = 0xcbf29ce484222325ULL, m_size = 0;
  std::array<std::byte, 8> m_pending{};
  std::size_t m_pendingSize = 0;
};

/// Bytes of one image of `voxels` voxels, measured and predicted.
std::uint64_t imageBytes(std::uint64_t voxels, std::size_t predictedSize) {
  return voxels * (sizeof(std::uint16_t) + predictedSize);
}

}  // namespace

struct TestResponses::Impl {
  TestResponsesHeader header;
  std::uint64_t checksum = 0;
  std::vector<TestImage> images;
  std::unordered_map<std::int32_t, int> position;
  std::optional<MappedFile> file;
  std::vector<std::byte> memory;
  std::span<const std::byte> bytes;           ///< [images] of measured and predicted
  std::size_t predictedSize = sizeof(float);  ///< of one value; a half float's in version 1

  void index() {
    for (std::size_t i = 0; i < images.size(); ++i) position[images[i].nsdId] = static_cast<int>(i);
  }
  enum Part : std::size_t { Measured, Predicted };
  std::size_t sizeOf(Part part) const { return part == Measured ? sizeof(std::uint16_t) : predictedSize; }
  const std::byte* row(std::size_t image, Part part) const {
    if (image >= images.size())
      throw Error("test responses: there is no image " + std::to_string(image) + " of " +
                  std::to_string(images.size()));
    return bytes.data() + image * imageBytes(header.voxels, predictedSize) +
           (part == Measured ? 0 : header.voxels * sizeof(std::uint16_t));
  }
  /// `count` values that lie one behind the other.
  std::vector<float> valuesAt(const std::byte* from, std::size_t count, Part part) const {
    std::vector<float> values(count);
    if (sizeOf(part) == sizeof(float)) {
      std::memcpy(values.data(), from, count * sizeof(float));  // they need not be aligned
      return values;
    }
    std::vector<std::uint16_t> halves(count);
    std::memcpy(halves.data(), from, count * sizeof(std::uint16_t));
    store::fromHalf(halves, values.data());
    return values;
  }
  std::vector<float> whole(std::size_t image, Part part) const {
    return valuesAt(row(image, part), header.voxels, part);
  }
  std::vector<float> at(std::size_t image, Part part, std::span<const std::uint32_t> members) const {
    const std::byte* all = row(image, part);
    const std::size_t size = sizeOf(part);
    std::vector<std::byte> picked(members.size() * size);
    for (std::size_t i = 0; i < members.size(); ++i)
      std::memcpy(picked.data() + i * size, all + members[i] * size, size);
    return valuesAt(picked.data(), members.size(), part);
  }
  std::vector<float> columns(Part part, std::span<const std::uint32_t> members) const {
    std::vector<float> values;
    values.reserve(images.size() * members.size());
    for (std::size_t i = 0; i < images.size(); ++i) {
      const std::vector<float> row = at(i, part, members);
      values.insert(values.end(), row.begin(), row.end());
    }
    return values;
  }
};

namespace {

/// One image as it lies in the file, [2 + 4 bytes a voxel].
void packImage(std::span<const float> measured, std::span<const float> predicted, std::byte* to) {
  std::vector<std::uint16_t> halves(measured.size());
  store::toHalf(measured, halves.data());
  std::memcpy(to, halves.data(), halves.size() * sizeof(std::uint16_t));
  std::memcpy(to + halves.size() * sizeof(std::uint16_t), predicted.data(), predicted.size_bytes());
}

}  // namespace

TestResponses TestResponses::open(const std::filesystem::path& path) {
  auto impl = std::make_shared<Impl>();
  impl->file.emplace(path);
  const std::span<const std::byte> bytes = impl->file->bytes();
  const std::string name = path.string();
  FileHeader header;
  if (bytes.size() < sizeof header) throw Error(name + " is cut off: it has no whole header");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != kMagic) throw Error(name + " is not a file of test responses");
  if (header.version != kVersion && header.version != kHalfPredictions)
    throw Error(name + " is of version " + std::to_string(header.version) + ", this program reads " +
                std::to_string(kVersion));
  if (header.images > kMostImages || header.voxels > kMostVoxels || header.images == 0 || header.voxels == 0)
    throw Error(name + " is damaged: it claims " + std::to_string(header.images) + " images of " +
                std::to_string(header.voxels) + " voxels");
  if (header.version == kHalfPredictions) impl->predictedSize = sizeof(std::uint16_t);
  const std::uint64_t listed = sizeof header + header.images * sizeof(TestImage),
                      expected = listed + header.images * imageBytes(header.voxels, impl->predictedSize);
  if (bytes.size() != expected)
    throw Error(name + " has " + std::to_string(bytes.size()) + " bytes, expected " +
                std::to_string(expected));
  Checksum checksum;
  checksum.add(bytes.subspan(sizeof header));
  if (checksum.value() != header.checksum) throw Error(name + " is damaged: its checksum does not agree");
  impl->header = {header.voxels, header.mask, header.run};
  impl->checksum = header.checksum;
  impl->images.resize(header.images);
  std::memcpy(impl->images.data(), bytes.data() + sizeof header, header.images * sizeof(TestImage));
  impl->bytes = bytes.subspan(listed);
  impl->index();
  return TestResponses(impl);
}

TestResponses TestResponses::inMemory(std::vector<TestImage> images, std::span<const float> measured,
                                      std::span<const float> predicted, TestResponsesHeader header) {
  if (measured.size() != images.size() * header.voxels || predicted.size() != measured.size())
    throw Error("test responses: the sizes do not agree");
  auto impl = std::make_shared<Impl>();
  impl->header = header;
  impl->images = std::move(images);
  const std::uint64_t size = imageBytes(header.voxels, sizeof(float));
  impl->memory.resize(impl->images.size() * size);
  for (std::size_t i = 0; i < impl->images.size(); ++i)
    packImage(measured.subspan(i * header.voxels, header.voxels),
              predicted.subspan(i * header.voxels, header.voxels), impl->memory.data() + i * size);
  impl->bytes = impl->memory;
  impl->index();
  return TestResponses(impl);
}

const TestResponsesHeader& TestResponses::header() const {
  return m_impl->header;
}
std::uint64_t TestResponses::checksum() const {
  return m_impl->checksum;
}
const std::vector<TestImage>& TestResponses::images() const {
  return m_impl->images;
}
std::size_t TestResponses::voxelCount() const {
  return m_impl->header.voxels;
}
int TestResponses::indexOf(std::int32_t nsdId) const {
  const auto found = m_impl->position.find(nsdId);
  return found == m_impl->position.end() ? -1 : found->second;
}
std::vector<float> TestResponses::measured(std::size_t image) const {
  return m_impl->whole(image, Impl::Measured);
}
std::vector<float> TestResponses::predicted(std::size_t image) const {
  return m_impl->whole(image, Impl::Predicted);
}
std::vector<float> TestResponses::measured(std::size_t image, std::span<const std::uint32_t> members) const {
  return m_impl->at(image, Impl::Measured, members);
}
std::vector<float> TestResponses::predicted(std::size_t image, std::span<const std::uint32_t> members) const {
  return m_impl->at(image, Impl::Predicted, members);
}
std::vector<float> TestResponses::measuredAt(std::span<const std::uint32_t> members) const {
  return m_impl->columns(Impl::Measured, members);
}
std::vector<float> TestResponses::predictedAt(std::span<const std::uint32_t> members) const {
  return m_impl->columns(Impl::Predicted, members);
}

struct TestResponsesWriter::Impl {
  AtomicFile file;
  FileHeader header;
  Checksum checksum;
  std::uint64_t written = 0;
  std::vector<std::byte> image;  ///< the next one, packed

  void write(const void* data, std::size_t size) {
    file.stream().write(static_cast<const char*>(data), static_cast<std::streamsize>(size));
    checksum.add({static_cast<const std::byte*>(data), size});
  }
};

TestResponsesWriter::TestResponsesWriter(const std::filesystem::path& file, std::vector<TestImage> images,
                                         TestResponsesHeader header)
    : m_impl(new Impl{
          AtomicFile(file), {}, {}, 0, std::vector<std::byte>(imageBytes(header.voxels, sizeof(float)))}) {
  m_impl->header.images = images.size();
  m_impl->header.voxels = header.voxels;
  m_impl->header.mask = header.maskFingerprint;
  m_impl->header.run = header.runFingerprint;
  m_impl->file.stream().write(reinterpret_cast<const char*>(&m_impl->header), sizeof(FileHeader));
  m_impl->write(images.data(), images.size() * sizeof(TestImage));
}

TestResponsesWriter::~TestResponsesWriter() = default;

void TestResponsesWriter::add(std::span<const float> measured, std::span<const float> predicted) {
  if (measured.size() != m_impl->header.voxels || predicted.size() != m_impl->header.voxels ||
      m_impl->written == m_impl->header.images)
    throw Error("test responses: one image too many, or of another size");
  packImage(measured, predicted, m_impl->image.data());
  m_impl->write(m_impl->image.data(), m_impl->image.size());
  ++m_impl->written;
}

std::uint64_t TestResponsesWriter::finish() {
  if (m_impl->written != m_impl->header.images) throw Error("test responses: images are missing");
  m_impl->header.checksum = m_impl->checksum.value();
  m_impl->file.stream().seekp(0);
  m_impl->file.stream().write(reinterpret_cast<const char*>(&m_impl->header), sizeof(FileHeader));
  m_impl->file.commit();
  return m_impl->header.checksum;
}

std::uint64_t fingerprintOf(const Mask& mask) {
  Checksum checksum;
  const std::array<int, 3> grid{mask.grid.nx, mask.grid.ny, mask.grid.nz};
  checksum.add(std::as_bytes(std::span(grid)));
  checksum.add(std::as_bytes(std::span(mask.voxels)));
  return checksum.value();
}

}  // namespace vxs::train
