#pragma once

#include <string>
#include <vector>

namespace vxs::paint {

/// The caption of a figure: a title and whole sentences with subject, space, counts, metric, threshold,
/// range, convention, colour map and software, ready for a manuscript.
struct Legend {
  std::string title;  ///< of a page of panels empty: they have theirs
  std::vector<std::string> sentences;
  std::string letter{};          ///< of a panel; empty: it has none
  std::vector<Legend> panels{};  ///< before the sentences, which are of all of them
  void add(std::string sentence) {
    if (!sentence.empty()) sentences.push_back(std::move(sentence));
  }
};

/// "Title", of a page of panels "(A) Title. (B) Title".
std::string titleText(const Legend& legend);
/// "Title. Sentence. Sentence." with the software's own sentence last.
std::string plainText(const Legend& legend);
/// The same as \caption{...} that pdfLaTeX (of 2018 or later), XeLaTeX and LuaLaTeX set without a package:
/// titles are bold, what they mind is escaped, and symbols that pdfTeX has no letter for are written as
/// mathematics.
std::string latexText(const Legend& legend);

}  // namespace vxs::paint
