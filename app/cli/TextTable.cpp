#include "app/cli/TextTable.h"

#include <langinfo.h>
#include <locale.h>
#include <algorithm>
#include <ostream>
#include <string_view>

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

/// Whether a terminal of the person's locale shows U+2212. The program itself stays in the locale C.
bool takesMinus() {
  const locale_t own = newlocale(LC_CTYPE_MASK, "", locale_t{});
  if (!own) return false;
  const bool utf8 = std::string_view(nl_langinfo_l(CODESET, own)) == "UTF-8";
  freelocale(own);
  return utf8;
}

/// A minus instead of the hyphen before numbers below 0; paths and names keep theirs.
std::string withMinus(const std::string& text) {
  if (text.find('/') != std::string::npos) return text;
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool first = i == 0 || std::string_view(" [(>,").find(text[i - 1]) != std::string_view::npos;
    const bool below =
        first && text[i] == '-' && i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9';
    below ? void(result += "\u2212") : void(result += text[i]);
  }
  return result;
}

}  // namespace

void TextTable::add(std::vector<std::string> row) {
  row.resize(std::max(row.size(), m_rows.front().size()));
  m_rows.push_back(std::move(row));
}

void TextTable::print(std::ostream& stream) const {
  const std::size_t columns = m_rows.front().size();
  const bool minus = takesMinus();
  std::vector<std::size_t> widths(columns, 0);
  std::vector<bool> numeric(columns, true);
  for (std::size_t r = 0; r < m_rows.size(); ++r)
    for (std::size_t c = 0; c < columns; ++c) {
      widths[c] = std::max(widths[c], widthOf(m_rows[r][c]));  // a minus is as wide as a hyphen
      if (r > 0 && !looksNumeric(m_rows[r][c])) numeric[c] = false;
    }
  for (const auto& row : m_rows) {
    std::string line;
    for (std::size_t c = 0; c < columns; ++c) {
      const std::string blanks(widths[c] - widthOf(row[c]), ' '), cell = minus ? withMinus(row[c]) : row[c];
      line += (c ? "  " : "") + (numeric[c] ? blanks + cell : cell + blanks);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    stream << line << '\n';
  }
}

void printFields(std::ostream& stream, const std::vector<std::pair<std::string, std::string>>& fields) {
  std::size_t width = 0;
  const bool minus = takesMinus();
  for (const auto& [name, value] : fields) width = std::max(width, widthOf(name));
  for (const auto& [name, value] : fields)
    stream << name << std::string(width - widthOf(name) + 2, ' ') << (minus ? withMinus(value) : value)
           << '\n';
}

}  // namespace vxs::cli
