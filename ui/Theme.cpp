#include "ui/Theme.h"

#include "ui/InkIcon.h"

#include <QApplication>
#include <QEvent>
#include <QFont>
#include <QPalette>
#include <QScreen>
#include <QStyleFactory>
#include <QWidget>

// outside any namespace: that is where the resource compiler puts it
static void loadResources() {
  Q_INIT_RESOURCE(voxelscope);
}

namespace vxs::ui {

namespace {

QPalette paletteOf(bool dark) {
  const QColor window = dark ? QColor(0x22, 0x24, 0x28) : QColor(0xf3, 0xf4, 0xf6);
  const QColor base = dark ? QColor(0x19, 0x1b, 0x1e) : QColor(0xff, 0xff, 0xff);
  const QColor text = dark ? QColor(0xe4, 0xe6, 0xea) : QColor(0x1d, 0x20, 0x25);
  const QColor button = dark ? QColor(0x30, 0x33, 0x39) : QColor(0xe7, 0xe9, 0xed);
  const QColor accent = dark ? QColor(0x4d, 0xa3, 0xc7) : QColor(0x1b, 0x6f, 0x97);
  const QColor faint = dark ? QColor(0x7d, 0x82, 0x8b) : QColor(0x6a, 0x6f, 0x78);
  QPalette palette(button, window);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
    palette.setColor(role, text);
  palette.setColor(QPalette::Window, window);
  palette.setColor(QPalette::Base, base);
  palette.setColor(QPalette::AlternateBase, dark ? QColor(0x1f, 0x21, 0x25) : QColor(0xf7, 0xf8, 0xfa));
  palette.setColor(QPalette::Button, button);
  palette.setColor(QPalette::ToolTipBase, button);
  palette.setColor(QPalette::BrightText, QColor(0xff, 0x6b, 0x5e));
  palette.setColor(QPalette::Highlight, accent);
  palette.setColor(QPalette::HighlightedText, Qt::white);
  palette.setColor(QPalette::Link, accent);
  palette.setColor(QPalette::PlaceholderText, faint);
  palette.setColor(QPalette::Mid, dark ? QColor(0x3c, 0x40, 0x47) : QColor(0xcb, 0xcf, 0xd6));
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
    palette.setColor(QPalette::Disabled, role, faint);
  palette.setColor(QPalette::Disabled, QPalette::Highlight,
                   dark ? QColor(0x3c, 0x40, 0x47) : QColor(0xcb, 0xcf, 0xd6));
  return palette;
}

const char* const kSheet = R"(
  QDockWidget { font-weight: 600; }
  QDockWidget::title { padding: 7px 10px 5px 10px; background: palette(window); }
  QDockWidget > QWidget { font-weight: 400; }
  QMainWindow::separator { width: 5px; height: 5px; background: palette(window); }
  QMainWindow::separator:hover { background: palette(highlight); }
  QToolTip { color: palette(tool-tip-text); background: palette(tool-tip-base); border: 1px solid palette(mid); padding: 4px; }
  QPlainTextEdit, QListView, QTableWidget, QLineEdit { border: 1px solid palette(mid); border-radius: 4px; }
  QPlainTextEdit:focus, QListView:focus, QTableWidget:focus, QLineEdit:focus { border-color: palette(highlight); }
  QLineEdit { padding: 4px 6px; }
  QPushButton { padding: 5px 12px; }
  QStatusBar::item { border: none; }
  QLabel[role="hint"] { color: palette(placeholder-text); }
  QLabel[role="warning"] { color: WARNING; }
  QLabel[role="heading"] { font-weight: 600; }
  QFrame#card { border: 1px solid palette(mid); border-radius: 6px; background: palette(base); }
  QFrame#noticeBar { background: palette(alternate-base); border: none; border-bottom: 1px solid palette(highlight); }
  QLabel[role="title"] { font-size: 22px; font-weight: 600; }
)";

constexpr double kStandardPixels = 12, kPointsPerInch = 72;

int& percentOfText() {
  static int percent = 100;
  return percent;
}

}  // namespace

void setTextPercent(int percent) {
  percentOfText() = percent;
}

int textPercent() {
  return percentOfText();
}

int scaledPixels(int pixels) {
  const QFont font = QApplication::font();
  const double of = font.pixelSize() > 0 ? font.pixelSize()
                                         : font.pointSizeF() / kPointsPerInch *
                                               QApplication::primaryScreen()->logicalDotsPerInchY();
  return qRound(pixels * of / kStandardPixels);
}

void followFont(QWidget& widget, std::function<void()> size) {
  class Follower : public QObject {
   public:
    Follower(QWidget& widget, std::function<void()> size) : QObject(&widget), m_size(std::move(size)) {
      widget.installEventFilter(this);
      m_size();
    }
    bool eventFilter(QObject* watched, QEvent* event) override {
      if (watched == parent() && event->type() == QEvent::FontChange) m_size();
      return false;
    }

   private:
    std::function<void()> m_size;
  };
  new Follower(widget, std::move(size));
}

void applyTheme(QApplication& application, bool dark) {
  loadResources();
  // every step restyles every widget once more: only what is another one is set
  static bool styled = false;
  if (!styled) application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
  styled = true;
  static const double standard = QApplication::font().pointSizeF();
  QFont font = QApplication::font();
  font.setPointSizeF(standard * percentOfText() / 100);
  if (font != QApplication::font()) QApplication::setFont(font);
  const QPalette palette = paletteOf(dark);
  if (palette != QApplication::palette()) QApplication::setPalette(palette);
  // amber is too faint on white
  application.setStyleSheet(
      QString::fromLatin1(kSheet)
          .replace(QLatin1String("22px"), QStringLiteral("%1px").arg(scaledPixels(22)))
          .replace(QLatin1String("WARNING"), QLatin1String(dark ? "#d9822b" : "#9a5200")));
  QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/voxelscope.svg")));
}

bool themeIsDark() {
  return QApplication::palette().color(QPalette::Window).lightness() < 128;
}

paint::PaintStyle viewStyle() {
  paint::PaintStyle style;
  style.background = Qt::black;  // as the anatomy is around the head, in either theme
  style.fontPixels = scaledPixels(11);
  return style;
}

QIcon themedIcon(const QString& name) {
  loadResources();
  return inkIcon(QStringLiteral(":/icons/") + name + QStringLiteral(".svg"));
}

}  // namespace vxs::ui
