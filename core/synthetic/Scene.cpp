#include "core/synthetic/Scene.h"

#include "core/base/Random.h"

#include <algorithm>
#include <cmath>

namespace vxs::synthetic {
namespace {

struct Place {
  double x, y;
  const char* phrase;
};
constexpr std::array<Place, 9> kPlaces{{{0.5, 0.5, "in the center"},
                                        {0.22, 0.5, "on the left"},
                                        {0.78, 0.5, "on the right"},
                                        {0.5, 0.22, "at the top"},
                                        {0.5, 0.78, "at the bottom"},
                                        {0.23, 0.23, "in the upper left corner"},
                                        {0.77, 0.23, "in the upper right corner"},
                                        {0.23, 0.77, "in the lower left corner"},
                                        {0.77, 0.77, "in the lower right corner"}}};

const Place& placeOf(const SceneObject& object) {
  return *std::min_element(kPlaces.begin(), kPlaces.end(), [&](const Place& a, const Place& b) {
    return std::hypot(object.x - a.x, object.y - a.y) < std::hypot(object.x - b.x, object.y - b.y);
  });
}

std::string adjective(const SceneObject& object) {
  return (object.size > 0.3    ? "large "
          : object.size < 0.22 ? "small "
                               : "") +
         colorNames()[static_cast<std::size_t>(object.color)];
}

std::string withArticle(const std::string& phrase) {
  return (std::string("aeiou").find(phrase.front()) != std::string::npos ? "an " : "a ") + phrase;
}

std::string full(const SceneObject& object) {
  return withArticle(adjective(object) + " " + categoryName(object.category)) + " " + placeOf(object).phrase;
}

std::string brief(const SceneObject& object) {
  return withArticle(colorNames()[static_cast<std::size_t>(object.color)] + " " +
                     categoryName(object.category));
}

template <class Describe>
std::string listed(const std::vector<SceneObject>& objects, Describe describe) {
  std::string text;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    if (i) text += i + 1 == objects.size() ? " and " : ", ";
    text += describe(objects[i]);
  }
  return text;
}

}  // namespace

const std::vector<std::string>& colorNames() {
  static const std::vector<std::string> kNames{"red",    "green",  "blue",  "yellow",
                                               "orange", "purple", "white", "black"};
  return kNames;
}

const std::vector<std::string>& backgroundNames() {
  static const std::vector<std::string> kNames{"sky", "grass", "sand", "sea", "gray wall"};
  return kNames;
}

std::string categoryName(Category category) {
  static constexpr const char* kNames[] = {"face", "person", "house", "sign", "ball", "star", "box", "tree"};
  return kNames[static_cast<int>(category)];
}

Scene makeScene(std::uint64_t seed, int index) {
  Random random(splitMix64(seed ^ fnv1a64("scene " + std::to_string(index))));
  Scene scene;
  scene.background = static_cast<int>(random.below(backgroundNames().size()));
  const std::size_t count = 1 + random.below(4);
  std::array<Place, 9> places = kPlaces;
  random.shuffle(places);
  for (const Place& place : places) {
    if (scene.objects.size() == count) break;
    SceneObject object;
    object.category = static_cast<Category>(random.below(kCategories));
    object.color = static_cast<int>(random.below(colorNames().size()));
    object.x = place.x + random.uniform(-0.05, 0.05);
    object.y = place.y + random.uniform(-0.05, 0.05);
    object.size = random.uniform(0.16, 0.38);
    const bool free = std::none_of(scene.objects.begin(), scene.objects.end(), [&](const SceneObject& other) {
      return std::hypot(object.x - other.x, object.y - other.y) < 0.55 * (object.size + other.size);
    });
    if (free) scene.objects.push_back(object);
  }
  return scene;
}

std::vector<std::string> captionsOf(const Scene& scene) {
  std::vector<SceneObject> bySize = scene.objects;
  std::stable_sort(bySize.begin(), bySize.end(),
                   [](const SceneObject& a, const SceneObject& b) { return a.size > b.size; });
  const std::string ground = backgroundNames()[static_cast<std::size_t>(scene.background)];
  const bool several = scene.objects.size() > 1;
  // the first caption is the one that features are computed from: complete, yet within 32 tokens
  return {
      listed(bySize, full),
      "there " + std::string(several ? "are " : "is ") + listed(bySize, brief) + " in front of the " + ground,
      full(bySize.front()) + (several ? " with " + brief(bySize.back()) : ""),
      "a picture of " + listed(bySize, brief),
      "a drawn scene with " + listed(scene.objects, [](const SceneObject& o) {
        return withArticle(categoryName(o.category)) + " " + placeOf(o).phrase;
      })};
}

}  // namespace vxs::synthetic
