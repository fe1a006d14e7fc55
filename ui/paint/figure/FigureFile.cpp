#include "ui/paint/figure/FigureFile.h"

#include "VoxelscopeVersion.h"
#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "ui/paint/figure/FormatFiles.h"
#include "ui/paint/figure/Page.h"

#include <QBuffer>
#include <QImageWriter>
#include <QPainter>

#include <algorithm>
#include <cctype>

namespace vxs::paint {
namespace {

std::string pngBytes(const QImage& image, const std::string& recipe, const std::filesystem::path& file) {
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  QImageWriter writer(&buffer, "png");
  writer.setText(QStringLiteral("Software"), QStringLiteral("Voxelscope " VOXELSCOPE_VERSION));
  writer.setText(QStringLiteral("voxelscope-recipe"), QString::fromStdString(recipe));
  if (!writer.write(image))
    throw Error("cannot write " + file.string() + ": " + writer.errorString().toStdString());
  return buffer.data().toStdString();
}

std::string bytesOf(const std::filesystem::path& file, const Figure& figure, const Recipe& recipe,
                    Progress& progress) {
  const std::string text = toText(recipe);
  switch (formatOf(file)) {
    case FigureFormat::Svg:
      return svgBytes(figure, recipe.page, text, progress);
    case FigureFormat::Pdf:
      return pdfBytes(figure, recipe.page, text, progress);
    case FigureFormat::Tiff:
      return tiffBytes(renderFigure(figure, recipe.page, progress), recipe.page.size.dpi, text);
    case FigureFormat::Tsv:
    case FigureFormat::Markdown: {
      const auto cells = figure.asText(formatOf(file) == FigureFormat::Markdown);
      if (!cells)
        throw UsageError("cannot write " + file.string() + ": only tables are saved as .tsv or .md");
      return *cells;
    }
    case FigureFormat::Png:
      break;
  }
  return pngBytes(renderFigure(figure, recipe.page, progress), text, file);
}

}  // namespace

FigureFormat formatOf(const std::filesystem::path& file) {
  std::string suffix = file.extension().string();
  std::ranges::transform(suffix, suffix.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (suffix == ".png") return FigureFormat::Png;
  if (suffix == ".tif" || suffix == ".tiff") return FigureFormat::Tiff;
  if (suffix == ".svg") return FigureFormat::Svg;
  if (suffix == ".pdf") return FigureFormat::Pdf;
  if (suffix == ".tsv") return FigureFormat::Tsv;
  if (suffix == ".md") return FigureFormat::Markdown;
  throw UsageError("cannot write " + file.string() +
                   ": figures are saved as .png, .tif, .tiff, .svg or .pdf");
}

QImage renderFigure(const Figure& figure, const PageSetup& page, Progress& progress) {
  QImage image(pixelSize(page.size), QImage::Format_ARGB32_Premultiplied);
  if (image.isNull()) throw Error("there is not enough memory for a figure of this size");
  const int dotsPerMetre = qRound(page.size.dpi / 0.0254);
  image.setDotsPerMeterX(dotsPerMetre);
  image.setDotsPerMeterY(dotsPerMetre);
  image.fill(Qt::transparent);
  {
    QPainter painter(&image);
    Page paper(painter, page, &progress);
    figure.paint(paper);
  }
  if (page.background == Background::Transparent) return image;
  // an opaque page has no use for an alpha channel
  return image.convertToFormat(QImage::Format_RGB32);
}

QSize saveFigure(const std::filesystem::path& file, const Figure& figure, const Recipe& recipe,
                 Progress& progress) {
  const QSize size = pixelSize(recipe.page.size);
  const std::string bytes = bytesOf(file, figure, recipe, progress);
  progress.throwIfCancelled();
  writeFileAtomically(file, bytes);
  return size;
}

}  // namespace vxs::paint
