#include "core/store/FeatureCache.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/base/JsonProblem.h"
#include "core/base/MappedFile.h"

#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>
#include <optional>

// Format, version 1. A folder STORE/features/<mode>-<fingerprint> with
//   cache.json    {"magic": "voxelscope-features", "version": 1, ...FeatureCacheInfo...}
//   blocks.f32    n blocks of tokens x width little-endian float32, no header
//   index.bin     n records of two little-endian int32: nsdId, captionIndex
// A record is written after its block. What a crash leaves of a tail, a block without a record or a record
// without a whole block, is not read, and the next fill cuts it off and computes it again. The program that
// fills holds a lock (flock) on index.bin.
namespace vxs::store {
namespace {

using nlohmann::json;

constexpr const char* kDescription = "cache.json";

struct IndexRecord {
  std::int32_t nsdId, captionIndex;
};

json toJson(const FeatureCacheInfo& info) {
  return {{"magic", "voxelscope-features"},
          {"version", 1},
          {"encoder", info.encoder},
          {"encoderPath", info.encoderPath},
          {"mode", info.mode},
          {"fingerprint", info.fingerprint},
          {"demo", info.demo},
          {"tokens", info.tokens},
          {"width", info.width}};
}

std::filesystem::path cacheFolder(const std::filesystem::path& storeFolder, const std::string& mode,
                                  const std::string& fingerprint) {
  return storeFolder / "features" / (mode + "-" + fingerprint);
}

FeatureCacheInfo infoFrom(const std::filesystem::path& file) {
  try {
    const json description = json::parse(readFile(file));
    if (description.at("magic") != "voxelscope-features" || description.at("version") != 1)
      throw Error(file.string() + " is not a feature cache that this program reads");
    FeatureCacheInfo info{description.at("encoder"),     description.at("encoderPath"),
                          description.at("fingerprint"), description.at("mode"),
                          description.at("demo"),        description.at("tokens"),
                          description.at("width")};
    if (info.tokens <= 0 || info.width <= 0 || info.tokens > 100000 || info.width > 100000)
      throw Error(file.string() + " is damaged: features of " + std::to_string(info.tokens) + " x " +
                  std::to_string(info.width));
    return info;
  } catch (const nlohmann::json::exception& error) {
    throw Error(file.string() + " is damaged: " + jsonProblem(error));
  }
}

}  // namespace

struct FeatureCache::Impl {
  std::filesystem::path folder;
  FeatureCacheInfo info;
  std::vector<FeatureKey> order;
  std::map<FeatureKey, std::size_t> position;
  std::ofstream blocks, index;       // open while writing
  std::optional<MappedFile> mapped;  // made when first read, dropped by append
  int lock = -1;                     // held on the index by the one who fills the cache

  ~Impl() {
    if (lock >= 0) close(lock);
  }

