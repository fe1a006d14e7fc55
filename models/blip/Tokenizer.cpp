#include "models/blip/Tokenizer.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <sstream>
#include <string_view>

namespace vxs::blip {
namespace {

constexpr std::size_t kMaxWordCharacters = 100;
constexpr std::size_t kMaxCaptionWords = 50;

icu::UnicodeString toUnicode(const std::string& utf8) {
  return icu::UnicodeString::fromUTF8(utf8);
}

std::u32string codePoints(const icu::UnicodeString& text) {
  std::u32string points;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1))
    points += static_cast<char32_t>(text.char32At(i));
  return points;
}

icu::UnicodeString fromCodePoints(const std::u32string& points) {
  return icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(points.data()),
                                       static_cast<std::int32_t>(points.size()));
}

std::string toUtf8(const std::u32string& points) {
  std::string utf8;
  fromCodePoints(points).toUTF8String(utf8);
  return utf8;
}

/// What Python's \s matches in a text.
bool isSpace(char32_t c) {
  return u_isUWhiteSpace(static_cast<UChar32>(c)) || (c >= 0x1c && c <= 0x1f);
}

bool isDropped(char32_t c) {
  if (c == '\t' || c == '\n' || c == '\r') return false;
  const int category = u_charType(static_cast<UChar32>(c));
  return c == 0 || c == 0xfffd || category == U_CONTROL_CHAR || category == U_FORMAT_CHAR ||
         category == U_PRIVATE_USE_CHAR || category == U_SURROGATE || category == U_UNASSIGNED;
}

bool isTokenSpace(char32_t c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029 ||
         u_charType(static_cast<UChar32>(c)) == U_SPACE_SEPARATOR;
}

bool isCjk(char32_t c) {
  return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x20000 && c <= 0x2a6df) ||
         (c >= 0x2a700 && c <= 0x2b73f) || (c >= 0x2b740 && c <= 0x2b81f) || (c >= 0x2b820 && c <= 0x2ceaf) ||
         (c >= 0xf900 && c <= 0xfaff) || (c >= 0x2f800 && c <= 0x2fa1f);
}

bool isPunctuation(char32_t c) {
  return (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126) ||
         u_ispunct(static_cast<UChar32>(c));
}

/// Lower case, NFD, combining marks dropped.
std::u32string withoutAccents(const std::u32string& word) {
  icu::UnicodeString text = fromCodePoints(word);
  text.toLower(icu::Locale::getRoot());
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* decomposer = icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status)) throw Error("ICU has no normalisation data");
  std::u32string plain;
  for (const char32_t c : codePoints(decomposer->normalize(text, status)))
    if (u_charType(static_cast<UChar32>(c)) != U_NON_SPACING_MARK) plain += c;
  return plain;
}

std::vector<std::u32string> splitOnSpace(const std::u32string& text) {
  std::vector<std::u32string> words(1);
  for (const char32_t c : text) {
    if (isTokenSpace(c)) {
      if (!words.back().empty()) words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

}  // namespace

std::string cleanCaption(const std::string& caption) {
  icu::UnicodeString lowered = toUnicode(caption);
  lowered.toLower(icu::Locale::getRoot());
  const std::u32string_view replaced = U".!\"()*#:;~";
  std::u32string text;
  for (char32_t c : codePoints(lowered)) text += replaced.find(c) != std::u32string_view::npos ? U' ' : c;
  std::u32string collapsed;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && isSpace(text[end])) ++end;
    if (end - i >= 2) {
      collapsed += U' ';
      i = end;
    } else {
      collapsed += text[i++];
    }
  }
  while (!collapsed.empty() && collapsed.back() == U'\n') collapsed.pop_back();
  const std::size_t first = collapsed.find_first_not_of(U' ');
  if (first == std::u32string::npos) return {};
  collapsed = collapsed.substr(first, collapsed.find_last_not_of(U' ') - first + 1);
  std::size_t spaces = 0;
  for (std::size_t i = 0; i < collapsed.size(); ++i)
    if (collapsed[i] == U' ' && ++spaces == kMaxCaptionWords) collapsed.resize(i);
  return toUtf8(collapsed);
}

Tokenizer::Tokenizer(std::vector<std::string> vocabulary) : m_pieces(std::move(vocabulary)) {
  for (std::size_t i = 0; i < m_pieces.size(); ++i) m_ids.emplace(m_pieces[i], static_cast<std::int32_t>(i));
  m_unknown = idOf("[UNK]");
  m_start = idOf("[CLS]");
  m_end = idOf("[SEP]");
}

Tokenizer Tokenizer::fromFile(const std::filesystem::path& file) {
  std::istringstream text(readFile(file, 64 << 20));
  std::vector<std::string> pieces;
  for (std::string line; std::getline(text, line);) {
    if (line.ends_with('\r')) line.pop_back();
    pieces.push_back(line);
  }
  return withContext("reading the vocabulary " + file.string(), [&] { return Tokenizer(std::move(pieces)); });
}

std::int32_t Tokenizer::idOf(const std::string& piece) const {
  const auto found = m_ids.find(piece);
  if (found == m_ids.end()) throw Error("the vocabulary has no " + piece + ": not a BERT vocabulary");
  return found->second;
}

void Tokenizer::appendWord(const std::u32string& word, std::vector<std::int32_t>& ids) const {
  std::vector<std::int32_t> pieces;
  std::size_t start = 0;
  while (start < word.size() && word.size() <= kMaxWordCharacters) {
    std::size_t end = word.size();
    auto found = m_ids.end();
    for (; end > start; --end) {
      found = m_ids.find((start ? "##" : "") + toUtf8(word.substr(start, end - start)));
      if (found != m_ids.end()) break;
    }
    if (found == m_ids.end()) break;
    pieces.push_back(found->second);
    start = end;
  }
  if (start < word.size()) pieces = {m_unknown};
  ids.insert(ids.end(), pieces.begin(), pieces.end());
}

std::vector<std::int32_t> Tokenizer::encode(const std::string& cleaned) const {
  std::u32string text;
  for (const char32_t c : codePoints(toUnicode(cleaned))) {
    if (isDropped(c)) continue;
    if (isCjk(c)) {
      text += {U' ', c, U' '};
    } else {
      text += isTokenSpace(c) ? U' ' : c;
    }
  }
  std::vector<std::int32_t> ids{m_start};
  for (const std::u32string& word : splitOnSpace(text)) {
    std::u32string part;
    for (const char32_t c : withoutAccents(word)) {
      if (!isPunctuation(c)) {
        part += c;
        continue;
      }
      appendWord(part, ids);
      appendWord({c}, ids);
      part.clear();
    }
    appendWord(part, ids);
  }
  ids.push_back(m_end);
  return ids;
}

TokenizedCaption Tokenizer::tokenize(const std::string& caption) const {
  TokenizedCaption result;
  result.cleaned = cleanCaption(caption);
  result.ids = encode(result.cleaned);
  result.fullCount = static_cast<int>(result.ids.size());
  result.count = std::min(result.fullCount, kCaptionTokens);
  if (result.truncated()) result.ids[kCaptionTokens - 1] = m_end;
  result.ids.resize(kCaptionTokens, 0);
  for (int i = 0; i < result.count; ++i)
    result.pieces.push_back(m_pieces[static_cast<std::size_t>(result.ids[static_cast<std::size_t>(i)])]);
  return result;
}

}  // namespace vxs::blip
