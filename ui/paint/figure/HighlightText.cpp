#include "ui/paint/figure/HighlightText.h"

#include "core/base/Error.h"

#include <fmt/format.h>
#include <QByteArray>
#include <QtEndian>

#include <algorithm>

namespace vxs::paint {

std::string highlightText(const Volume& highlight) {
  if (std::ranges::none_of(highlight.values, [](float value) { return value > 0; })) return {};
  QByteArray bits(static_cast<qsizetype>((highlight.values.size() + 7) / 8), '\0');
  for (std::size_t i = 0; i < highlight.values.size(); ++i)
    if (highlight.values[i] > 0) bits.data()[i / 8] |= static_cast<char>(1 << (i % 8));
  return qCompress(bits, 9).toBase64().toStdString();
}

Volume highlightFrom(const std::string& text, const Grid& grid, const Affine& affine) {
  if (text.empty()) return {};
  const QByteArray packed = QByteArray::fromBase64(QByteArray::fromStdString(text));
  const std::size_t size = (grid.voxelCount() + 7) / 8;
  // the declared size first, so that a made-up one takes no memory
  const bool fits = packed.size() > 4 && qFromBigEndian<quint32>(packed.constData()) == size;
  const QByteArray bits = fits ? qUncompress(packed) : QByteArray();
  if (bits.size() != static_cast<qsizetype>(size))
    throw Error("the voxels that the recipe lights up are damaged, or of another grid than the run");
  Volume highlight(grid, affine, 0.0F);
  for (std::size_t i = 0; i < highlight.values.size(); ++i)
    if (bits.at(static_cast<qsizetype>(i / 8)) >> (i % 8) & 1) highlight.values[i] = 1;
  return highlight;
}

std::string highlightWords(const Volume& highlight) {
  const auto lit = std::ranges::count_if(highlight.values, [](float value) { return value > 0; });
  return lit == 0 ? std::string()
                  : fmt::format("Amber: {} {} chosen by brushing", lit, lit == 1 ? "voxel" : "voxels");
}

}  // namespace vxs::paint
