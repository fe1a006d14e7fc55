#include "core/synthetic/Scene.h"

#include <doctest/doctest.h>

#include <cmath>
#include <set>
#include <sstream>

using namespace vxs;
using namespace vxs::synthetic;

namespace {

std::vector<std::string> wordsOf(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) {
    while (!word.empty() && word.back() == ',') word.pop_back();
    words.push_back(word);
  }
  return words;
}

bool vowel(char c) { return std::string("aeiou").find(c) != std::string::npos; }

}  // namespace

TEST_CASE("a scene depends on seed and number alone") {
  const Scene a = makeScene(3, 17), b = makeScene(3, 17);
  CHECK(captionsOf(a) == captionsOf(b));
  CHECK(drawScene(a) == drawScene(b));
  std::set<std::string> captions;
  for (int i = 0; i < 300; ++i) captions.insert(captionsOf(makeScene(3, i))[0]);
  CHECK(captions.size() > 290);
  CHECK(captionsOf(makeScene(4, 17)) != captionsOf(a));
}

TEST_CASE("scenes hold one to four objects inside the picture that stay apart, of every kind and colour") {
  std::set<Category> categories;
  std::set<int> colors, backgrounds;
  std::set<std::size_t> counts;
  for (int i = 0; i < 500; ++i) {
    const Scene scene = makeScene(1, i);
    counts.insert(scene.objects.size());
    backgrounds.insert(scene.background);
    for (std::size_t k = 0; k < scene.objects.size(); ++k) {
      const SceneObject& object = scene.objects[k];
      categories.insert(object.category);
      colors.insert(object.color);
      CHECK(std::abs(object.x - 0.5) < 0.4);
      CHECK(std::abs(object.y - 0.5) < 0.4);
      for (std::size_t j = 0; j < k; ++j) {
        const SceneObject& other = scene.objects[j];
        CHECK(std::hypot(object.x - other.x, object.y - other.y) > 0.5 * (object.size + other.size));
      }
    }
  }
  CHECK(categories.size() == kCategories);
  CHECK(colors.size() == colorNames().size());
  CHECK(backgrounds.size() == backgroundNames().size());
  CHECK(counts == std::set<std::size_t>{1, 2, 3, 4});
}

TEST_CASE("captions are English, name what is there, and leave room within 32 tokens") {
  for (int i = 0; i < 300; ++i) {
    const Scene scene = makeScene(9, i);
    const std::vector<std::string> captions = captionsOf(scene);
    REQUIRE(captions.size() == 5);
    for (const std::string& caption : captions) {
      CAPTURE(caption);
      const auto words = wordsOf(caption);
      CHECK(words.size() > 2);
      // [ENC], [SEP] and a comma for each object but one
      CHECK(words.size() + scene.objects.size() + 1 <= 60);
      for (std::size_t w = 0; w + 1 < words.size(); ++w) {
        if (words[w] == "a") CHECK_FALSE(vowel(words[w + 1].front()));
        if (words[w] == "an") CHECK(vowel(words[w + 1].front()));
        CHECK(words[w] != words[w + 1]);
      }
    }
    for (const SceneObject& object : scene.objects) {
      CHECK(captions[0].find(categoryName(object.category)) != std::string::npos);
      CHECK(captions[0].find(colorNames()[static_cast<std::size_t>(object.color)]) != std::string::npos);
    }
  }
}

TEST_CASE("what is drawn is where the scene says, before its background") {
  const RgbImage empty = drawScene({2, {}});
  CHECK(empty.width == kPictureSide);
  CHECK(empty.height == kPictureSide);
  for (int category = 0; category < kCategories; ++category) {
    CAPTURE(category);
    Scene scene{2, {{static_cast<Category>(category), 0, 0.7, 0.3, 0.3}}};
    const RgbImage drawn = drawScene(scene);
    double sumX = 0, sumY = 0;
    int changed = 0;
    for (int y = 0; y < kPictureSide; ++y)
      for (int x = 0; x < kPictureSide; ++x) {
        const auto at = static_cast<std::size_t>(3 * (y * kPictureSide + x));
        if (std::equal(&drawn.pixels[at], &drawn.pixels[at] + 3, &empty.pixels[at])) continue;
        sumX += x, sumY += y, ++changed;
      }
    REQUIRE(changed > 1000);
    CHECK(changed < 0.15 * kPictureSide * kPictureSide);
    CHECK(sumX / changed / kPictureSide == doctest::Approx(0.7).epsilon(0.06));
    CHECK(sumY / changed / kPictureSide == doctest::Approx(0.3).epsilon(0.15));
  }
}
