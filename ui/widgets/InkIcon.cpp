#include "ui/widgets/InkIcon.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>

#include <map>
#include <tuple>

namespace vxs::ui {

namespace {

class InkIconEngine : public QIconEngine {
 public:
  explicit InkIconEngine(QByteArray svg) : m_svg(std::move(svg)) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State /*state*/) override {
    QByteArray svg = m_svg;
    svg.replace("currentColor", inkOf(mode).name().toLatin1());
    QSvgRenderer renderer(svg);
    renderer.render(painter, QRectF(rect));
  }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    const auto key = std::tuple(size.width(), size.height(), inkOf(mode).rgba());
    if (const auto drawn = m_drawn.find(key); drawn != m_drawn.end()) return drawn->second;
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect(QPoint(), size), mode, state);
    painter.end();
    if (m_drawn.size() >= kMostDrawn) m_drawn.clear();
    m_drawn.emplace(key, pixmap);
    return pixmap;
  }
  QIconEngine* clone() const override { return new InkIconEngine(m_svg); }

 private:
  static constexpr std::size_t kMostDrawn = 12;
  static QColor inkOf(QIcon::Mode mode) {
    const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
    const auto role = mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText;
    return QApplication::palette().color(group, role);
  }
  QByteArray m_svg;
  std::map<std::tuple<int, int, QRgb>, QPixmap> m_drawn;  ///< by size and ink: a button paints it each time
};

}  // namespace

QIcon inkIcon(const QString& file) {
  QFile source(file);
  return source.open(QIODevice::ReadOnly) ? QIcon(new InkIconEngine(source.readAll())) : QIcon();
}

}  // namespace vxs::ui
