#include "models/blip/PngCheck.h"

#include <zlib.h>

#include <cstdint>

namespace vxs::blip {
namespace {

constexpr std::uint64_t kBestPacking = 1032;

class Chunks {
 public:
  explicit Chunks(const std::string& bytes) : m_bytes(bytes) {}

  bool atEnd() const { return m_at == m_bytes.size(); }
  bool isWhole() const { return left() >= 12 && size() <= left() - 12; }
  std::string type() const { return m_bytes.substr(m_at + 4, 4); }
  std::uint32_t size() const { return number(m_at); }
  std::uint32_t content(std::size_t offset) const { return number(m_at + 8 + offset); }
  unsigned byte(std::size_t offset) const { return static_cast<unsigned char>(m_bytes[m_at + 8 + offset]); }
  bool checks() const {
    const auto* begin = reinterpret_cast<const Bytef*>(m_bytes.data()) + m_at + 4;
    return crc32(0, begin, size() + 4) == content(size());
  }
  void next() { m_at += 12 + std::size_t{size()}; }

 private:
  std::size_t left() const { return m_bytes.size() - m_at; }
  std::uint32_t number(std::size_t at) const {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(m_bytes[at + i]);
    return value;
  }

  const std::string& m_bytes;
  std::size_t m_at = 8;
};

/// Bytes of the unpacked picture, whose edges are at most a million: every row has a filter byte. An
/// interlaced one needs no less.
std::uint64_t unpackedSize(const Chunks& header) {
  constexpr unsigned kChannels[] = {1, 0, 3, 1, 2, 0, 4};
  const std::uint64_t width = header.content(0), height = header.content(4);
  const unsigned depth = header.byte(8), colour = header.byte(9);
  const std::uint64_t bits = width * depth * (colour < 7 ? kChannels[colour] : 0);
  return height * ((bits + 7) / 8 + 1);
}

}  // namespace

std::string whatIsWrongWithPng(const std::string& bytes) {
  if (bytes.compare(0, 8, "\x89PNG\r\n\x1a\n", 8) != 0) return {};
  Chunks chunk(bytes);
  if (!chunk.isWhole() || chunk.type() != "IHDR" || chunk.size() != 13) return "its header is cut off";
  const std::uint64_t width = chunk.content(0), height = chunk.content(4);
  if (width == 0 || height == 0 || width > 1'000'000 || height > 1'000'000)
    return "it claims " + std::to_string(width) + " x " + std::to_string(height) + " pixels";
  const std::uint64_t needed = unpackedSize(chunk);
  std::uint64_t packed = 0;
  for (; !chunk.atEnd() && chunk.isWhole(); chunk.next()) {
    const bool needsIt = (chunk.type()[0] & 0x20) == 0;  // capital first letter: critical
    if (needsIt && !chunk.checks()) return "its chunk " + chunk.type() + " is damaged";
    if (chunk.type() == "IDAT") packed += chunk.size();
    if (chunk.type() != "IEND") continue;
    if (needed <= (packed + 64) * kBestPacking) return {};
    return "it claims " + std::to_string(width) + " x " + std::to_string(height) +
           " pixels, more than its data can hold";
  }
  return "it is truncated";
}

}  // namespace vxs::blip
