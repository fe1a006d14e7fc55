#include "core/nsd/Csv.h"

#include "core/base/Error.h"

namespace vxs::nsd {
namespace {

class Scanner {
 public:
  explicit Scanner(std::string_view text) : m_text(text) {}
  bool done() const { return m_at >= m_text.size(); }
  std::size_t line() const { return m_line; }

  /// One field; the separator behind it is left.
  std::string field() { return peek() == '"' ? quoted() : bare(); }

  /// True when a comma follows: the record goes on.
  bool nextField() {
    if (peek() != ',' || done()) return false;
    ++m_at;
    return true;
  }

  void endRecord() {
    if (!done() && peek() == '\r') ++m_at;
    if (!done() && peek() == '\n') {
      ++m_at;
      ++m_line;
    }
  }

 private:
  char peek() const { return done() ? '\0' : m_text[m_at]; }

  std::string bare() {
    const std::size_t begin = m_at;
    while (!done() && m_text[m_at] != ',' && m_text[m_at] != '\n' && !atCrLf()) ++m_at;
    return std::string(m_text.substr(begin, m_at - begin));
  }

  bool atCrLf() const {
    return m_text[m_at] == '\r' && (m_at + 1 == m_text.size() || m_text[m_at + 1] == '\n');
  }

  std::string quoted() {
    const std::size_t beganOn = m_line;
    std::string value;
    for (++m_at; !done(); ++m_at) {
      if (m_text[m_at] == '\n') ++m_line;
      if (m_text[m_at] != '"') {
        value += m_text[m_at];
      } else if (m_at + 1 < m_text.size() && m_text[m_at + 1] == '"') {
        value += m_text[m_at++];
      } else {
        ++m_at;
        if (!done() && m_text[m_at] != ',' && m_text[m_at] != '\n' && !atCrLf())
          throw Error("line " + std::to_string(m_line) + " has text behind a closing quote");
        return value;
      }
    }
    throw Error("a quote that opens on line " + std::to_string(beganOn) + " is never closed");
  }

  std::string_view m_text;
  std::size_t m_at = 0, m_line = 1;
};

}  // namespace

void forEachCsvRow(std::string_view text,
                   const std::function<void(std::size_t line, const std::vector<std::string>& fields)>& row) {
  Scanner scanner(text);
  std::vector<std::string> fields;
  while (!scanner.done()) {
    const std::size_t line = scanner.line();
    fields.clear();
    do fields.push_back(scanner.field());
    while (scanner.nextField());
    scanner.endRecord();
    if (fields.size() > 1 || !fields[0].empty()) row(line, fields);
  }
}

}  // namespace vxs::nsd
