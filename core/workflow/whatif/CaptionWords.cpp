#include "core/workflow/whatif/CaptionWords.h"

#include <algorithm>
#include <sstream>
#include <string_view>

namespace vxs::workflow {
namespace {

/// ASCII only: other letters are compared as they are.
std::string asRead(const std::string& word) {
  constexpr std::string_view kDropped = ".!\"()*#:;~";
  std::string read;
  for (const char c : word)
    if (kDropped.find(c) == std::string_view::npos)
      read += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return read;
}

std::vector<std::string> readWords(const std::vector<MarkedWord>& words) {
  std::vector<std::string> read;
  for (const MarkedWord& word : words) read.push_back(asRead(word.word));
  return read;
}

std::vector<MarkedWord> unmarked(const std::vector<std::string>& words) {
  std::vector<MarkedWord> marked;
  for (const std::string& word : words) marked.push_back({word, false});
  return marked;
}

}  // namespace

std::vector<std::string> wordsOf(const std::string& caption) {
  std::istringstream stream(caption);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::string joinWords(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string readForm(const std::string& caption) {
  std::string form;
  for (const std::string& word : wordsOf(caption)) form += asRead(word) + ' ';
  return form;
}

std::string withoutWord(const std::vector<std::string>& words, std::size_t index) {
  std::vector<std::string> rest = words;
  if (index < rest.size()) rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(index));
  return joinWords(rest);
}

bool CaptionDifference::any() const {
  const auto differs = [](const MarkedWord& word) { return word.differs; };
  return std::any_of(original.begin(), original.end(), differs) ||
         std::any_of(edited.begin(), edited.end(), differs);
}

CaptionDifference differenceOf(const std::string& original, const std::string& edited) {
  CaptionDifference result{unmarked(wordsOf(original)), unmarked(wordsOf(edited))};
  const std::size_t n = result.original.size(), m = result.edited.size();
  const std::vector<std::string> from = readWords(result.original), to = readWords(result.edited);
  const auto same = [&](std::size_t i, std::size_t j) { return from[i] == to[j]; };
  // common[i][j]: length of the longest common subsequence of what follows from i and j
  std::vector<std::vector<std::size_t>> common(n + 1, std::vector<std::size_t>(m + 1, 0));
  for (std::size_t i = n; i-- > 0;)
    for (std::size_t j = m; j-- > 0;)
      common[i][j] = same(i, j) ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
  std::size_t i = 0, j = 0;
  while (i < n || j < m) {
    if (i < n && j < m && same(i, j)) {
      ++i, ++j;
    } else if (j == m || (i < n && common[i + 1][j] >= common[i][j + 1])) {
      result.original[i++].differs = true;
    } else {
      result.edited[j++].differs = true;
    }
  }
  return result;
}

}  // namespace vxs::workflow
