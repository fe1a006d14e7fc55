#pragma once

#include "core/base/RgbImage.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace vxs::synthetic {

/// What can be in a drawn scene; the first four have areas of the synthetic brain that prefer them.
enum class Category { Face, Body, Place, Word, Ball, Star, Box, Tree };
inline constexpr int kCategories = 8;
inline constexpr int kPictureSide = 425;

struct SceneObject {
  Category category = Category::Ball;
  int color = 0;        ///< into colorNames()
  double x = 0, y = 0;  ///< centre, fraction of the picture from left and top
  double size = 0.2;    ///< diameter, fraction of the picture
};

/// A drawn stimulus: a background and one to four objects that do not overlap much.
struct Scene {
  int background = 0;  ///< into backgroundNames()
  std::vector<SceneObject> objects;
};

const std::vector<std::string>& colorNames();
const std::vector<std::string>& backgroundNames();
std::string categoryName(Category category);

/// The scene number `index` of a seed; independent of all others.
Scene makeScene(std::uint64_t seed, int index);
/// 425 x 425, anti-aliased.
RgbImage drawScene(const Scene& scene);
/// Five grammatical captions that name objects, colours and places.
std::vector<std::string> captionsOf(const Scene& scene);

}  // namespace vxs::synthetic
