#include "core/train/EpochFile.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/base/JsonProblem.h"
#include "core/base/MappedFile.h"
#include "core/base/Random.h"
#include "core/store/Half.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cstring>

// Format, version 1, little endian, no padding:
//   8 bytes   "VXSEPOC1"
//   uint32    length of the header
//   header    JSON: epoch, step, validationImages, voxels, batches, images: [{nsdId, use}]
//   float16   validation r [voxels]
//   float16   predictions [images, voxels]
//   float32   batch losses [batches]
//   uint64    FNV-1a of everything before
namespace vxs::train {
namespace {

constexpr std::string_view kMagic = "VXSEPOC1";
constexpr std::uint64_t kFolderBytes = 2ULL << 30;
constexpr std::size_t kValidationImages = 2, kTestImages = 4;

using nlohmann::json;

template <class Number>
void put(std::string& bytes, const Number* values, std::size_t count) {
  bytes.append(reinterpret_cast<const char*>(values), count * sizeof(Number));
}

void putHalves(std::string& bytes, const std::vector<float>& values) {
  std::vector<std::uint16_t> halves(values.size());
  store::toHalf(values, halves.data());
  put(bytes, halves.data(), halves.size());
}

json headerOf(const EpochFile& epoch) {
  json images = json::array();
  for (const KeptImage& image : epoch.images) images.push_back({{"nsdId", image.nsdId}, {"use", image.use}});
  return {{"epoch", epoch.epoch},
          {"step", epoch.step},
          {"validationImages", epoch.validationImages},
          {"voxels", epoch.validationR.size()},
          {"batches", epoch.batchLoss.size()},
          {"images", images}};
}

/// Takes one part after the other from a file's bytes.
class Reader {
 public:
  Reader(std::string_view bytes, std::string file) : m_bytes(bytes), m_file(std::move(file)) {}
  std::string_view take(std::uint64_t count) {
    if (count > m_bytes.size()) throw Error(m_file + " is cut off");
    const std::string_view part = m_bytes.substr(0, static_cast<std::size_t>(count));
    m_bytes.remove_prefix(part.size());
    return part;
  }
  template <class Number>
  Number number() {
    Number value{};
    std::memcpy(&value, take(sizeof(Number)).data(), sizeof(Number));
    return value;
  }
  std::vector<float> halves(std::size_t count) {
    const std::string_view part = take(std::uint64_t{count} * sizeof(std::uint16_t));
    std::vector<std::uint16_t> stored(count);
    if (count > 0) std::memcpy(stored.data(), part.data(), part.size());
    std::vector<float> values(count);
    store::fromHalf(stored, values.data());
    return values;
  }
  std::vector<float> floats(std::size_t count) {
    const std::string_view part = take(std::uint64_t{count} * sizeof(float));
    std::vector<float> values(count);
    if (count > 0) std::memcpy(values.data(), part.data(), part.size());
    return values;
  }
  std::size_t left() const { return m_bytes.size(); }

