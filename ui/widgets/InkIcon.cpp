#include "ui/widgets/InkIcon.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>

namespace vxs::ui {

namespace {

class InkIconEngine : public QIconEngine {
 public:
  explicit InkIconEngine(QByteArray svg) : m_svg(std::move(svg)) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State /*state*/) override {
    const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
    const auto role = mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText;
    QByteArray svg = m_svg;
    svg.replace("currentColor", QApplication::palette().color(group, role).name().toLatin1());
    QSvgRenderer renderer(svg);
    renderer.render(painter, QRectF(rect));
  }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect(QPoint(), size), mode, state);
    return pixmap;
  }
  QIconEngine* clone() const override { return new InkIconEngine(m_svg); }

 private:
  QByteArray m_svg;
};

}  // namespace

QIcon inkIcon(const QString& file) {
  QFile source(file);
  return source.open(QIODevice::ReadOnly) ? QIcon(new InkIconEngine(source.readAll())) : QIcon();
}

}  // namespace vxs::ui
