#include "ui/paint/Figure.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/scene/VolumeRayCaster.h"
#include "ui/paint/SlicePainter.h"

#include <QFontMetricsF>
#include <QImageWriter>
#include <QPainter>

#include <array>
#include <cmath>

namespace vxs::paint {
namespace {

constexpr std::array<const char*, 3> kLayerNames{"Measured", "Predicted", "Difference"};
constexpr double kMmPerInch = 25.4, kFontMm = 2.6;

/// A white page with a title line, honest labels and room for panels.
class Page {
 public:
  explicit Page(const FigureSize& size)
      : m_image(pixels(size.widthMm, size), pixels(size.heightMm, size), QImage::Format_RGB32) {
    if (m_image.isNull() || m_image.width() > 30000 || m_image.height() > 30000)
      throw Error("a figure of " + std::to_string(size.widthMm) + " x " + std::to_string(size.heightMm) +
                  " mm at " + std::to_string(size.dpi) + " dpi cannot be made");
    m_image.setDotsPerMeterX(qRound(size.dpi / kMmPerInch * 1000));
    m_image.setDotsPerMeterY(qRound(size.dpi / kMmPerInch * 1000));
    m_image.fill(Qt::white);
    m_style.background = Qt::white;
    m_style.text = QColor(30, 30, 32);
    m_style.crosshair = QColor(20, 140, 70);
    m_style.fontPixels = kFontMm / kMmPerInch * size.dpi;
    m_painter.begin(&m_image);
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setRenderHint(QPainter::SmoothPixmapTransform);
    m_unit = m_style.fontPixels;
  }

  QPainter& painter() { return m_painter; }
  const PaintStyle& style() const { return m_style; }
  double unit() const { return m_unit; }  ///< font height in pixels
  QRectF inside() const { return QRectF(m_image.rect()).adjusted(m_unit, m_unit, -m_unit, -m_unit); }

  void text(const QRectF& where, int flags, const QString& words, bool bold = false, double factor = 1) {
    QFont font;
    font.setPixelSize(std::max(6, qRound(m_unit * factor)));
    font.setBold(bold);
    m_painter.setFont(font);
    m_painter.setPen(m_style.text);
    m_painter.drawText(where, flags, words);
  }
  /// Words that must fit: shortened in the middle when they do not.
  void line(const QRectF& where, const QString& words) {
    QFont font;
    font.setPixelSize(std::max(6, qRound(m_unit * 0.85)));
    text(where, Qt::AlignLeft | Qt::AlignVCenter,
         QFontMetricsF(font).elidedText(words, Qt::ElideMiddle, where.width()), false, 0.85);
  }
  QImage finish() {
    m_painter.end();
    return m_image;
  }

