#include "ui/widgets/Theme.h"

#include "ui/widgets/InkIcon.h"
#include "ui/widgets/Style.h"

#include <QApplication>
#include <QComboBox>
#include <QEvent>
#include <QFont>
#include <QLabel>
#include <QPalette>
#include <QScreen>
#include <QWidget>

// outside any namespace: that is where the resource compiler puts it
static void loadResources() {
  Q_INIT_RESOURCE(voxelscope);
}

namespace vxs::ui {

namespace {

constexpr double kStandardPixels = 12, kPointsPerInch = 72;
constexpr char kOwnSize[] = "ownSize";

int& percentOfText() {
  static int percent = 100;
  return percent;
}

/// Qt measures the least width of a box anew when its style changes, not when its font does: its words would
/// be cut in large type.
void measureComboBoxes() {
  for (QWidget* widget : QApplication::allWidgets()) {
    if (!qobject_cast<QComboBox*>(widget)) continue;
    QEvent changed(QEvent::StyleChange);
    QCoreApplication::sendEvent(widget, &changed);
    widget->updateGeometry();
  }
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
      const bool changed =
          event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange;
      if (watched == parent() && changed) m_size();
      return false;
    }

   private:
    std::function<void()> m_size;
  };
  new Follower(widget, std::move(size));
}

void applyTheme(QApplication& application, bool dark) {
  loadResources();
  // every step goes through every widget once more: only what is another one is set
  static bool styled = false;
  if (!styled) application.setStyle(new Style);
  styled = true;
  static const double standard = QApplication::font().pointSizeF();
  QFont font = QApplication::font();
  font.setPointSizeF(standard * percentOfText() / 100);
  if (font != QApplication::font()) {
    QApplication::setFont(font);
    QMetaObject::invokeMethod(&application, measureComboBoxes,
                              Qt::QueuedConnection);  // all have the font then
    for (QWidget* widget : QApplication::allWidgets())
      if (QEvent change(QEvent::FontChange);
          widget->property(kOwnSize).toBool())  // Qt tells them of no other
        QCoreApplication::sendEvent(widget, &change);
  }
  font.setWeight(QFont::DemiBold);
  const char* const title = "QDockWidgetTitle";  // Qt asks for its font by this name
  if (font != QApplication::font(title)) QApplication::setFont(font, title);
  const QPalette palette = themePalette(dark);
  if (palette != QApplication::palette()) QApplication::setPalette(palette);
  QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/voxelscope.svg")));
}

void setTextRole(QLabel& label, TextRole role) {
  constexpr int kTitlePixels = 22;
  label.setForegroundRole(role == TextRole::Hint      ? QPalette::PlaceholderText
                          : role == TextRole::Warning ? QPalette::BrightText
                                                      : QPalette::WindowText);
  if (role != TextRole::Heading && role != TextRole::Title) return;
  QFont font;  // says only what is set here; the rest comes from the parents
  font.setWeight(QFont::DemiBold);
  label.setFont(font);
  if (role == TextRole::Heading) return;
  label.setProperty(kOwnSize, true);
  followFont(label, [&label, font]() mutable {
    font.setPixelSize(scaledPixels(kTitlePixels));
    label.setFont(font);
  });
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
