#pragma once

#include <string>
#include <vector>

namespace vxs::workflow {

/// The words of a caption as people count them: what white space separates.
std::vector<std::string> wordsOf(const std::string& caption);
std::string joinWords(const std::vector<std::string>& words);
/// A caption as BLIP reads it, word by word: of two captions the same exactly when differenceOf() finds none.
std::string readForm(const std::string& caption);
/// The caption without its index-th word.
std::string withoutWord(const std::vector<std::string>& words, std::size_t index);

struct MarkedWord {
  std::string word;
  bool differs = false;  ///< is in this caption and not in the other
};
struct CaptionDifference {
  std::vector<MarkedWord> original, edited;
  bool any() const;
};
/// The fewest words to take out and put in that turn one caption into the other (longest common subsequence).
/// Words are compared as BLIP reads them: without case and without . ! " ( ) * # : ; ~
CaptionDifference differenceOf(const std::string& original, const std::string& edited);

}  // namespace vxs::workflow
