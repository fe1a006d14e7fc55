#include "models/weights/Unpickler.h"

#include "core/base/Random.h"
#include "tests/support/ErrorText.h"

#include <doctest/doctest.h>

#include <chrono>

using namespace vxs;
using namespace vxs::weights;
using test::contains;
using test::errorOf;
using namespace std::string_literals;

namespace {

const std::vector<float> kStorage{1, 2, 3, 4, 5, 6};

std::map<std::string, TensorView> unpickle(const std::string& pickle) {
  return Unpickler(std::as_bytes(std::span(pickle)),
                   [](const std::string& key) {
                     if (key != "0") throw Error("storage " + key + " is missing");
                     return std::as_bytes(std::span(kStorage));
                   })
      .tensors();
}

std::string number(std::int32_t value) {
  std::string pickle(1, 'J');
  pickle.append(reinterpret_cast<const char*>(&value), sizeof value);
  return pickle;
}

std::string text(const std::string& value) {
  return "\x8c"s + static_cast<char>(value.size()) + value;
}

std::string tupleOf(const std::vector<std::int32_t>& values) {
  std::string pickle = "(";
  for (const std::int32_t value : values) pickle += number(value);
  return pickle + "t";
}

/// {"w": _rebuild_tensor_v2(storage "0" of `count` floats, offset, shape, strides)}
std::string tensorPickle(std::int32_t count, std::int32_t offset, const std::vector<std::int32_t>& shape,
                         const std::vector<std::int32_t>& strides) {
  return "\x80\x02}" + text("w") + "ctorch._utils\n_rebuild_tensor_v2\n((" + text("storage") +
         "ctorch\nFloatStorage\n" + text("0") + text("cpu") + number(count) + "tQ" + number(offset) +
         tupleOf(shape) + tupleOf(strides) + "\x89tRs.";
}

}  // namespace

TEST_CASE("a tensor is a window into its storage") {
  const TensorView view = unpickle(tensorPickle(6, 1, {2, 2}, {3, 1})).at("w");
  CHECK(view.data == reinterpret_cast<const std::byte*>(&kStorage[1]));
  CHECK(view.strides == std::vector<std::int64_t>{3, 1});
  CHECK(unpickle(tensorPickle(6, 0, {2, 3}, {3, 1})).at("w").strides.empty());
  CHECK(unpickle(tensorPickle(6, 6, {0}, {1})).at("w").elementCount() == 0);
}

TEST_CASE("a tensor that leaves its storage is refused") {
  const auto refused = [](const std::string& pickle) {
    return contains(errorOf([&] { unpickle(pickle); }), "damaged");
  };
  CHECK(refused(tensorPickle(7, 0, {1}, {1})));
  CHECK(refused(tensorPickle(-1, 0, {1}, {1})));
  CHECK(refused(tensorPickle(6, 1, {2, 3}, {3, 1})));
  CHECK(refused(tensorPickle(6, 6, {1}, {1})));
  CHECK(refused(tensorPickle(6, 6, {}, {})));
  CHECK(refused(tensorPickle(6, -1, {1}, {1})));
  CHECK(refused(tensorPickle(6, 0, {-1}, {1})));
  CHECK(refused(tensorPickle(6, 5, {2}, {-1})));
  CHECK(refused(tensorPickle(6, 0, {2, 2}, {1})));
  CHECK(refused(tensorPickle(6, 0, {2147483647, 2147483647}, {2147483647, 2147483647})));
}

TEST_CASE("other globals are refused by name, however they are spelled") {
  const auto refusal = [](const std::string& pickle) { return errorOf([&] { unpickle(pickle); }); };
  CHECK(contains(refusal("cos\nsystem\n(U\2lstR."), "os.system"));
  CHECK(contains(refusal("\x80\4" + text("builtins") + text("eval") + "\x93."), "builtins.eval"));
  CHECK(contains(refusal("(U\2lsios\nsystem\n."), "os.system"));
  CHECK(contains(refusal("ctorch\nload\n."), "torch.load"));
}

TEST_CASE("damaged pickles end in an Error, quickly and in little memory") {
  const auto start = std::chrono::steady_clock::now();
  for (const std::string& pickle :
       {""s, "."s, "}"s, "("s, "t."s, "h\1."s, "}s."s, "N."s, "]]s."s, "\x85."s, "X\xff\xff\xff\xff."s,
        "\x8a\xff."s, "Q."s, ")R."s, "ccollections\nOrderedDict\nNR."s, std::string(5'000'000, 'N') + ".",
        std::string(2'000'000, ']') + std::string(1'999'999, 'a') + "."})
    CHECK(!errorOf([&] { unpickle(pickle); }).empty());
  // a tuple of 60,000 values, given to a call 60,000 times over
  std::string greedy = "(" + std::string(60'000, 'N') + "tq\1";
  for (int i = 0; i < 60'000; ++i) greedy += "ccollections\nOrderedDict\n((lt";
  CHECK(!errorOf([&] { unpickle(greedy); }).empty());
  std::string copies = "](" + std::string(30'000, 'N') + "eq\1\x85q\2";
  for (int i = 0; i < 30'000; ++i) copies += "ccollections\nOrderedDict\nh\2R";
  CHECK(contains(errorOf([&] { unpickle(copies + "."); }), "too many values"));
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
}

TEST_CASE("a dictionary that contains itself ends") {
  CHECK(unpickle("}q\1" + text("self") + "h\1s.").empty());
}

TEST_CASE("deep nesting costs no stack") {
  std::string deep = "}";
  for (int i = 0; i < 100'000; ++i) deep += text("k") + "}";
  CHECK(unpickle(deep + std::string(100'000, 's') + ".").empty());
}

TEST_CASE("ten thousand mutations only ever throw Error") {
  const std::string whole = tensorPickle(6, 1, {2, 2}, {3, 1});
  Random random(3);
  int accepted = 0, refused = 0;
  for (int round = 0; round < 10'000; ++round) {
    std::string changed = whole;
    for (std::uint64_t i = 0, count = 1 + random.below(3); i < count; ++i)
      changed[random.below(changed.size())] = static_cast<char>(random.below(256));
    try {
      for (const auto& [name, view] : unpickle(changed)) {
        std::int64_t last = 0;
        for (std::size_t i = 0; i < view.strides.size(); ++i) last += (view.shape[i] - 1) * view.strides[i];
        if (view.elementCount() > 0)
          CHECK(view.data + (last + 1) * 4 <= reinterpret_cast<const std::byte*>(kStorage.data() + 6));
      }
      ++accepted;
    } catch (const Error&) {
      ++refused;
    }
  }
  CHECK(accepted > 100);
  CHECK(refused > 1000);
}