  std::filesystem::path blocksFile() const { return folder / "blocks.f32"; }
  std::filesystem::path indexFile() const { return folder / "index.bin"; }
  std::size_t blockBytes() const {
    return static_cast<std::size_t>(info.tokens) * static_cast<std::size_t>(info.width) * sizeof(float);
  }
  void takeLock();
  void readIndex();
  void openForAppending();
};

void FeatureCache::Impl::takeLock() {
  lock = ::open(indexFile().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock < 0)
    throw Error("cannot write the feature cache in " + folder.string() + ": " + std::strerror(errno));
  // a file system without locks (ENOLCK, EOPNOTSUPP) is no reason to refuse
  if (flock(lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    throw Error("the feature cache in " + folder.string() +
                " is being filled by another program: wait for it to end");
}

void FeatureCache::Impl::readIndex() {
  if (!std::filesystem::exists(indexFile()) || !std::filesystem::exists(blocksFile())) return;
  const std::string bytes = readFile(indexFile());
  const std::size_t complete = std::min<std::size_t>(bytes.size() / sizeof(IndexRecord),
                                                     std::filesystem::file_size(blocksFile()) / blockBytes());
  for (std::size_t i = 0; i < complete; ++i) {
    IndexRecord record{};
    std::copy_n(bytes.data() + i * sizeof record, sizeof record, reinterpret_cast<char*>(&record));
    order.push_back({record.nsdId, record.captionIndex});
    position[order.back()] = i;
  }
}

void FeatureCache::Impl::openForAppending() {
  for (const auto& file : {blocksFile(), indexFile()})
    if (!std::filesystem::exists(file)) std::ofstream{file};
  std::filesystem::resize_file(blocksFile(), order.size() * blockBytes());
  std::filesystem::resize_file(indexFile(), order.size() * sizeof(IndexRecord));
  blocks.open(blocksFile(), std::ios::binary | std::ios::app);
  index.open(indexFile(), std::ios::binary | std::ios::app);
  if (!blocks || !index) throw Error("cannot write the feature cache in " + folder.string());
}

FeatureCache FeatureCache::openOrCreate(const std::filesystem::path& storeFolder,
                                        const FeatureCacheInfo& info) {
  auto impl = std::make_unique<Impl>();
  impl->folder = cacheFolder(storeFolder, info.mode, info.fingerprint);
  impl->info = info;
  const std::filesystem::path description = impl->folder / kDescription;
  if (std::filesystem::exists(description)) {
    const FeatureCacheInfo present = infoFrom(description);
    if (present.tokens != info.tokens || present.width != info.width)
      throw Error(description.string() + " holds features of " + std::to_string(present.tokens) + " x " +
                  std::to_string(present.width) + ", the encoder gives " + std::to_string(info.tokens) +
                  " x " + std::to_string(info.width));
  } else {
    std::error_code code;
    std::filesystem::create_directories(impl->folder, code);
    if (code) throw Error("cannot make the folder " + impl->folder.string() + ": " + code.message());
    writeFileAtomically(description, toJson(info).dump(1));
  }
  impl->takeLock();
  impl->readIndex();
  impl->openForAppending();
  return FeatureCache(std::move(impl));
}

FeatureCache FeatureCache::open(const std::filesystem::path& storeFolder, const std::string& mode,
                                const std::string& fingerprint) {
  std::vector<std::filesystem::path> found;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(storeFolder / "features", none)) {
    const std::string name = entry.path().filename().string();
    const bool wanted = fingerprint.empty() ? name.starts_with(mode + "-") : name == mode + "-" + fingerprint;
    if (wanted && std::filesystem::exists(entry.path() / kDescription)) found.push_back(entry.path());
  }
  if (found.empty())
    throw Error("no " + mode + " features in " + storeFolder.string() +
                ": fill them with 'voxelscope-cli features " + storeFolder.string() + " --mode " + mode +
                "'");
  if (found.size() > 1)
    throw Error("several " + mode + " feature caches in " + (storeFolder / "features").string() +
                ": keep one, or name the encoder");
  auto impl = std::make_unique<Impl>();
  impl->folder = found.front();
  impl->info = infoFrom(impl->folder / kDescription);
  impl->readIndex();
  return FeatureCache(std::move(impl));
}

bool FeatureCache::exists(const std::filesystem::path& storeFolder, const std::string& mode,
                          const std::string& fingerprint) {
  std::error_code none;
  return std::filesystem::exists(cacheFolder(storeFolder, mode, fingerprint) / kDescription, none);
}

FeatureCache::FeatureCache(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
FeatureCache::~FeatureCache() = default;
FeatureCache::FeatureCache(FeatureCache&&) noexcept = default;

const FeatureCacheInfo& FeatureCache::info() const {
  return m_impl->info;
}
std::vector<FeatureKey> FeatureCache::keys() const {
  return m_impl->order;
}
bool FeatureCache::contains(const FeatureKey& key) const {
  return m_impl->position.contains(key);
}

std::span<const float> FeatureCache::features(const FeatureKey& key) const {
  const auto found = m_impl->position.find(key);
  if (found == m_impl->position.end())
    throw Error("no features of image " + std::to_string(key.nsdId) + ", caption " +
                std::to_string(key.captionIndex) + " in " + m_impl->folder.string() +
                ": run 'voxelscope-cli features' again");
  if (!m_impl->mapped) {
    m_impl->blocks.flush();
    m_impl->mapped.emplace(m_impl->blocksFile());
  }
  const auto* values = reinterpret_cast<const float*>(m_impl->mapped->bytes().data());
  const std::size_t count = m_impl->blockBytes() / sizeof(float);
  return {values + found->second * count, count};
}

void FeatureCache::append(const FeatureKey& key, std::span<const float> features) {
  Impl& d = *m_impl;
  if (features.size_bytes() != d.blockBytes())
    throw Error("features of image " + std::to_string(key.nsdId) + " have " +
                std::to_string(features.size()) + " values, expected " +
                std::to_string(d.blockBytes() / sizeof(float)));
  if (!d.blocks.is_open())
    throw Error("the feature cache in " + d.folder.string() + " is open for reading only");
  if (contains(key)) return;
  d.mapped.reset();
  d.blocks.write(reinterpret_cast<const char*>(features.data()),
                 static_cast<std::streamsize>(features.size_bytes()));
  d.blocks.flush();
  const IndexRecord record{key.nsdId, key.captionIndex};
  d.index.write(reinterpret_cast<const char*>(&record), sizeof record);
  d.index.flush();
  if (!d.blocks || !d.index)
    throw Error("cannot write the feature cache in " + d.folder.string() + ": is the disk full?");
  d.position[key] = d.order.size();
  d.order.push_back(key);
}

void FeatureCache::flush() {
  m_impl->blocks.flush();
  m_impl->index.flush();
}

}  // namespace vxs::store
