#include "ui/paint/figure/Legend.h"

#include "VoxelscopeVersion.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace vxs::paint {
namespace {

std::string ended(const std::string& text) {
  if (text.empty() || text.ends_with('.') || text.ends_with('?') || text.ends_with('!')) return text;
  return text + ".";
}

/// "(A) Title."
std::string heading(const Legend& legend) {
  return ended(legend.letter.empty() ? legend.title : "(" + legend.letter + ") " + legend.title);
}

std::string sentencesOf(const Legend& legend) {
  std::string text;
  for (const std::string& sentence : legend.sentences) text += ended(sentence) + ' ';
  return text;
}

struct Written {
  std::string_view symbol, latex;
};

/// What LaTeX takes for a command, and what pdfTeX has no letter for as it comes; other UTF-8 (quotation
/// marks, dashes, letters with accents) it knows.
constexpr Written kWritten[] = {
    {"&", "\\&"},
    {"%", "\\%"},
    {"$", "\\$"},
    {"#", "\\#"},
    {"_", "\\_"},
    {"{", "\\{"},
    {"}", "\\}"},
    {"\\", "\\textbackslash{}"},
    {"~", "\\textasciitilde{}"},
    {"^", "\\textasciicircum{}"},
    {"<", "\\textless{}"},
    {">", "\\textgreater{}"},
    {"|", "\\textbar{}"},
    {"−", "\\ensuremath{-}"},
    {"Δ", "\\ensuremath{\\Delta}"},
    {"α", "\\ensuremath{\\alpha}"},
    {"²", "\\ensuremath{^2}"},
    {"·", "\\ensuremath{\\cdot}"},
    {"×", "\\ensuremath{\\times}"},
    {"±", "\\ensuremath{\\pm}"},
    {"≥", "\\ensuremath{\\geq}"},
    {"≤", "\\ensuremath{\\leq}"},
};

std::string escaped(const std::string& text) {
  std::string latex;
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto* written =
        std::ranges::find_if(kWritten, [rest](const Written& each) { return rest.starts_with(each.symbol); });
    const bool plain = written == std::end(kWritten);
    const std::size_t length = plain ? 1 : written->symbol.size();
    latex += plain ? rest.substr(0, 1) : written->latex;
    rest.remove_prefix(length);
  }
  return latex;
}

/// Headings and sentences one after the other, as `bold` and `plain` write them.
template <class Bold, class Plain>
std::string composed(const Legend& legend, Bold bold, Plain plain) {
  std::string text;
  for (const Legend& panel : legend.panels) text += bold(heading(panel)) + ' ' + plain(sentencesOf(panel));
  if (!legend.title.empty()) text += bold(heading(legend)) + ' ';
  return text + plain(sentencesOf(legend) + "Made with Voxelscope " VOXELSCOPE_VERSION ".");
}

}  // namespace

std::string titleText(const Legend& legend) {
  std::string text = legend.title;
  for (const Legend& panel : legend.panels) text += (text.empty() ? "" : " ") + heading(panel);
  return text;
}

std::string plainText(const Legend& legend) {
  const auto same = [](const std::string& text) { return text; };
  return composed(legend, same, same) + "\n";
}

std::string latexText(const Legend& legend) {
  const auto bold = [](const std::string& text) { return "\\textbf{" + escaped(text) + "}"; };
  return "\\caption{" + composed(legend, bold, escaped) + "}\n";
}

}  // namespace vxs::paint
