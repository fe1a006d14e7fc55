#include "app/cli/TextTable.h"

#include <algorithm>
#include <ostream>

namespace vxs::cli {
namespace {

std::size_t widthOf(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Numbers, also with a unit or per cent sign behind, and the dash that stands for "no value".
bool looksNumeric(const std::string& text) {
  if (text.empty() || text == "-" || text == "NaN") return true;
  const std::size_t sign = text[0] == '-' || text[0] == '+' ? 1 : 0;
  return sign < text.size() && text[sign] >= '0' && text[sign] <= '9';
}

}  // namespace

void TextTable::add(std::vector<std::string> row) {
  row.resize(std::max(row.size(), m_rows.front().size()));
  m_rows.push_back(std::move(row));
}

void TextTable::print(std::ostream& stream) const {
  const std::size_t columns = m_rows.front().size();
  std::vector<std::size_t> widths(columns, 0);
  std::vector<bool> numeric(columns, true);
  for (std::size_t r = 0; r < m_rows.size(); ++r)
    for (std::size_t c = 0; c < columns; ++c) {
      widths[c] = std::max(widths[c], widthOf(m_rows[r][c]));
      if (r > 0 && !looksNumeric(m_rows[r][c])) numeric[c] = false;
    }
  for (const auto& row : m_rows) {
    std::string line;
    for (std::size_t c = 0; c < columns; ++c) {
      const std::string blanks(widths[c] - widthOf(row[c]), ' ');
      line += (c ? "  " : "") + (numeric[c] ? blanks + row[c] : row[c] + blanks);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    stream << line << '\n';
  }
}

void printFields(std::ostream& stream, const std::vector<std::pair<std::string, std::string>>& fields) {
  std::size_t width = 0;
  for (const auto& [name, value] : fields) width = std::max(width, widthOf(name));
  for (const auto& [name, value] : fields)
    stream << name << std::string(width - widthOf(name) + 2, ' ') << value << '\n';
}

}  // namespace vxs::cli
