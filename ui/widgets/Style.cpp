#include "ui/widgets/Style.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QLineEdit>
#include <QPainter>
#include <QPainterPath>
#include <QStyleFactory>
#include <QStyleOption>

namespace vxs::ui {

namespace {

constexpr int kRadius = 4, kSeparator = 5, kTitleMargin = 6, kTitleIndent = 6, kTipMargin = 4;
constexpr QSize kLineEditSpace(12, 4), kButtonSpace(24, 8);

/// Whether it is a frame that a person types or chooses in: those light up with the focus.
bool isField(const QWidget* widget) {
  return qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QAbstractScrollArea*>(widget);
}

bool isOpen(const QStyleOption* option) {
  const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
  return !frame || frame->lineWidth > 0;
}

void drawField(const QStyleOption& option, QPainter& painter, const QBrush& fill) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(
      option.palette.color(option.state & QStyle::State_HasFocus ? QPalette::Highlight : QPalette::Mid));
  painter.setBrush(fill);
  painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
  painter.restore();
}

/// Fusion's outline is darker than the window, which nobody sees on a dark one.
void drawCheckBox(const QStyleOption& option, QPainter& painter) {
  const bool on = option.state & (QStyle::State_On | QStyle::State_NoChange);
  const QPalette& palette = option.palette;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(palette.color(on ? QPalette::Highlight : QPalette::PlaceholderText));
  painter.setBrush(palette.color(on ? QPalette::Highlight : QPalette::Base));
  const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
  painter.drawRoundedRect(box, 2, 2);
  painter.setPen(QPen(palette.color(QPalette::HighlightedText), 2));
  const auto at = [&](double x, double y) {
    return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
  };
  if (option.state & QStyle::State_NoChange)
    painter.drawLine(at(0.25, 0.5), at(0.75, 0.5));
  else if (on)
    painter.drawPolyline(QPolygonF({at(0.22, 0.52), at(0.42, 0.72), at(0.78, 0.28)}));
  painter.restore();
}

}  // namespace

QPalette themePalette(bool dark) {
  const QColor window = dark ? QColor(0x22, 0x24, 0x28) : QColor(0xf3, 0xf4, 0xf6);
  const QColor base = dark ? QColor(0x19, 0x1b, 0x1e) : QColor(0xff, 0xff, 0xff);
  const QColor text = dark ? QColor(0xe4, 0xe6, 0xea) : QColor(0x1d, 0x20, 0x25);
  const QColor button = dark ? QColor(0x30, 0x33, 0x39) : QColor(0xe7, 0xe9, 0xed);
  const QColor accent = dark ? QColor(0x4d, 0xa3, 0xc7) : QColor(0x1b, 0x6f, 0x97);
  const QColor faint = dark ? QColor(0x7d, 0x82, 0x8b) : QColor(0x6a, 0x6f, 0x78);
  const QColor line = dark ? QColor(0x3c, 0x40, 0x47) : QColor(0xcb, 0xcf, 0xd6);
  QPalette palette(button, window);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
    palette.setColor(role, text);
  palette.setColor(QPalette::Window, window);
  palette.setColor(QPalette::Base, base);
  palette.setColor(QPalette::AlternateBase, dark ? QColor(0x1f, 0x21, 0x25) : QColor(0xf7, 0xf8, 0xfa));
  palette.setColor(QPalette::Button, button);
  palette.setColor(QPalette::ToolTipBase, button);
  // amber is too faint on white
  palette.setColor(QPalette::BrightText, dark ? QColor(0xd9, 0x82, 0x2b) : QColor(0x9a, 0x52, 0x00));
  palette.setColor(QPalette::Highlight, accent);
  palette.setColor(QPalette::HighlightedText, Qt::white);
  palette.setColor(QPalette::Link, accent);
  palette.setColor(QPalette::PlaceholderText, faint);
  palette.setColor(QPalette::Mid, line);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
    palette.setColor(QPalette::Disabled, role, faint);
  palette.setColor(QPalette::Disabled, QPalette::Highlight, line);
  return palette;
}

Style::Style() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const {
  switch (element) {
    case PE_PanelLineEdit:
      if (isOpen(option)) return drawField(*option, *painter, option->palette.brush(QPalette::Base));
      break;
    case PE_FrameLineEdit:
      return drawField(*option, *painter, Qt::NoBrush);
    case PE_Frame:
      if (isField(widget)) return drawField(*option, *painter, Qt::NoBrush);
      break;
    case PE_IndicatorDockWidgetResizeHandle:
      return painter->fillRect(
          option->rect,
          option->palette.color(option->state & State_MouseOver ? QPalette::Highlight : QPalette::Window));
    case PE_PanelTipLabel:
      painter->fillRect(option->rect, option->palette.color(QPalette::ToolTipBase));
      painter->setPen(option->palette.color(QPalette::Mid));
      return painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
    case PE_FrameStatusBarItem:
      return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
      return drawCheckBox(*option, *painter);
    default:
      break;
  }
  QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                        const QWidget* widget) const {
  const auto* title = qstyleoption_cast<const QStyleOptionDockWidget*>(option);
  if (element != CE_DockWidgetTitle || !title)
    return QProxyStyle::drawControl(element, option, painter, widget);
  QStyleOptionDockWidget indented(*title);
  indented.rect.setLeft(indented.rect.left() + kTitleIndent);
  painter->save();
  painter->setFont(QApplication::font("QDockWidgetTitle"));  // a dock paints with that of the start
  QProxyStyle::drawControl(element, &indented, painter, widget);
  painter->restore();
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
  switch (metric) {
    case PM_DockWidgetSeparatorExtent:
      return kSeparator;
    case PM_DockWidgetTitleMargin:
      return kTitleMargin;
    case PM_ToolTipLabelFrameWidth:
      return kTipMargin;
    default:
      return QProxyStyle::pixelMetric(metric, option, widget);
  }
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const {
  const QRect rect = QProxyStyle::subElementRect(element, option, widget);
  if (element == SE_LineEditContents && isOpen(option))
    return rect.adjusted(kLineEditSpace.width() / 2 - 2, 0, 2 - kLineEditSpace.width() / 2, 0);
  return rect;
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                              const QWidget* widget) const {
  // Fusion makes no button narrower than 80 pixels
  if (type == CT_PushButton) return contents + kButtonSpace;
  const QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
  if (type == CT_LineEdit && isOpen(option)) return size + kLineEditSpace;
  return size;
}

}  // namespace vxs::ui
