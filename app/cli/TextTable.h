#pragma once

#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

namespace vxs::cli {

/// A table of text aligned for a fixed-width font: columns of numbers to the right, others to the left, two
/// spaces between. Widths count code points, not bytes. For people: numbers below 0 have a minus (U+2212)
/// where the locale's codeset is UTF-8, else a hyphen.
class TextTable {
 public:
  explicit TextTable(std::vector<std::string> header) : m_rows{std::move(header)} {}
  /// Short rows are filled up with empty cells.
  void add(std::vector<std::string> row);
  void print(std::ostream& stream) const;

 private:
  std::vector<std::vector<std::string>> m_rows;  ///< the header first
};

/// Names and values below each other, values aligned; signs as in a table.
void printFields(std::ostream& stream, const std::vector<std::pair<std::string, std::string>>& fields);

}  // namespace vxs::cli