 private:
  static int pixels(double mm, const FigureSize& size) {
    return std::max(1, static_cast<int>(std::lround(std::min(mm / kMmPerInch * size.dpi, 40000.0))));
  }
  QImage m_image;
  QPainter m_painter;
  PaintStyle m_style;
  double m_unit = 12;
};

void drawEmpty(Page& page, const QRectF& cell, const std::string& why) {
  page.painter().fillRect(cell, QColor(246, 246, 247));
  page.text(cell.adjusted(page.unit(), 0, -page.unit(), 0), Qt::AlignCenter | Qt::TextWordWrap,
            QString::fromStdString(why));
}

/// Title row, footer with subject and model, colour bar at the right; returns the area for the panels.
QRectF drawFrame(Page& page, const scene::ComparisonData& data, const scene::ComparisonState& state) {
  const double u = page.unit();
  QRectF area = page.inside();
  const QRectF footer(area.left(), area.bottom() - 2.4 * u, area.width() - 16 * u, 2.4 * u);
  page.line({footer.left(), footer.top(), footer.width(), 1.2 * u}, QString::fromStdString(data.subjectLine));
  page.line(
      {footer.left(), footer.top() + 1.2 * u, footer.width(), 1.2 * u},
      QString::fromStdString(data.modelLine) + (state.convention == scene::Convention::Neurological
                                                    ? QStringLiteral(" · neurological (left is left)")
                                                    : QStringLiteral(" · radiological (left is right)")));
  area.setBottom(footer.top() - 0.6 * u);
  const QRectF bar(area.right() - 4.2 * u, area.top() + 1.8 * u, 4.2 * u,
                   std::min(area.height() - 2 * u, 22 * u));
  PaintStyle style = page.style();
  style.fontPixels *= 0.85;
  paintColorBar(page.painter(), bar, state.scale, QStringLiteral("z"), style);
  area.setRight(bar.left() - u);
  return area;
}

void finishMarks(Page& page, const scene::ComparisonData& data) {
  PaintStyle style = page.style();
  paintHonestyMark(page.painter(), page.inside(), data.synthetic, data.demoEncoder, style);
}

scene::RgbaImage cast(const Volume& volume, const Volume& underlay, const scene::ComparisonState& state,
                      const QSize& size) {
  scene::VolumeRayCaster caster;
  caster.setVolumes(volume, underlay.empty() ? nullptr : &underlay);
  caster.setScale(state.scale);
  return caster.render(state.camera, size.width(), size.height(), scene::VolumeRayCaster::Quality::full());
}

/// R, A and S at the ends of the world's axes, seen by the camera.
void drawAxes(Page& page, const QRectF& cell, const scene::Camera& camera) {
  const double u = page.unit(), reach = 1.6 * u;
  const QPointF centre(cell.left() + 2.4 * u, cell.bottom() - 2.4 * u);
  const Vec3 origin = camera.project(camera.focalPoint, 1000, 1000);
  const std::array<const char*, 3> names{"R", "A", "S"};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    Vec3 end = camera.focalPoint;
    end[axis] += 50;
    const Vec3 p = camera.project(end, 1000, 1000);
    QPointF direction(p[0] - origin[0], p[1] - origin[1]);
    const double distance = std::hypot(direction.x(), direction.y());
    const double full = 50 * 500 / std::tan(camera.viewAngleDegrees * M_PI / 360) / std::max(origin[2], 1.0);
    if (distance < 0.1 * full) continue;  // pointing at us or away
    direction *= reach / full;
    page.painter().setPen(QPen(page.style().text, u / 12));
    page.painter().drawLine(centre, centre + direction);
    const QPointF tip = centre + direction * 1.45;
    page.text(QRectF(tip.x() - u, tip.y() - u, 2 * u, 2 * u), Qt::AlignCenter,
              QString::fromLatin1(names[axis]), true, 0.8);
  }
}

QRectF column(const QRectF& area, int index, int count, double gap) {
  const double width = (area.width() - (count - 1) * gap) / count;
  return {area.left() + index * (width + gap), area.top(), width, area.height()};
}

}  // namespace

QImage preprocessingFigure(const RgbImage& picture, const RgbImage& seenByBlip, const QString& caption,
                           const QString& encoderName, bool demoEncoder, const FigureSize& size) {
  Page page(size);
  const double u = page.unit();
  const QRectF area = page.inside();
  QRectF panels = area.adjusted(0, 1.8 * u, 0, -4.6 * u);
  const auto panel = [&](const RgbImage& image, int index, const QString& title, bool pixelated) {
    const QRectF cell = column(panels, index, 2, 2 * u);
    QSizeF fit(image.width, image.height);
    fit.scale(cell.size(), Qt::KeepAspectRatio);
    QRectF where(QPointF(), fit);
    where.moveCenter(cell.center());
    page.painter().setRenderHint(QPainter::SmoothPixmapTransform, !pixelated);
    page.painter().drawImage(where, asQImage(image));
    page.text({cell.left(), area.top(), cell.width(), 1.6 * u}, Qt::AlignHCenter | Qt::AlignTop, title, true);
  };
  panel(picture, 0, QStringLiteral("Picture, %1 × %2").arg(picture.width).arg(picture.height), false);
  panel(seenByBlip, 1, QStringLiteral("What BLIP sees, %1 × %2").arg(seenByBlip.width).arg(seenByBlip.height),
        true);
  page.text({area.left(), panels.bottom() + 0.6 * u, area.width(), 2.6 * u},
            Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, QStringLiteral("“%1”").arg(caption));
  page.line({area.left(), area.bottom() - 1.3 * u, area.width() - 14 * u, 1.3 * u}, encoderName);
  paintHonestyMark(page.painter(), area, false, demoEncoder, page.style());
  return page.finish();
}

