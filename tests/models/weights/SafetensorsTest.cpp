#include "models/weights/Safetensors.h"

#include "core/base/AtomicFile.h"
#include "core/base/Random.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <cstring>
#include <fstream>

using namespace vxs;
using namespace vxs::weights;
using test::contains;
using test::errorOf;

namespace {

template <class Value>
TensorView viewOf(DType type, std::vector<std::int64_t> shape, const std::vector<Value>& values) {
  return {type, std::move(shape), {}, reinterpret_cast<const std::byte*>(values.data())};
}

template <class Value>
std::vector<Value> valuesOf(const TensorView& view) {
  std::vector<Value> values(static_cast<std::size_t>(view.elementCount()));
  std::memcpy(values.data(), view.data, values.size() * sizeof(Value));
  return values;
}

std::string fileOf(const std::string& header, std::size_t dataBytes) {
  const std::uint64_t length = header.size();
  std::string file(reinterpret_cast<const char*>(&length), sizeof length);
  return file + header + std::string(dataBytes, '\1');
}

std::string refusalOf(const std::string& content) {
  const test::TempFolder folder;
  const auto path = folder / "bad.safetensors";
  writeFileAtomically(path, content);
  const std::string what = errorOf([&] { readSafetensors(path); });
  CHECK(contains(what, path.string()));
  return what;
}

}  // namespace

TEST_CASE("what is written is read back, and the layout is the format's") {
  const test::TempFolder folder;
  const auto path = folder / "w.safetensors";
  const std::vector<float> floats{1.5F, -2, 3, 4, 5, 6};
  const std::vector<std::int64_t> whole{-1, std::int64_t{1} << 40};
  const std::vector<float> none;
  writeSafetensors(path,
                   {{"b", viewOf(DType::F32, {2, 3}, floats)},
                    {"a", viewOf(DType::I64, {2}, whole)},
                    {"c", viewOf(DType::F32, {0, 4}, none)},
                    {"scalar", viewOf(DType::F32, {}, floats)}},
                   {{"epoch", "7"}});
  const TensorMap map = readSafetensors(path);
  CHECK(map.tensors.size() == 4);
  CHECK(map.find("b")->shape == std::vector<std::int64_t>{2, 3});
  CHECK(valuesOf<float>(*map.find("b")) == floats);
  CHECK(valuesOf<std::int64_t>(*map.find("a")) == whole);
  CHECK(map.find("c")->elementCount() == 0);
  CHECK(valuesOf<float>(*map.find("scalar")) == std::vector<float>{1.5F});
  CHECK(map.find("d") == nullptr);
  CHECK(readSafetensorsMetadata(path).at("epoch") == "7");
  std::uint64_t length = 0;
  const std::string bytes = readFile(path);
  std::memcpy(&length, bytes.data(), sizeof length);
  CHECK(length % 8 == 0);
  CHECK(bytes.size() == 8 + length + 16 + 24 + 4);
}

TEST_CASE("a file made by hand reads as the format says") {
  const test::TempFolder folder;
  const auto path = folder / "w.safetensors";
  const float value = 0.25F;
  std::string content = fileOf(R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})", 4);
  content.append(reinterpret_cast<const char*>(&value), sizeof value);
  writeFileAtomically(path, content);
  CHECK(valuesOf<float>(*readSafetensors(path).find("x")) == std::vector<float>{value});
}

TEST_CASE("shards are found through their index") {
  const test::TempFolder folder;
  const std::vector<float> one{1}, two{2};
  writeSafetensors(folder / "s1.safetensors", {{"a", viewOf(DType::F32, {1}, one)}});
  writeSafetensors(folder / "s2.safetensors", {{"b", viewOf(DType::F32, {1}, two)}});
  const auto index = folder / "model.safetensors.index.json";
  writeFileAtomically(index, R"({"weight_map":{"a":"s1.safetensors","b":"s2.safetensors"}})");
  const TensorMap map = readSafetensorsFolder(folder.path());
  CHECK(valuesOf<float>(*map.find("a")) == one);
  CHECK(valuesOf<float>(*map.find("b")) == two);
  writeFileAtomically(index, R"({"weight_map":{"a":"../s1.safetensors"}})");
  CHECK(contains(errorOf([&] { readSafetensorsFolder(folder.path()); }), "outside its folder"));
  writeFileAtomically(index, R"({"weight_map":{"a":"gone.safetensors"}})");
  CHECK(contains(errorOf([&] { readSafetensorsFolder(folder.path()); }), "gone.safetensors"));
  writeFileAtomically(index, "nonsense");
  CHECK(contains(errorOf([&] { readSafetensorsFolder(folder.path()); }), index.string()));
}

TEST_CASE("damaged files are refused with the reason") {
  CHECK(contains(refusalOf(""), "too short"));
  CHECK(contains(refusalOf(std::string(8, '\xff') + "{}"), "the header claims"));
  CHECK(contains(refusalOf(fileOf("not json", 0)), "not a JSON object"));
  CHECK(contains(refusalOf(fileOf(R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 7)), "x"));
  CHECK(contains(refusalOf(fileOf(R"({"x":{"dtype":"F99","shape":[1],"data_offsets":[0,4]}})", 4)), "F99"));
  CHECK(contains(refusalOf(fileOf(R"({"x":{"dtype":"U8","shape":[-1],"data_offsets":[0,4]}})", 4)), "-1"));
  CHECK(contains(refusalOf(fileOf(R"({"x":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}})", 4)), "1.5"));
  CHECK(contains(refusalOf(fileOf(R"({"x":{"dtype":"F32","shape":[0,4611686018427387904,4],)"
                                  R"("data_offsets":[0,0]}})",
                                  4)),
                 "larger than the file"));
  CHECK(contains(refusalOf(fileOf(R"({"x":{"dtype":"F32","shape":[1]}})", 4)), "damaged"));
  CHECK(contains(refusalOf(fileOf(R"({"x":3})", 4)), "damaged"));
  CHECK(contains(refusalOf(fileOf(R"({"x":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},)"
                                  R"("y":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}})",
                                  4)),
                 "overlap"));
  refusalOf(fileOf(std::string(1'000'000, '['), 0));
}

TEST_CASE("no mutation of a file does more than throw") {
  const test::TempFolder folder;
  const auto path = folder / "w.safetensors";
  const std::vector<float> floats{1, 2, 3, 4};
  writeSafetensors(path, {{"a", viewOf(DType::F32, {2, 2}, floats)}, {"b", viewOf(DType::F32, {4}, floats)}});
  const std::string whole = readFile(path);
  Random random(1);
  int refused = 0;
  for (int round = 0; round < 2000; ++round) {
    std::string changed = whole.substr(0, random.below(4) ? whole.size() : random.below(whole.size()));
    for (int i = 0; i < 3 && !changed.empty(); ++i)
      changed[random.below(changed.size())] = static_cast<char>(random.below(256));
    std::ofstream(path, std::ios::binary) << changed;  // no flushing to disk, for speed
    try {
      std::int64_t sum = 0;
      for (const auto& [name, view] : readSafetensors(path).tensors) sum += view.elementCount();
      CHECK(sum <= static_cast<std::int64_t>(whole.size()));
    } catch (const Error&) {
      ++refused;
    }
  }
  CHECK(refused > 1000);
}
