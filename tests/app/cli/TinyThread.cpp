#include "tests/app/cli/TinyThread.h"

#include <fstream>

namespace vxs::test {

std::string TinyThread::picture() {
  const std::string file = path("picture.ppm");
  std::ofstream stream(file, std::ios::binary);
  stream << "P6\n60 40\n255\n";
  for (int y = 0; y < 40; ++y)
    for (int x = 0; x < 60; ++x) {
      const bool inside = x > 20 && x < 40 && y > 10 && y < 30;
      stream.put(inside ? '\xE0' : '\x40').put(inside ? '\x10' : '\x80').put('\x30');
    }
  return file;
}

}  // namespace vxs::test
