#include "tests/ui/UiTest.h"
#include "ui/docks/DockState.h"

#include <QDockWidget>
#include <QLabel>
#include <QMainWindow>

#include <array>
#include <memory>
#include <random>
#include <vector>

namespace vxs::ui::test {

/// A panel in the hand is no reason to end.
class DockStateTest : public QObject {
  Q_OBJECT

 private:
  static constexpr int kVersion = 1;
  std::unique_ptr<QMainWindow> m_window;
  std::array<QDockWidget*, 4> m_docks{};

  static void mouse(QDockWidget& dock, QEvent::Type type, const QPoint& at) {
    const bool moves = type == QEvent::MouseMove;
    QMouseEvent event(type, at, dock.mapToGlobal(at), moves ? Qt::NoButton : Qt::LeftButton, Qt::LeftButton,
                      {});
    QCoreApplication::sendEvent(&dock, &event);
  }
  /// Pressed, moved, and never let go.
  static void take(QDockWidget& dock, int times) {
    mouse(dock, QEvent::MouseButtonPress, {dock.width() / 2, 5});
    for (int i = 0; i < times && dock.isVisible(); ++i)
      mouse(dock, QEvent::MouseMove, {110 * i - 200, 90 * i - 160});
  }

 private Q_SLOTS:
  void init() {
    m_window = std::make_unique<QMainWindow>();
    m_window->setAnimated(false);
    m_window->setCentralWidget(new QLabel(QStringLiteral("views")));
    m_window->resize(1000, 700);
    const char* const names[] = {"side", "maps", "what-if", "why"};
    for (std::size_t i = 0; i < m_docks.size(); ++i) {
      m_docks[i] = new QDockWidget(QLatin1String(names[i]), m_window.get());
      m_docks[i]->setObjectName(QLatin1String(names[i]));
      m_docks[i]->setWidget(new QLabel(QLatin1String(names[i])));
      m_window->addDockWidget(i == 0 ? Qt::LeftDockWidgetArea : Qt::BottomDockWidgetArea, m_docks[i]);
    }
    m_window->tabifyDockWidget(m_docks[1], m_docks[2]);
    m_window->tabifyDockWidget(m_docks[2], m_docks[3]);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
  }
  void cleanup() { m_window.reset(); }

  /// As a monkey would: each panel may be taken, closed, shown, or made to float before an arrangement comes
  /// back, which is then the one that was kept.
  void anArrangementComesBackWhileAPanelIsHeld() {
    std::mt19937 random(1);
    const auto number = [&](int to) { return std::uniform_int_distribution<int>(0, to)(random); };
    struct Kept {
      QByteArray state;
      std::array<bool, 4> floating, hidden;
    };
    std::vector<Kept> arrangements;
    const auto keep = [&] {
      Kept& kept = arrangements.emplace_back();
      kept.state = m_window->saveState(kVersion);
      for (std::size_t i = 0; i < m_docks.size(); ++i) {
        kept.floating[i] = m_docks[i]->isFloating();
        kept.hidden[i] = m_docks[i]->isHidden();
      }
    };
    keep();
    for (int round = 0; round < 300; ++round) {
      QDockWidget& dock = *m_docks[static_cast<std::size_t>(number(3))];
      for (int times = number(2); times > 0; --times) {
        if (number(2) == 0) dock.setFloating(!dock.isFloating());
        if (number(3) == 0) dock.hide();
        if (number(1) == 0) dock.show();
      }
      if (arrangements.size() < 8) keep();
      QDockWidget& held = *m_docks[static_cast<std::size_t>(number(3))];
      if (held.isVisible()) take(held, number(6));
      const Kept& wanted = arrangements[static_cast<std::size_t>(number(int(arrangements.size()) - 1))];
      QVERIFY(restoreDocks(*m_window, wanted.state, kVersion));
      for (std::size_t i = 0; i < m_docks.size(); ++i) {
        QCOMPARE(m_docks[i]->isFloating(), wanted.floating[i]);
        QCOMPARE(m_docks[i]->isHidden(), wanted.hidden[i]);
      }
      if (number(2) > 0) QCoreApplication::processEvents();
    }
  }

  void aWindowClosesWhileAPanelIsHeld() {
    m_docks[3]->raise();
    take(*m_docks[3], 5);
    letGoOfDocks(*m_window);
    mouse(*m_docks[3], QEvent::MouseMove, {300, 300});  // nobody holds it any more
    const QPoint place = m_docks[3]->pos();
    mouse(*m_docks[3], QEvent::MouseMove, {500, 400});
    QCOMPARE(m_docks[3]->pos(), place);
    m_window.reset();
  }
};

const Registered<DockStateTest> kDockStateTest("DockStateTest");

}  // namespace vxs::ui::test

#include "DockStateTest.moc"