QImage compare3dFigure(const scene::ComparisonData& data, const scene::ComparisonState& state,
                       const FigureSize& size) {
  Page page(size);
  const double u = page.unit();
  const QRectF area = drawFrame(page, data, state);
  for (int layer = 0; layer < 3; ++layer) {
    const auto index = static_cast<std::size_t>(layer);
    const QRectF whole = column(area, layer, 3, u), cell = whole.adjusted(0, 1.8 * u, 0, 0);
    page.text({whole.left(), whole.top(), whole.width(), 1.6 * u}, Qt::AlignHCenter | Qt::AlignTop,
              QString::fromLatin1(kLayerNames[index]), true);
    if (data.volumes[index].empty()) {
      drawEmpty(page, cell, data.why[index]);
      continue;
    }
    const scene::RgbaImage image = cast(data.volumes[index], data.underlay, state, cell.size().toSize());
    page.painter().fillRect(cell, QColor(246, 246, 247));
    page.painter().drawImage(cell, asQImage(image));
    drawAxes(page, cell, state.camera);
  }
  finishMarks(page, data);
  return page.finish();
}

QImage slicesFigure(const scene::ComparisonData& data, const scene::ComparisonState& state,
                    const FigureSize& size) {
  Page page(size);
  const double u = page.unit();
  QRectF area = drawFrame(page, data, state);
  area.setLeft(area.left() + 6 * u);
  constexpr std::array<scene::Plane, 3> kPlanes{scene::Plane::Axial, scene::Plane::Coronal,
                                                scene::Plane::Sagittal};
  constexpr std::array<const char*, 3> kNormals{"S", "A", "R"};
  for (int plane = 0; plane < 3; ++plane) {
    const auto p = static_cast<std::size_t>(plane);
    const double positionMm = state.crosshairRasMm[2 - p];
    QRectF whole = column(area, plane, 3, u);
    page.text({whole.left(), whole.top(), whole.width(), 1.6 * u}, Qt::AlignHCenter | Qt::AlignTop,
              QStringLiteral("%1 = %2 mm").arg(QString::fromLatin1(kNormals[p])).arg(positionMm, 0, 'f', 1),
              true);
    whole.adjust(0, 1.8 * u, 0, 0);
    const double height = (whole.height() - u) / 3;
    for (int layer = 0; layer < 3; ++layer) {
      const auto index = static_cast<std::size_t>(layer);
      const QRectF cell(whole.left(), whole.top() + layer * (height + u / 2), whole.width(), height);
      if (plane == 0)
        page.text({area.left() - 6 * u, cell.top(), 5.6 * u, cell.height()}, Qt::AlignLeft | Qt::AlignVCenter,
                  QString::fromLatin1(kLayerNames[index]), true);
      if (data.volumes[index].empty()) {
        drawEmpty(page, cell, data.why[index]);
        continue;
      }
      const Volume& extent = data.underlay.empty() ? data.volumes[index] : data.underlay;
      const double pixelMm = std::max(0.25, std::min(extent.affine.voxelSizeMm()[0], 4.0) / 4);
      const auto geometry =
          scene::SliceGeometry::covering(extent, kPlanes[p], state.convention, positionMm, pixelMm);
      const scene::RgbaImage image =
          renderSlice(geometry, {data.underlay.empty() ? nullptr : &data.underlay, &data.volumes[index],
                                 state.scale, state.smoothSlices});
      PaintStyle style = page.style();
      style.background = Qt::black;
      style.text = QColor(240, 240, 240);
      style.fontPixels *= 0.8;
      paintSlice(page.painter(), cell, geometry, image, state.crosshairRasMm, style);
    }
  }
  finishMarks(page, data);
  return page.finish();
}

void saveFigure(const std::filesystem::path& path, const QImage& figure, const FigureSize& size,
                const std::string& recipeJson) {
  const QString suffix = QString::fromStdString(path.extension().string()).mid(1).toLower();
  const QByteArray format = suffix == QLatin1String("tif") ? QByteArray("tiff") : suffix.toLatin1();
  if ((format != "png" && format != "tiff") || !QImageWriter::supportedImageFormats().contains(format))
    throw Error("cannot write " + path.string() + ": figures are saved as .png" +
                (QImageWriter::supportedImageFormats().contains("tiff") ? " or .tiff"
                                                                        : " (no TIFF support is installed)"));
  writeAtomically(path, [&](const std::filesystem::path& temporary) {
    QImageWriter writer(QString::fromStdString(temporary.string()), format);
    QImage image = figure;
    image.setDotsPerMeterX(qRound(size.dpi / kMmPerInch * 1000));
    image.setDotsPerMeterY(qRound(size.dpi / kMmPerInch * 1000));
    writer.setText(QStringLiteral("Software"), QStringLiteral("Voxelscope"));
    writer.setText(QStringLiteral("voxelscope-recipe"), QString::fromStdString(recipeJson));
    if (!writer.write(image))
      throw Error("cannot write " + path.string() + ": " + writer.errorString().toStdString());
  });
}

}  // namespace vxs::paint
