#include "ui/paint/figure/RecipeFile.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "ui/paint/figure/FigureFile.h"
#include "ui/paint/figure/FormatFiles.h"
#include "ui/paint/figure/Page.h"

#include <QImageReader>
#include <QPainter>
#include <QSvgRenderer>

#include <fstream>
#include <iterator>
#include <optional>

namespace vxs::paint {
namespace {

constexpr std::uintmax_t kMostBytes = 1ULL << 29;

/// The format by the first bytes; nothing for JSON and whatever else.
std::optional<FigureFormat> formatOfBytes(const std::string& bytes) {
  if (bytes.starts_with("\x89PNG")) return FigureFormat::Png;
  if (bytes.starts_with(std::string("II*\0", 4)) || bytes.starts_with(std::string("MM\0*", 4)))
    return FigureFormat::Tiff;
  if (bytes.starts_with("%PDF")) return FigureFormat::Pdf;
  const std::string head = bytes.substr(0, 4096);
  if (head.find("<svg") != std::string::npos) return FigureFormat::Svg;
  return std::nullopt;
}

std::string recipeIn(const std::filesystem::path& file, const std::string& bytes, FigureFormat format) {
  switch (format) {
    case FigureFormat::Svg:
    case FigureFormat::Pdf:
      return xmlRecipe(bytes);
    case FigureFormat::Tiff: {
      const std::string text = tiffDescription(file);
      return text.find("\"voxelscope\"") == std::string::npos ? std::string() : text;
    }
    case FigureFormat::Tsv:
    case FigureFormat::Markdown:
    case FigureFormat::Png:
      break;
  }
  QImageReader reader(QString::fromStdString(file.string()), "png");
  if (!reader.canRead()) throw Error(file.string() + " is a damaged PNG");
  return reader.text(QStringLiteral("voxelscope-recipe")).toStdString();
}

}  // namespace

QImage svgPixels(const std::string& bytes, const std::filesystem::path& file) {
  QSvgRenderer renderer(QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())));
  if (!renderer.isValid()) throw Error(file.string() + " is not an SVG that can be read");
  const QSize size = renderer.viewBox().size();
  if (size.isEmpty() || size.width() > 30000 || size.height() > 30000)
    throw Error(file.string() + " is not a picture of a usable size");
  QImage image(size, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  renderer.render(&painter);
  return image;
}

Recipe readRecipe(const std::filesystem::path& file) {
  const std::string bytes = readFile(file, kMostBytes);
  const auto format = formatOfBytes(bytes);
  if (!format) return recipeFromText(bytes, file.string());
  const std::string text = recipeIn(file, bytes, *format);
  if (text.empty()) throw Error("the picture " + file.string() + " carries no recipe");
  return recipeFromText(text, file.string());
}

bool carriesRecipe(const std::filesystem::path& file) {
  std::error_code failed;
  const std::uintmax_t size = std::filesystem::file_size(file, failed);
  if (failed || size > kMostBytes) return false;
  std::ifstream stream(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  const auto has = [&](const char* mark) { return bytes.find(mark) != std::string::npos; };
  const auto format = formatOfBytes(bytes);
  if (format == FigureFormat::Png) return has("voxelscope-recipe");
  if (format == FigureFormat::Svg || format == FigureFormat::Pdf) return has("<voxelscope:recipe>");
  return has("\"voxelscope\"") && has("\"figure\"");
}

QImage readFigurePixels(const std::filesystem::path& file) {
  const std::string bytes = readFile(file, kMostBytes);
  const auto format = formatOfBytes(bytes);
  if (format == FigureFormat::Svg) return svgPixels(bytes, file);
  if (format == FigureFormat::Tiff) return tiffImage(file);
  if (format != FigureFormat::Png) throw Error(file.string() + " has no pixels to compare");
  QImage image;
  if (!image.loadFromData(QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())), "PNG"))
    throw Error(file.string() + " is a damaged PNG");
  return image;
}

}  // namespace vxs::paint