 private:
  std::string_view m_bytes;
  std::string m_file;
};

/// An epoch whose header is read and whose sizes fit the file, so that memory can be taken for them.
struct Parts {
  EpochFile epoch;
  std::uint64_t voxels = 0, batches = 0;
  Reader reader;  ///< at the first volume
};

Parts openParts(std::string_view bytes, const std::string& file) {
  if (bytes.size() < kMagic.size() + sizeof(std::uint64_t) || !bytes.starts_with(kMagic))
    throw Error(file + " is no epoch that this program reads");
  Parts parts{{}, 0, 0, Reader(bytes.substr(0, bytes.size() - sizeof(std::uint64_t)), file)};
  parts.reader.take(kMagic.size());
  const json header = json::parse(parts.reader.take(parts.reader.number<std::uint32_t>()));
  header.at("epoch").get_to(parts.epoch.epoch);
  header.at("step").get_to(parts.epoch.step);
  header.at("validationImages").get_to(parts.epoch.validationImages);
  for (const json& image : header.at("images"))
    parts.epoch.images.push_back({image.at("nsdId"), image.at("use")});
  header.at("voxels").get_to(parts.voxels);
  header.at("batches").get_to(parts.batches);
  const std::uint64_t left = parts.reader.left();
  if (parts.voxels > left || parts.batches > left ||
      parts.voxels * 2 * (1 + parts.epoch.images.size()) + parts.batches * 4 != left)
    throw Error(file + " is damaged: its parts do not fit its header");
  return parts;
}

EpochFile parse(std::string_view bytes, const std::string& file) {
  constexpr std::size_t kSum = sizeof(std::uint64_t);
  if (bytes.size() > kSum && bytes.starts_with(kMagic) &&
      Reader(bytes.substr(bytes.size() - kSum), file).number<std::uint64_t>() !=
          fnv1a64(bytes.substr(0, bytes.size() - kSum)))
    throw Error(file + " is cut off or was changed: its checksum is wrong");
  Parts parts = openParts(bytes, file);
  const auto voxels = static_cast<std::size_t>(parts.voxels);
  parts.epoch.validationR = parts.reader.halves(voxels);
  for (std::size_t i = 0; i < parts.epoch.images.size(); ++i)
    parts.epoch.predictions.push_back(parts.reader.halves(voxels));
  parts.epoch.batchLoss = parts.reader.floats(static_cast<std::size_t>(parts.batches));
  return parts.epoch;
}

std::filesystem::path folderOf(const std::filesystem::path& run) {
  return run / "epochs";
}

/// The number in "0007.epoch"; 0 for another name.
int epochOf(const std::filesystem::path& file) {
  const std::string stem = file.stem().string();
  int epoch = 0;
  const auto [end, error] = std::from_chars(stem.data(), stem.data() + stem.size(), epoch);
  return error == std::errc() && end == stem.data() + stem.size() && epoch > 0 ? epoch : 0;
}

void addEvenly(std::vector<KeptImage>& kept, const std::vector<std::int32_t>& images, std::size_t count,
               const char* use) {
  count = std::min(count, images.size());
  for (std::size_t i = 0; i < count; ++i) kept.push_back({images[i * images.size() / count], use});
}

}  // namespace

std::filesystem::path epochFilePath(const std::filesystem::path& run, int epoch) {
  return folderOf(run) / fmt::format("{:04}.epoch", epoch);
}

std::filesystem::path epochWeightsPath(const std::filesystem::path& run, int epoch) {
  return folderOf(run) / fmt::format("{:04}.safetensors", epoch);
}

void writeEpochFile(const std::filesystem::path& run, const EpochFile& epoch) {
  std::error_code code;
  std::filesystem::create_directories(folderOf(run), code);
  if (code) throw Error("cannot make the folder " + folderOf(run).string() + ": " + code.message());
  const std::string header = headerOf(epoch).dump();
  const auto headerBytes = static_cast<std::uint32_t>(header.size());
  std::string bytes(kMagic);
  put(bytes, &headerBytes, 1);
  bytes += header;
  putHalves(bytes, epoch.validationR);
  for (const std::vector<float>& prediction : epoch.predictions) putHalves(bytes, prediction);
  put(bytes, epoch.batchLoss.data(), epoch.batchLoss.size());
  const std::uint64_t checksum = fnv1a64(bytes);
  put(bytes, &checksum, 1);
  writeFileAtomically(epochFilePath(run, epoch.epoch), bytes);
}

EpochFile readEpochFile(const std::filesystem::path& run, int epoch) {
  const std::filesystem::path file = epochFilePath(run, epoch);
  if (!std::filesystem::exists(file))
    throw Error("epoch " + std::to_string(epoch) + " of " + run.string() + " was not kept: there is no " +
                file.string());
  const std::string bytes = readFile(file);
  try {
    return parse(bytes, file.string());
  } catch (const json::exception& error) {
    throw Error(file.string() + " is damaged: " + jsonProblem(error));
  }
}

EpochLosses readEpochLosses(const std::filesystem::path& run, int epoch) {
  const std::filesystem::path file = epochFilePath(run, epoch);
  const MappedFile mapped(file);
  const std::span<const std::byte> bytes = mapped.bytes();
  try {
    const Parts parts = openParts({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, file.string());
    Reader reader = parts.reader;
    reader.take(parts.voxels * 2 * (1 + parts.epoch.images.size()));
    return {parts.epoch.step, reader.floats(static_cast<std::size_t>(parts.batches))};
  } catch (const json::exception& error) {
    throw Error(file.string() + " is damaged: " + jsonProblem(error));
  }
}

std::vector<int> keptEpochs(const std::filesystem::path& run) {
  std::vector<int> epochs;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folderOf(run), ignored))
    if (const int epoch = epochOf(entry.path()); epoch > 0 && entry.path().extension() == ".epoch")
      epochs.push_back(epoch);
  std::sort(epochs.begin(), epochs.end());
  return epochs;
}

void removeEpochsAfter(const std::filesystem::path& run, int last) {
  std::error_code ignored;
  std::vector<std::filesystem::path> stale;
  for (const auto& entry : std::filesystem::directory_iterator(folderOf(run), ignored))
    if (epochOf(entry.path()) > last) stale.push_back(entry.path());
  for (const std::filesystem::path& file : stale) std::filesystem::remove(file, ignored);
}

std::vector<KeptImage> keptImagesOf(const RunInfo& run) {
  std::vector<KeptImage> kept;
  addEvenly(kept, run.testImages, kTestImages, "test");
  addEvenly(kept, run.validationImages, kValidationImages, "validation");
  return kept;
}

int keepEvery(const RunInfo& run, int epochs) {
  const auto images = static_cast<std::uint64_t>(1 + kTestImages + kValidationImages);
  const std::uint64_t bytes = static_cast<std::uint64_t>(run.voxels) * 2 * images +
                              static_cast<std::uint64_t>(run.parameters) * sizeof(float);
  const std::uint64_t all = bytes * static_cast<std::uint64_t>(std::max(epochs, 1));
  return static_cast<int>(std::max<std::uint64_t>(1, (all + kFolderBytes - 1) / kFolderBytes));
}

}  // namespace vxs::train
