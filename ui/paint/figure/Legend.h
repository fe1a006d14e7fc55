#pragma once

#include <string>
#include <vector>

namespace vxs::paint {

/// The caption of a figure: a title and whole sentences with subject, space, counts, metric, threshold,
/// range, convention, colour map and software, ready for a manuscript.
struct Legend {
  std::string title;
  std::vector<std::string> sentences;
  void add(std::string sentence) {
    if (!sentence.empty()) sentences.push_back(std::move(sentence));
  }
};

/// "Title. Sentence. Sentence." with the software's own sentence last.
std::string plainText(const Legend& legend);
/// The same as \caption{...} that pdfLaTeX (of 2018 or later), XeLaTeX and LuaLaTeX set without a package:
/// what they mind is escaped, and symbols that pdfTeX has no letter for are written as mathematics.
std::string latexText(const Legend& legend);

}  // namespace vxs::paint
