#pragma once

#include "models/blip/Encoder.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

namespace vxs::blip {

/// BLIP's caption cleaning (blip.md 2.1): lower case, . ! " ( ) * # : ; ~ become spaces, runs of white space
/// one space, at most 50 words. UTF-8 in and out; bytes that are no UTF-8 become U+FFFD, which the tokenizer
/// drops.
std::string cleanCaption(const std::string& caption);

/// BERT's uncased WordPiece (blip.md 2.2) over a vocabulary given at run time.
class Tokenizer {
 public:
  /// Pieces in id order. Needs [UNK], [CLS], [SEP]; throws Error otherwise.
  explicit Tokenizer(std::vector<std::string> vocabulary);
  /// vocab.txt, one piece a line. Throws Error naming the file.
  static Tokenizer fromFile(const std::filesystem::path& vocabularyFile);

  /// [CLS] pieces [SEP] of a cleaned caption, any length.
  std::vector<std::int32_t> encode(const std::string& cleaned) const;
  /// Cleaning, pieces, truncation to kCaptionTokens with [SEP] kept last, padding with 0.
  TokenizedCaption tokenize(const std::string& caption) const;
  std::size_t vocabularySize() const { return m_pieces.size(); }

 private:
  void appendWord(const std::u32string& word, std::vector<std::int32_t>& ids) const;
  std::int32_t idOf(const std::string& piece) const;
  std::vector<std::string> m_pieces;
  std::unordered_map<std::string, std::int32_t> m_ids;
  std::int32_t m_unknown = 0, m_start = 0, m_end = 0;
};

}  // namespace vxs::blip
