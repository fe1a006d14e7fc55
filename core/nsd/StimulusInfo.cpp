#include "core/nsd/StimulusInfo.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/nsd/Csv.h"

#include <algorithm>
#include <charconv>

namespace vxs::nsd {
namespace {

std::size_t columnOf(const std::vector<std::string>& header, const std::string& name) {
  const auto found = std::find(header.begin(), header.end(), name);
  if (found == header.end()) throw Error("it has no column '" + name + "'");
  return static_cast<std::size_t>(found - header.begin());
}

std::int64_t integer(const std::string& text, std::size_t line, const std::string& column) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, code] = std::from_chars(text.data(), end, value);
  if (code != std::errc{} || stop != end || value < 0)
    throw Error("line " + std::to_string(line) + ": " + column + " is '" + text.substr(0, 40) +
                "', not a number");
  return value;
}

}  // namespace

std::vector<StimulusOrigin> readStimulusInfo(const std::filesystem::path& path) {
  const std::string text = readFile(path, std::uintmax_t{1} << 28);
  std::vector<StimulusOrigin> images;
  std::size_t columns = 0, cocoId = 0, cocoSplit = 0, nsdId = 0;
  try {
    forEachCsvRow(text, [&](std::size_t line, const std::vector<std::string>& fields) {
      if (columns == 0) {
        columns = fields.size();
        cocoId = columnOf(fields, "cocoId");
        cocoSplit = columnOf(fields, "cocoSplit");
        nsdId = columnOf(fields, "nsdId");
        return;
      }
      if (fields.size() != columns)
        throw Error("line " + std::to_string(line) + " has " + std::to_string(fields.size()) +
                    " fields, the header has " + std::to_string(columns));
      if (integer(fields[nsdId], line, "nsdId") != static_cast<std::int64_t>(images.size()))
        throw Error("line " + std::to_string(line) + ": nsdId is " + fields[nsdId] + " where " +
                    std::to_string(images.size()) + " belongs");
      const std::string& split = fields[cocoSplit];
      if (split != "train2017" && split != "val2017")
        throw Error("line " + std::to_string(line) + ": cocoSplit is '" + split.substr(0, 40) + "'");
      images.push_back({integer(fields[cocoId], line, "cocoId"), split});
    });
    if (columns == 0) throw Error("it is empty");
  } catch (const Error& error) {
    throw Error("cannot read " + path.string() + ": " + error.message());
  }
  return images;
}

}  // namespace vxs::nsd
