#include "models/weights/Pth.h"

#include "core/base/AtomicFile.h"
#include "core/base/Random.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <cstring>
#include <fstream>
#include <numeric>

// The .pth files were written by torch.save, see tests/reference/weights/make_weights_reference.py.
using namespace vxs;
using namespace vxs::weights;
using test::contains;
using test::errorOf;

namespace {

std::filesystem::path fixture(const std::string& name) {
  return std::filesystem::path(VXS_TEST_REFERENCE_DIR) / "weights" / name;
}

template <class Value>
Value valueAt(const TensorView& view, std::int64_t index) {
  Value value;
  std::memcpy(&value, view.data + static_cast<std::size_t>(index) * sizeof value, sizeof value);
  return value;
}

/// Reads every element that the shape and strides reach, so that a sanitizer sees any that lies outside.
unsigned touch(const TensorView& view) {
  unsigned sum = 0;
  const std::int64_t count = view.elementCount();
  for (std::int64_t i = 0; i < count && i < 100'000; ++i) {
    std::int64_t at = i, rest = i;
    if (!view.strides.empty()) {
      at = 0;
      for (std::size_t axis = view.shape.size(); axis-- > 0; rest /= view.shape[axis])
        at += rest % view.shape[axis] * view.strides[axis];
    }
    sum += static_cast<unsigned>(
        view.data[static_cast<std::size_t>(at) * byteSize(view.type) + byteSize(view.type) - 1]);
  }
  return sum;
}

}  // namespace

TEST_CASE("every kind of tensor of a state_dict is read") {
  const TensorMap map = readPth(fixture("kinds.pth"));
  CHECK(map.tensors.size() == 10);
  const TensorView &base = *map.find("base"), &rows = *map.find("rows"), &turned = *map.find("transposed");
  CHECK(base.shape == std::vector<std::int64_t>{4, 3});
  for (std::int64_t i = 0; i < 12; ++i) CHECK(valueAt<float>(base, i) == static_cast<float>(i));
  CHECK(rows.data == base.data + 3 * sizeof(float));  // one storage, not a copy
  CHECK(rows.shape == std::vector<std::int64_t>{2, 3});
  CHECK(turned.data == base.data);
  CHECK(turned.shape == std::vector<std::int64_t>{3, 4});
  CHECK(turned.strides == std::vector<std::int64_t>{1, 3});
  CHECK(map.find("one")->shape.empty());
  CHECK(valueAt<float>(*map.find("one"), 0) == 3.5F);
  CHECK(map.find("none")->elementCount() == 0);
  CHECK(toString(map.find("half")->type) == "F16");
  CHECK(valueAt<std::uint16_t>(*map.find("half"), 0) == 0x3e00);  // 1.5
  CHECK(toString(map.find("bfloat")->type) == "BF16");
  CHECK(valueAt<std::uint16_t>(*map.find("bfloat"), 1) == 0xc000);  // -2
  CHECK(valueAt<std::int64_t>(*map.find("whole"), 2) == std::int64_t{1} << 40);
  CHECK(toString(map.find("flags")->type) == "BOOL");
  CHECK(valueAt<float>(*map.find("parameter"), 1) == 1.0F);
}

TEST_CASE("weights below \"model\" are found, and tied ones share their storage") {
  const TensorMap map = readPth(fixture("small_blip.pth"));
  CHECK(map.find("epoch") == nullptr);
  CHECK(map.find("visual_encoder.norm.weight")->shape == std::vector<std::int64_t>{16});
  CHECK(map.find("text_encoder.embeddings.word_embeddings.weight")->data ==
        map.find("text_decoder.bert.embeddings.word_embeddings.weight")->data);
}

TEST_CASE("hostile and foreign files are refused by name and nothing runs") {
  const std::string what = errorOf([] { readPth(fixture("hostile.pth")); });
  CHECK(contains(what, "posix.system"));
  CHECK(contains(what, "hostile.pth"));
  CHECK(!std::filesystem::exists("VOXELSCOPE_WAS_FOOLED"));
  CHECK(contains(errorOf([] { readPth(fixture("legacy.pth")); }), "legacy"));
  CHECK(contains(errorOf([] { readPth(fixture("small_blip.json")); }), "not a .pth"));
  CHECK(contains(errorOf([] { readPth("/no/such.pth"); }), "/no/such.pth"));
}

TEST_CASE("no mutation or truncation of a checkpoint does more than throw") {
  const test::TempFolder folder;
  const auto path = folder / "w.pth";
  const std::string whole = readFile(fixture("kinds.pth"));
  Random random(2);
  int refused = 0;
  unsigned touched = 0;
  for (int round = 0; round < 6000; ++round) {
    std::string changed = whole.substr(0, random.below(8) ? whole.size() : random.below(whole.size()));
    for (std::uint64_t i = 0, count = 1 + random.below(3); i < count && !changed.empty(); ++i)
      changed[random.below(changed.size())] = static_cast<char>(random.below(256));
    std::ofstream(path, std::ios::binary) << changed;  // no flushing to disk, for speed
    try {
      const TensorMap map = readPth(path);
      for (const auto& [name, view] : map.tensors) touched += touch(view);
    } catch (const Error&) {
      ++refused;
    }
  }
  CHECK(refused > 1000);
  CHECK(touched > 0);
}
