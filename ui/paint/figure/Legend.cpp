#include "ui/paint/figure/Legend.h"

#include "VoxelscopeVersion.h"

namespace vxs::paint {
namespace {

std::string ended(const std::string& text) {
  if (text.empty() || text.ends_with('.') || text.ends_with('?') || text.ends_with('!')) return text;
  return text + ".";
}

std::string body(const Legend& legend) {
  std::string text;
  for (const std::string& sentence : legend.sentences) text += ended(sentence) + ' ';
  return text + "Made with Voxelscope " VOXELSCOPE_VERSION ".";
}

std::string escaped(const std::string& text) {
  std::string latex;
  for (const char c : text) switch (c) {
      case '&':
      case '%':
      case '$':
      case '#':
      case '_':
      case '{':
      case '}':
        latex += '\\';
        latex += c;
        break;
      case '\\':
        latex += "\\textbackslash{}";
        break;
      case '~':
        latex += "\\textasciitilde{}";
        break;
      case '^':
        latex += "\\textasciicircum{}";
        break;
      case '<':
        latex += "\\textless{}";
        break;
      case '>':
        latex += "\\textgreater{}";
        break;
      default:
        latex += c;
    }
  return latex;
}

}  // namespace

std::string plainText(const Legend& legend) {
  return ended(legend.title) + " " + body(legend) + "\n";
}

std::string latexText(const Legend& legend) {
  return "\\caption{\\textbf{" + escaped(ended(legend.title)) + "} " + escaped(body(legend)) + "}\n";
}

}  // namespace vxs::paint
