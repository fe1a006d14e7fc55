#include "ui/teaching/Presentation.h"

#include "core/volume/MaskPosition.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/docks/Audience.h"
#include "ui/docks/DockFront.h"
#include "ui/docks/DockState.h"
#include "ui/maps/MapsModel.h"
#include "ui/session/AtVoxel.h"
#include "ui/teaching/StepBar.h"
#include "ui/workspace/SessionFile.h"

#include <QApplication>
#include <QDockWidget>
#include <QKeyEvent>
#include <QMainWindow>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>
#include <utility>

namespace vxs::ui {

namespace {
constexpr int kBottomPercent = 36;  ///< of the window's height, for the panel that a step shows
}

Presentation::Presentation(QMainWindow& window, SessionKeeper& keeper, MapsModel& maps,
                           std::vector<QDockWidget*> bottom)
    : QObject(&window),
      m_window(window),
      m_keeper(keeper),
      m_maps(maps),
      m_bottom(std::move(bottom)),
      m_bar(new StepBar(keeper, maps.session())) {
  m_bar->hide();
  static_cast<QVBoxLayout*>(window.centralWidget()->layout())->addWidget(m_bar);
  connect(m_bar, &StepBar::endRequested, this, &Presentation::end);
  connect(&keeper, &SessionKeeper::restored, this, [this](const SessionFile& file, bool) {
    if (file.docksVersion != kDocksVersion) return end();
    if (std::exchange(m_running, false)) showBars();
  });
  keeper.setDocks([this] { return m_running ? m_docks : m_window.saveState(kDocksVersion); });
  for (QDockWidget* dock : m_bottom)
    connect(dock, &QDockWidget::visibilityChanged, this, [this, dock](bool visible) {
      if (visible) m_shown = dock;
      QTimer::singleShot(0, this, &Presentation::giveRoom);  // once all of them know
    });
  Session& session = maps.session();
  connect(&session.view(), &ViewState::crosshairChanged, this, [this] {
    m_asked = m_running;
    sayVoxel();
  });
  connect(&session, &Session::dataChanged, this, &Presentation::sayVoxel);
  connect(&maps, &MapsModel::stateChanged, this, &Presentation::sayVoxel);
  connect(&keeper, &SessionKeeper::stepShown, this, &Presentation::forgetVoxel);
  qApp->installEventFilter(this);
}

void Presentation::begin() {
  if (m_running) return;
  m_docks = m_window.saveState(kDocksVersion);
  m_states = m_window.windowState();
  m_running = true;
  for (auto* dock : m_window.findChildren<QDockWidget*>())
    if (!std::ranges::count(m_bottom, dock) && !dock->isFloating()) dock->hide();
  for (auto* bar : m_window.findChildren<QToolBar*>()) bar->hide();
  m_window.menuBar()->hide();
  showFurniture(false);
  m_bar->show();
  m_window.setWindowState(m_states | Qt::WindowFullScreen);
  m_keeper.goToStep(std::max(0, m_keeper.step()));
  giveRoom();
  Q_EMIT changed();
}

void Presentation::end() {
  if (!std::exchange(m_running, false)) return;
  QDockWidget* shown = shownBelow();
  showBars();
  restoreDocks(m_window, m_docks, kDocksVersion);
  for (QDockWidget* dock : m_bottom)
    if (!shown && !dock->isFloating()) dock->hide();
  if (shown) bringToFront(*shown);
}

/// The panel below the views; tabs that were just raised have no place yet.
QDockWidget* Presentation::shownBelow() const {
  if (m_shown && !m_shown->isHidden() && !m_shown->isFloating()) return m_shown;
  const auto below = [](const QDockWidget* dock) { return !dock->isFloating() && inFront(*dock); };
  const auto front = std::ranges::find_if(m_bottom, below);
  return front == m_bottom.end() ? nullptr : *front;
}

void Presentation::showBars() {
  forgetVoxel();
  m_bar->hide();
  m_window.menuBar()->show();
  showFurniture(true);
  m_window.setWindowState(m_states);
  Q_EMIT changed();
}

void Presentation::sayVoxel() {
  if (!m_asked) return;
  const EvaluationPtr& evaluation = m_maps.evaluation();
  const Vec3& place = m_maps.session().view().state().crosshairRasMm;
  const auto position = evaluation ? positionAt(evaluation->mask, place) : std::nullopt;
  const double r = position ? evaluation->r[*position] : std::numeric_limits<double>::quiet_NaN();
  m_window.statusBar()->showMessage(ui::sayVoxel(m_maps.session(), r));
}

void Presentation::forgetVoxel() {
  if (std::exchange(m_asked, false)) m_window.statusBar()->clearMessage();
}

/// What only sets things, and the title bars of the panels below the views, which the step's words replace.
void Presentation::showFurniture(bool shown) {
  showFor(m_window, shown ? Audience::Desk : Audience::Class);
  for (QDockWidget* dock : m_bottom) {
    delete dock->titleBarWidget();
    dock->setTitleBarWidget(shown || dock->isFloating() ? nullptr : new QWidget(dock));
  }
}

/// The views and what a step shows share the room, whatever the panel's height was at a desk. What was below
/// them in the step before gives no tabs to choose from.
void Presentation::giveRoom() {
  if (!m_running) return;
  QDockWidget* front = shownBelow();
  if (!front) return;
  for (QDockWidget* dock : m_bottom)
    if (dock != front && !dock->isFloating()) dock->hide();
  m_window.resizeDocks({front}, {m_window.height() * kBottomPercent / 100}, Qt::Vertical);
}

/// Esc ends the typing first.
bool Presentation::typing() const {
  const QWidget* focus = QApplication::focusWidget();
  return focus && m_bar->isAncestorOf(focus) && qobject_cast<const QPlainTextEdit*>(focus);
}

bool Presentation::takesKey(int key) {
  switch (key) {
    case Qt::Key_PageDown:
    case Qt::Key_PageUp:
      m_keeper.goToStep(m_keeper.step() + (key == Qt::Key_PageDown ? 1 : -1));
      return !m_keeper.steps().isEmpty();
    case Qt::Key_Escape:
      end();
      return true;
    default:
      return false;
  }
}

bool Presentation::eventFilter(QObject* watched, QEvent* event) {
  if (m_running) {
    const auto* widget = qobject_cast<QWidget*>(watched);
    if (event->type() == QEvent::KeyPress && widget && widget->window() == &m_window &&
        static_cast<QKeyEvent*>(event)->modifiers() == Qt::NoModifier &&
        !(typing() && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) &&
        takesKey(static_cast<QKeyEvent*>(event)->key()))
      return true;
    if (watched == &m_window && event->type() == QEvent::Resize)
      QTimer::singleShot(0, this, &Presentation::giveRoom);  // once it is laid out for its size
    if (watched == &m_window && event->type() == QEvent::Close) end();
  }
  return QObject::eventFilter(watched, event);
}

void Presentation::addActions(ActionRegistry& actions) {
  actions.add({.name = QStringLiteral("guide.present"),
               .text = tr("Present to a &class"),
               .tip = tr("Fill the screen with views, picture and guided steps; PgDn and PgUp go through the "
                         "steps, Esc ends it"),
               .menu = Menu::Tools,
               .submenu = tr("&Guide"),
               .keys = {QStringLiteral("F5")},
               .run = [this] { m_running ? end() : begin(); },
               .checked = [this] { return m_running; },
               .enabled = [this] { return !m_keeper.openRun().empty(); }});
  connect(this, &Presentation::changed, &actions, &ActionRegistry::refresh);
}

}  // namespace vxs::ui
