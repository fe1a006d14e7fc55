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
constexpr std::uint32_t kVersion = 1;
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

std::vector<float> floatsOf(std::span<const std::uint16_t> halves) {
  std::vector<float> values(halves.size());
  store::fromHalf(halves, values.data());
  return values;
}

}  // namespace

struct TestResponses::Impl {
  TestResponsesHeader header;
  std::uint64_t checksum = 0;
  std::vector<TestImage> images;
  std::unordered_map<std::int32_t, int> position;
  std::optional<MappedFile> file;
  std::vector<std::uint16_t> memory;
  std::span<const std::uint16_t> halves;  ///< [images, 2, voxels]

  void index() {
    for (std::size_t i = 0; i < images.size(); ++i) position[images[i].nsdId] = static_cast<int>(i);
  }
  /// part 0: measured, 1: predicted.
  std::span<const std::uint16_t> row(std::size_t image, std::size_t part) const {
    if (image >= images.size())
      throw Error("test responses: there is no image " + std::to_string(image) + " of " +
                  std::to_string(images.size()));
    return halves.subspan((2 * image + part) * header.voxels, header.voxels);
  }
  std::vector<float> at(std::size_t image, std::size_t part, std::span<const std::uint32_t> members) const {
    const std::span<const std::uint16_t> all = row(image, part);
    std::vector<std::uint16_t> picked;
    picked.reserve(members.size());
    for (const std::uint32_t v : members) picked.push_back(all[v]);
    return floatsOf(picked);
  }
  std::vector<float> columns(std::size_t part, std::span<const std::uint32_t> members) const {
    std::vector<float> values;
    values.reserve(images.size() * members.size());
    for (std::size_t i = 0; i < images.size(); ++i) {
      const std::vector<float> row = at(i, part, members);
      values.insert(values.end(), row.begin(), row.end());
    }
    return values;
  }
};

TestResponses TestResponses::open(const std::filesystem::path& path) {
  auto impl = std::make_shared<Impl>();
  impl->file.emplace(path);
  const std::span<const std::byte> bytes = impl->file->bytes();
  const std::string name = path.string();
  FileHeader header;
  if (bytes.size() < sizeof header) throw Error(name + " is cut off: it has no whole header");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != kMagic) throw Error(name + " is not a file of test responses");
  if (header.version != kVersion)
    throw Error(name + " is of version " + std::to_string(header.version) + ", this program reads " +
                std::to_string(kVersion));
  if (header.images > kMostImages || header.voxels > kMostVoxels || header.images == 0 || header.voxels == 0)
    throw Error(name + " is damaged: it claims " + std::to_string(header.images) + " images of " +
                std::to_string(header.voxels) + " voxels");
  const std::uint64_t expected =
      sizeof header + header.images * (sizeof(TestImage) + 2 * header.voxels * sizeof(std::uint16_t));
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
  impl->halves = {reinterpret_cast<const std::uint16_t*>(bytes.data() + sizeof header +
                                                         header.images * sizeof(TestImage)),
                  2 * header.images * header.voxels};
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
  impl->memory.resize(2 * measured.size());
  for (std::size_t i = 0; i < impl->images.size(); ++i) {
    std::uint16_t* row = impl->memory.data() + 2 * i * header.voxels;
    store::toHalf(measured.subspan(i * header.voxels, header.voxels), row);
    store::toHalf(predicted.subspan(i * header.voxels, header.voxels), row + header.voxels);
  }
  impl->halves = impl->memory;
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
  return floatsOf(m_impl->row(image, 0));
}
std::vector<float> TestResponses::predicted(std::size_t image) const {
  return floatsOf(m_impl->row(image, 1));
}
std::vector<float> TestResponses::measured(std::size_t image, std::span<const std::uint32_t> members) const {
  return m_impl->at(image, 0, members);
}
std::vector<float> TestResponses::predicted(std::size_t image, std::span<const std::uint32_t> members) const {
  return m_impl->at(image, 1, members);
}
std::vector<float> TestResponses::measuredAt(std::span<const std::uint32_t> members) const {
  return m_impl->columns(0, members);
}
std::vector<float> TestResponses::predictedAt(std::span<const std::uint32_t> members) const {
  return m_impl->columns(1, members);
}

struct TestResponsesWriter::Impl {
  AtomicFile file;
  FileHeader header;
  Checksum checksum;
  std::uint64_t written = 0;
  std::vector<std::uint16_t> row;

  void write(const void* data, std::size_t size) {
    file.stream().write(static_cast<const char*>(data), static_cast<std::streamsize>(size));
    checksum.add({static_cast<const std::byte*>(data), size});
  }
};

TestResponsesWriter::TestResponsesWriter(const std::filesystem::path& file, std::vector<TestImage> images,
                                         TestResponsesHeader header)
    : m_impl(new Impl{AtomicFile(file), {}, {}, 0, std::vector<std::uint16_t>(header.voxels)}) {
  m_impl->header.images = images.size();
  m_impl->header.voxels = header.voxels;
  m_impl->header.mask = header.maskFingerprint;
  m_impl->header.run = header.runFingerprint;
  m_impl->file.stream().write(reinterpret_cast<const char*>(&m_impl->header), sizeof(FileHeader));
  m_impl->write(images.data(), images.size() * sizeof(TestImage));
}

TestResponsesWriter::~TestResponsesWriter() = default;

void TestResponsesWriter::add(std::span<const float> measured, std::span<const float> predicted) {
  if (measured.size() != m_impl->row.size() || predicted.size() != m_impl->row.size() ||
      m_impl->written == m_impl->header.images)
    throw Error("test responses: one image too many, or of another size");
  for (const auto values : {measured, predicted}) {
    store::toHalf(values, m_impl->row.data());
    m_impl->write(m_impl->row.data(), m_impl->row.size() * sizeof(std::uint16_t));
  }
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
