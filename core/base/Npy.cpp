#include "core/base/Npy.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"

#include <functional>
#include <numeric>
#include <string>

namespace vxs {

void writeNpy(const std::filesystem::path& path, std::span<const std::int64_t> shape,
              std::span<const float> values) {
  const std::int64_t count =
      std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
  if (count != static_cast<std::int64_t>(values.size()))
    throw Error("cannot write " + path.string() + ": the shape has " + std::to_string(count) +
                " elements, the data " + std::to_string(values.size()));
  std::string dims;
  for (const std::int64_t extent : shape) dims += (dims.empty() ? "" : ", ") + std::to_string(extent);
  if (shape.size() == 1) dims += ",";  // as Python prints a tuple of one
  std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + dims + "), }";
  const std::size_t preamble = 10;
  header.append((64 - (preamble + header.size() + 1) % 64) % 64, ' ');
  header += '\n';
  AtomicFile file(path);
  file.stream().write("\x93NUMPY\x01\x00", 8);
  file.stream().put(static_cast<char>(header.size() & 0xff)).put(static_cast<char>(header.size() >> 8));
  file.stream().write(header.data(), static_cast<std::streamsize>(header.size()));
  file.stream().write(reinterpret_cast<const char*>(values.data()),
                      static_cast<std::streamsize>(values.size_bytes()));
  file.commit();
}

}  // namespace vxs
