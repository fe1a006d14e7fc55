#pragma once

#include "tests/ui/UiTest.h"
#include "ui/docks/DockScroll.h"
#include "ui/widgets/Theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDockWidget>
#include <QLabel>
#include <QLayout>

namespace vxs::ui::test {

inline constexpr QSize kProjector(1280, 720), kDesk(1600, 1000), kLeast(976, 600);
inline const QStringList kBottom{QStringLiteral("maps"), QStringLiteral("whatif"), QStringLiteral("why"),
                                 QStringLiteral("training")};

inline void setType(int percent) {
  setTextPercent(percent);
  applyTheme(*qApp, true);
  QCoreApplication::processEvents();
}

/// Words that a label or button has no room for, with what they are; empty when all is readable.
inline QString cutIn(const QWidget& within) {
  for (const auto* label : within.findChildren<QLabel*>()) {
    if (!label->isVisible() || label->text().isEmpty()) continue;
    const int height = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
    if (label->height() < height || (!label->wordWrap() && label->width() < label->sizeHint().width()))
      return label->text();
  }
  for (const auto* button : within.findChildren<QAbstractButton*>())
    if (button->isVisible() && !button->text().isEmpty() &&
        (button->width() < button->sizeHint().width() || button->height() < button->sizeHint().height()))
      return QStringLiteral("%1 (%2 x %3 of %4 x %5)")
          .arg(button->text())
          .arg(button->width())
          .arg(button->height())
          .arg(button->sizeHint().width())
          .arg(button->sizeHint().height());
  return {};
}

/// Two widgets of one layout that lie over each other; empty when none do.
inline QString overlapIn(const QWidget& within) {
  const auto named = [](const QWidget* widget) {
    return QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName();
  };
  QList<const QWidget*> all{&within};
  for (const auto* child : within.findChildren<QWidget*>()) all << child;
  for (const QWidget* parent : all) {
    if (!parent->layout()) continue;
    QList<QWidget*> placed = parent->findChildren<QWidget*>(Qt::FindDirectChildrenOnly);
    placed.removeIf(
        [&](QWidget* child) { return !child->isVisible() || parent->layout()->indexOf(child) < 0; });
    for (int i = 0; i < placed.size(); ++i)
      for (int j = i + 1; j < placed.size(); ++j)
        if (placed[i]->geometry().intersects(placed[j]->geometry()))
          return named(placed[i]) + QStringLiteral(" over ") + named(placed[j]);
  }
  return {};
}

/// A window on the fake run, its docks, and what of them is seen.
class LayoutBench {
 protected:
  std::unique_ptr<MainWindow> m_window;
  QDockWidget& dock(const QString& name) { return *m_window->findChild<QDockWidget*>(name); }
  void show(const QString& bottom) {
    for (const QString& name : kBottom) dock(name).setVisible(name == bottom);
    dock(bottom).raise();
    QCoreApplication::processEvents();
  }
  void showFourColumns() {
    Volume map = m_window->session().data()->volume(scene::Layer::Measured);
    scene::MapLabel label;
    label.name = "a map of some name";
    m_window->session().setMapVolume(std::move(map), label);
    m_window->session().view().setLayerShown(scene::Layer::Map, true);
    QCoreApplication::processEvents();
  }

  /// A window that is as small from its start.
  void openOnAProjector() {
    MainWindow::Options options;
    options.remember = false;
    auto fake = std::make_shared<FakeRun>();
    fake->setEvaluated();
    options.opener = [fake](const std::filesystem::path&, Progress&) { return fake; };
    m_window = std::make_unique<MainWindow>(std::move(options));
    m_window->resize(kProjector);
    m_window->show();
    m_window->session().openRun("/data/run-fake");
    QTRY_VERIFY(m_window->session().run() && m_window->session().settled());
  }
  /// All of the widget is in the part of the dock that is seen.
  bool isSeen(const QString& inDock, const QWidget& widget) {
    const auto* viewport = dock(inDock).findChild<DockScroll*>()->viewport();
    const QRect at(widget.mapTo(viewport, QPoint()), widget.size());
    return widget.isVisible() && viewport->rect().contains(at);
  }

  void begin() {
    auto fake = std::make_shared<FakeRun>();
    fake->setEvaluated();
    m_window = openWindow(false, fake);
    QVERIFY(m_window);
  }
  void end() {
    m_window.reset();
    setType(100);
  }
};

}  // namespace vxs::ui::test
