#include "ui/paint/figure/Provenance.h"

#include "core/base/Error.h"
#include "core/store/VoxelStore.h"
#include "core/train/EpochFile.h"
#include "core/train/Run.h"
#include "ui/paint/figure/MapStatistic.h"
#include "ui/paint/figure/SlicePositions.h"

#include <QCryptographicHash>
#include <QFile>

#include <algorithm>

namespace vxs::paint {
namespace {

std::string hex(const QCryptographicHash& hash) {
  return hash.result().toHex().toStdString();
}

}  // namespace

std::string sha256(const std::string& bytes) {
  QCryptographicHash hash(QCryptographicHash::Sha256);
  hash.addData(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
  return hex(hash);
}

std::string sha256OfFile(const std::filesystem::path& file) {
  QFile device(QString::fromStdString(file.string()));
  QCryptographicHash hash(QCryptographicHash::Sha256);
  if (!device.open(QIODevice::ReadOnly) || !hash.addData(&device))
    throw Error("cannot read " + file.string() + ": " + device.errorString().toStdString());
  return hex(hash);
}

std::string sha256OfPicture(const RgbImage& picture) {
  QCryptographicHash hash(QCryptographicHash::Sha256);
  hash.addData(QByteArray::number(picture.width) + 'x' + QByteArray::number(picture.height) + ' ');
  hash.addData(QByteArrayView(picture.pixels.data(), static_cast<qsizetype>(picture.pixels.size())));
  return hex(hash);
}

Hashes hashesOfRun(const std::filesystem::path& run) {
  Hashes hashes;
  std::error_code ignored;
  const auto add = [&](const char* name, const std::filesystem::path& file) {
    if (std::filesystem::is_regular_file(file, ignored)) hashes[name] = sha256OfFile(file);
  };
  add("run", run / "run.json");
  add("head", run / "best.safetensors");
  if (hashes.empty()) return hashes;
  const std::filesystem::path store = train::readRunInfo(run).store;
  if (std::filesystem::is_regular_file(store / "store.json", ignored))
    hashes["store"] = store::VoxelStore::open(store).info().fingerprint;
  return hashes;
}

namespace {

/// Whether it was there.
bool addFile(Recipe& recipe, const std::string& name, const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) return false;
  recipe.hashes[name] = sha256OfFile(file);
  return true;
}

void hashEpoch(Recipe& recipe) {
  const std::filesystem::path run = recipe.option("epochRun", recipe.run.string());
  const int epoch = static_cast<int>(numberFrom(recipe.option("epoch"), "an epoch"));
  const auto image = static_cast<std::int32_t>(numberFrom(recipe.option("epochImage", "0"), "an image"));
  const auto add = [&](const std::filesystem::path& file) {
    return addFile(recipe, "epochs/" + file.filename().string(), file);
  };
  if (!add(train::epochFilePath(run, epoch)) || image == 0) return;
  // of an image that was not kept with the epoch its weights make the prediction
  const std::vector<train::KeptImage> kept = train::readEpochFile(run, epoch).images;
  if (std::ranges::find(kept, image, &train::KeptImage::nsdId) == kept.end())
    add(train::epochWeightsPath(run, epoch));
}

}  // namespace

void hashEvaluation(Recipe& recipe, const std::filesystem::path& folder, const std::string& key) {
  std::vector<std::string> files = mapStatistic(key).files;
  files.insert(files.end(), {"metrics.json", "rois.tsv"});
  for (const std::string& file : files) addFile(recipe, "evaluation/" + file, folder / file);
}

void hashDifference(Recipe& recipe) {
  // metrics.json has the sum of the responses that are drawn anew
  for (const std::string file : {"evaluation/r.nii.gz", "evaluation/metrics.json"}) {
    addFile(recipe, file, recipe.run / file);
    addFile(recipe, "second run: " + file, std::filesystem::path(recipe.option("second")) / file);
  }
}

void hashSecondRun(Recipe& recipe) {
  const std::string second = recipe.option("second");
  if (second.empty()) return;
  for (const auto& [name, hash] : hashesOfRun(second))
    if (name != "store") recipe.hashes["second run: " + name] = hash;
}

void hashComparison(Recipe& recipe) {
  const std::string map = recipe.option("map");
  if (map == kEpochMap) hashEpoch(recipe);
  if (isStatistic(map)) hashEvaluation(recipe, recipe.run / "evaluation", map);
  if (map == kDifferenceMap) hashDifference(recipe);
  if (isMapFile(map)) addFile(recipe, "map", map);
  hashSecondRun(recipe);
}

std::vector<std::string> changesBetween(const Hashes& written, const Hashes& now) {
  std::vector<std::string> changes;
  for (const auto& [name, hash] : written) {
    const auto found = now.find(name);
    if (found == now.end())
      changes.push_back(name + " is missing");
    else if (found->second != hash)
      changes.push_back(name + " has changed");
  }
  return changes;
}

}  // namespace vxs::paint
