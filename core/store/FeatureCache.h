#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace vxs::store {

struct FeatureKey {
  std::int32_t nsdId = 0;
  int captionIndex = 0;  ///< into Dataset::captions(nsdId); 0 where there is no caption
  bool operator==(const FeatureKey&) const = default;
  auto operator<=>(const FeatureKey&) const = default;
};

struct FeatureCacheInfo {
  std::string encoder;      ///< human name, "demo (pseudo-weights)" or the folder's name
  std::string encoderPath;  ///< what --encoder was given: "demo" or an absolute folder
  std::string fingerprint;  ///< of the encoder's weights and preprocessing
  std::string mode;         ///< "multimodal", "image" or "vision-layers"
  bool demo = false;
  int tokens = 0;
  int width = 0;
};

/// Encoder outputs, one [tokens, width] float32 block a key, in a memory-mapped append-only file inside a
/// store: STORE/features/<mode>-<fingerprint>/. Format and version: FeatureCache.cpp. An interrupted fill is
/// continued: keys that are there are not computed again.
class FeatureCache {
 public:
  /// Opens or creates the cache for `info` in a store's folder. Throws Error naming the file when it is
  /// damaged.
  static FeatureCache openOrCreate(const std::filesystem::path& storeFolder, const FeatureCacheInfo& info);
  /// Opens an existing cache read-only. `mode` as in info; fingerprint empty: the only one there (Error when
  /// none or several).
  static FeatureCache open(const std::filesystem::path& storeFolder, const std::string& mode,
                           const std::string& fingerprint = {});
  /// Whether a fill of that mode and encoder was ever begun; it may be damaged.
  static bool exists(const std::filesystem::path& storeFolder, const std::string& mode,
                     const std::string& fingerprint);
  ~FeatureCache();
  FeatureCache(FeatureCache&&) noexcept;

  const FeatureCacheInfo& info() const;
  std::vector<FeatureKey> keys() const;
  bool contains(const FeatureKey& key) const;
  /// [tokens * width]; throws Error when the key is not there.
  std::span<const float> features(const FeatureKey& key) const;
  /// Appends; spans handed out before stay valid only until the next append.
  void append(const FeatureKey& key, std::span<const float> features);
  void flush();

 private:
  struct Impl;
  explicit FeatureCache(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> m_impl;
};

}  // namespace vxs::store
