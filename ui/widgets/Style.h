#pragma once

#include <QPalette>
#include <QProxyStyle>

namespace vxs::ui {

/// The palette of the dark or the light theme. BrightText is the ink of warnings.
QPalette themePalette(bool dark);

/// Fusion with this program's frames, titles and spaces. All of it is drawn from the palette, so that a new
/// theme needs no new style (a style sheet is laid over every widget anew, which holds the window up for
/// longer than a person's patience).
class Style : public QProxyStyle {
  Q_OBJECT
 public:
  Style();

  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
  void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                   const QWidget* widget) const override;
  int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
  QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;
  QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                         const QWidget* widget) const override;
};

}  // namespace vxs::ui
