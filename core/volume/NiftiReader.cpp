#include "core/volume/Nifti.h"

#include "core/base/Error.h"
#include "core/volume/GridText.h"
#include "core/volume/GzStream.h"
#include "core/volume/NiftiHeader.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

// Headers and voxels are read here and not through nifti_image_read: nifti_clib takes memory for whatever a
// header declares, prints to stderr, and inflates a whole series to reach one frame.

namespace vxs {
namespace {

template <class Stored>
Stored swapBytes(Stored value) {
  char bytes[sizeof(Stored)];
  std::memcpy(bytes, &value, sizeof value);
  std::reverse(std::begin(bytes), std::end(bytes));
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

template <class Stored>
void decodeAs(const NiftiInfo& info, const char* bytes, std::size_t count, float* values) {
  const bool plain = info.scaleSlope == 1 && info.scaleIntercept == 0;
  for (std::size_t i = 0; i < count; ++i) {
    Stored stored;
    std::memcpy(&stored, bytes + i * sizeof(Stored), sizeof stored);
    if (info.byteSwapped) stored = swapBytes(stored);
    values[i] = plain
                    ? static_cast<float>(stored)
                    : static_cast<float>(info.scaleSlope * static_cast<double>(stored) + info.scaleIntercept);
  }
}

void decode(const NiftiHeader& header, const char* bytes, std::size_t count, float* values) {
  const NiftiInfo& info = header.info;
  const std::string& type = info.datatype;
  if (type == "int16") return decodeAs<std::int16_t>(info, bytes, count, values);
  if (type == "float32") return decodeAs<float>(info, bytes, count, values);
  if (type == "uint8") return decodeAs<std::uint8_t>(info, bytes, count, values);
  if (type == "int8") return decodeAs<std::int8_t>(info, bytes, count, values);
  if (type == "uint16") return decodeAs<std::uint16_t>(info, bytes, count, values);
  if (type == "int32") return decodeAs<std::int32_t>(info, bytes, count, values);
  if (type == "uint32") return decodeAs<std::uint32_t>(info, bytes, count, values);
  if (type == "int64") return decodeAs<std::int64_t>(info, bytes, count, values);
  if (type == "uint64") return decodeAs<std::uint64_t>(info, bytes, count, values);
  return decodeAs<double>(info, bytes, count, values);
}

std::string tooShort(const NiftiHeader& header) {
  return "it ends before its declared size, " + sizeText(header.info.grid) + " voxels, " +
         std::to_string(header.info.frames) + " frame(s) of " + header.info.datatype;
}

/// An opened, checked file, positioned by frame.
class Reader {
 public:
  explicit Reader(const std::filesystem::path& path) : m_stream(path, GzStream::Mode::Read) {
    char bytes[kNiftiHeaderBytes];
    const std::size_t got = m_stream.read(bytes, sizeof bytes);
    if (got == 0) throw Error("it is empty");
    m_header = parseNiftiHeader({bytes, got});
    checkSize(path);
  }

  const NiftiHeader& header() const { return m_header; }

  void goTo(std::int64_t frame) {
    if (!m_stream.skipTo(m_header.dataOffset + frame * m_header.frameBytes()))
      throw Error(tooShort(m_header));
  }

  /// The memory grows with what really inflates, so that a declared size alone takes none.
  void read(std::vector<float>& values) {
    constexpr std::size_t kPieceVoxels = std::size_t{1} << 17;
    const std::size_t count = m_header.info.grid.voxelCount();
    const auto bytes = static_cast<std::size_t>(m_header.bytesPerVoxel);
    values.clear();
    m_buffer.resize(std::min(count, kPieceVoxels) * bytes);
    while (values.size() < count) {
      const std::size_t piece = std::min(count - values.size(), kPieceVoxels);
      if (m_stream.read(m_buffer.data(), piece * bytes) < piece * bytes) throw Error(tooShort(m_header));
      const std::size_t before = values.size();
      values.resize(before + piece);
      decode(m_header, m_buffer.data(), piece, values.data() + before);
    }
  }

  /// Makes zlib compare its checksum when the last frame has been read.
  void finish() { m_stream.atEnd(); }

 private:
  void checkSize(const std::filesystem::path& path) const {
    const auto size = static_cast<double>(std::filesystem::file_size(path));
    const double declared =
        static_cast<double>(m_header.dataOffset) +
        static_cast<double>(m_header.info.frames) * static_cast<double>(m_header.frameBytes());
    // deflate cannot shrink by more than 1032 : 1
    const double atMost = m_stream.compressed() ? size * 1032 + 1024 : size;
    if (declared > atMost) throw Error(tooShort(m_header));
  }

  GzStream m_stream;
  NiftiHeader m_header;
  std::vector<char> m_buffer;
};

template <class Work>
auto named(const std::filesystem::path& path, Work&& work) {
  try {
    return work();
  } catch (const Error& error) {
    throw Error("cannot read " + path.string() + ": " + error.message());
  } catch (const std::filesystem::filesystem_error& error) {
    throw Error("cannot read " + path.string() + ": " + error.code().message());
  }
}

}  // namespace

NiftiInfo inspectNifti(const std::filesystem::path& path) {
  return named(path, [&] { return Reader(path).header().info; });
}

Volume readNifti(const std::filesystem::path& path, std::int64_t frame) {
  return named(path, [&] {
    Reader reader(path);
    const NiftiInfo& info = reader.header().info;
    if (frame < 0 || frame >= info.frames)
      throw Error("it has no frame " + std::to_string(frame) + ", only " + std::to_string(info.frames));
    Volume volume;
    volume.grid = info.grid;
    volume.affine = info.affine;
    reader.goTo(frame);
    reader.read(volume.values);
    if (frame + 1 == info.frames) reader.finish();
    return volume;
  });
}

void forEachNiftiFrame(
    const std::filesystem::path& path,
    const std::function<void(std::int64_t frame, const std::vector<float>& values)>& body) {
  std::unique_ptr<Reader> reader = named(path, [&] { return std::make_unique<Reader>(path); });
  std::vector<float> values;
  for (std::int64_t frame = 0; frame < reader->header().info.frames; ++frame) {
    named(path, [&] {
      if (frame == 0) reader->goTo(0);
      reader->read(values);
      if (frame + 1 == reader->header().info.frames) reader->finish();
    });
    body(frame, values);
  }
}

LabelAtlas readLabelAtlas(const std::filesystem::path& path, std::string name) {
  const Volume volume = readNifti(path);
  LabelAtlas atlas{std::move(name), volume.grid, volume.affine, {}, {}};
  atlas.labels.reserve(volume.values.size());
  for (const float value : volume.values) {
    // floats hold integers exactly up to 2^24; NaN counts as "not cortex"
    const bool missing = std::isnan(value);
    if (!missing && (value != std::floor(value) || std::abs(value) > 16777216.0F))
      throw Error("cannot read " + path.string() + ": " + std::to_string(value) + " is no region label");
    atlas.labels.push_back(missing ? -1 : static_cast<std::int32_t>(value));
  }
  return atlas;
}

}  // namespace vxs
