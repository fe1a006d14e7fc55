#include "ui/WindowPanels.h"

#include "ui/actions/WindowActions.h"
#include "ui/docks/DockCorner.h"
#include "ui/docks/DockFront.h"
#include "ui/docks/DockScroll.h"
#include "ui/docks/DockSizes.h"
#include "ui/maps/MapsActions.h"
#include "ui/maps/MapsPanel.h"
#include "ui/panels/DisplayPanel.h"
#include "ui/panels/StimulusPanel.h"
#include "ui/panels/TrialList.h"
#include "ui/panels/VoxelPanel.h"
#include "ui/teaching/GuidePanel.h"
#include "ui/teaching/Presentation.h"
#include "ui/training/EpochScrubber.h"
#include "ui/training/TrainingActions.h"
#include "ui/training/TrainingPanel.h"
#include "ui/training/TrainingQuestion.h"
#include "ui/whatif/WhatIfActions.h"
#include "ui/whatif/WhatIfPanel.h"
#include "ui/why/WhyPanel.h"
#include "ui/widgets/Theme.h"
#include "ui/workspace/SessionKeeper.h"

#include <QDockWidget>
#include <QFileInfo>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace vxs::ui {

namespace {
constexpr int kAroundDocks = 90;  ///< pixels at 100 % type: menus, tool bar, status bar
constexpr int kRoomLiked = 380, kMostBottomPercent = 36;  ///< of a dock below the views
constexpr int kRoomForMaps = 800;   ///< a lower window begins without the Maps dock: its room is the brain's
constexpr int kEditorPercent = 55;  ///< of a side, for who writes steps
constexpr int kStimulusLines = 8;  ///< what a prediction is made of: picture, caption, token count and button

/// Between picture with caption and the list of trials.
void shareLeft(QMainWindow& window, QDockWidget& stimulus, QDockWidget& trials, int height) {
  // lines that are not there yet: what is said of a prediction
  const int wanted = stimulus.sizeHint().height() + 2 * window.fontMetrics().lineSpacing();
  const int given = std::min(wanted, height * 2 / 3);
  window.resizeDocks({&stimulus, &trials}, {given, height - given}, Qt::Vertical);
}

}  // namespace

WindowPanels::WindowPanels(Context context) : m_context(context) {
  makeSides();
  makeBottom();
  const auto shareAnew = [this] {
    for (const QDockWidget* dock : {m_stimulusDock, m_trialsDock})
      if (!dock->isVisible() || dock->isFloating()) return;
    shareLeft(m_context.window, *m_stimulusDock, *m_trialsDock,
              m_stimulusDock->height() + m_trialsDock->height());
  };
  new DockSizes(m_context.window, {m_stimulusDock, m_voxelDock}, {m_mapsDock, m_stimulusDock, m_trialsDock},
                shareAnew);
}

QDockWidget* WindowPanels::add(const QString& name, const QString& title, QWidget* panel,
                               Qt::DockWidgetArea area, int width) {
  auto* dock = new QDockWidget(title, &m_context.window);
  dock->setObjectName(name);
  const auto across =
      area == Qt::BottomDockWidgetArea ? DockScroll::Across::Scrolled : DockScroll::Across::Fitted;
  dock->setWidget(new DockScroll(panel, across, width));
  m_context.window.addDockWidget(area, dock);
  addPanelAction(*dock, name, m_context.actions);
  return dock;
}

void WindowPanels::makeSides() {
  // panels at the bottom are about picture and caption, which stay in view
  m_corner = new DockCorner(m_context.window);
  QObject::connect(&m_context.keeper, &SessionKeeper::restored, m_corner, &DockCorner::follow);
  m_trials = new TrialList(m_context.session);
  addTrialActions(*m_trials, m_context.actions);
  m_stimulusDock = add(QStringLiteral("stimulus"), QObject::tr("Stimulus"),
                       new StimulusPanel(m_context.session), Qt::LeftDockWidgetArea, 270);
  static_cast<DockScroll*>(m_stimulusDock->widget())->setLeastLines(kStimulusLines);
  m_trialsDock = add(QStringLiteral("trials"), QObject::tr("Trials"), m_trials, Qt::LeftDockWidgetArea, 270);
  auto* voxel = new VoxelPanel(m_context.session);
  voxel->follow(m_context.maps);
  m_voxelDock = add(QStringLiteral("voxel"), QObject::tr("Voxel"), voxel, Qt::RightDockWidgetArea, 280);
  m_displayDock = add(QStringLiteral("display"), QObject::tr("Display"), new DisplayPanel(m_context.session),
                      Qt::RightDockWidgetArea, 280);
  m_guide = new GuidePanel(m_context.keeper, m_context.workspace);
  m_guide->addActions(m_context.actions);
  m_guideDock = add(QStringLiteral("guide"), QObject::tr("Guide"), m_guide, Qt::RightDockWidgetArea, 280);
  m_guideDock->hide();
  SessionKeeper& keeper = m_context.keeper;
  const auto shareSoon = [this] {
    QTimer::singleShot(0, m_guideDock, [this] { shareWithGuide(); });  // it has its place then
  };
  QObject::connect(&keeper, &SessionKeeper::stepsChanged, m_guideDock, [&keeper, this, shareSoon] {
    if (keeper.steps().isEmpty() || m_guideDock->isVisible()) return;
    m_guideDock->show();
    shareSoon();
  });
  QObject::connect(m_guide, &GuidePanel::editingChanged, m_guideDock, shareSoon);
  QObject::connect(&m_context.actions, &ActionRegistry::triggered, m_guideDock,
                   [this, shareSoon](const QString& name) {
                     if (name == QLatin1String("view.panel.guide") && m_guideDock->isHidden()) shareSoon();
                   });
}

void WindowPanels::makeBottom() {
  m_maps = new MapsPanel(m_context.maps);
  m_trials->follow(m_context.maps);
  m_mapsDock = add(QStringLiteral("maps"), QObject::tr("Maps"), m_maps, Qt::BottomDockWidgetArea, 400);
  auto* whatIf = new WhatIfPanel(m_context.session);
  auto* why = new WhyPanel(m_context.why);
  m_whatIfDock =
      add(QStringLiteral("whatif"), QObject::tr("Caption what-if"), whatIf, Qt::BottomDockWidgetArea, 480);
  m_whyDock = add(QStringLiteral("why"), QObject::tr("Why"), why, Qt::BottomDockWidgetArea, 480);
  addMapsActions(*m_maps, *m_trials, m_context.actions);
  m_context.window.tabifyDockWidget(m_mapsDock, m_whatIfDock);
  m_context.window.tabifyDockWidget(m_whatIfDock, m_whyDock);
  for (QDockWidget* dock : {m_whatIfDock, m_whyDock}) dock->hide();
  addWhatIfActions(m_context.session, *m_whatIfDock, *whatIf, m_context.actions);
  addWhyActions(m_context.why, *m_whyDock, m_context.actions);
  auto* training = m_training = new TrainingPanel(m_context.session);
  QDockWidget* trainingDock =
      add(QStringLiteral("training"), QObject::tr("Training"), training, Qt::BottomDockWidgetArea, 600);
  m_context.window.tabifyDockWidget(m_whyDock, trainingDock);
  trainingDock->hide();
  addTrainingActions(*training, *trainingDock, m_context.actions);
  QObject::connect(&m_context.keeper, &SessionKeeper::restored, training,
                   [this, training](const SessionFile& session, bool) {
                     const QFileInfo run(QString::fromStdString(m_context.keeper.openRun().string()));
                     if (session.figure.epoch > 0)
                       training->epochs().setEpochOf(run.absoluteFilePath(), session.figure.epoch);
                   });
  m_bottom = {m_mapsDock, m_whatIfDock, m_whyDock, trainingDock};
  addPart();
  (new Presentation(m_context.window, m_context.keeper, m_context.maps, m_bottom))
      ->addActions(m_context.actions);
}

std::function<void(const std::function<void()>&)> WindowPanels::trainingQuestion() {
  auto* question = new TrainingQuestion(m_training->job(), m_context.window);
  return [question](const std::function<void()>& go) { question->before(go); };
}

QString WindowPanels::bottomInFront() const {
  // tabs that were just raised have no place yet
  if (m_lastRaised && !m_lastRaised->isHidden()) return m_lastRaised->objectName();
  const auto front = std::ranges::find_if(m_bottom, [](const QDockWidget* dock) { return inFront(*dock); });
  return front == m_bottom.end() ? QString() : (*front)->objectName();
}

void WindowPanels::addPart() {
  Workspace& workspace = m_context.workspace;
  workspace.addPart({.name = QStringLiteral("dock"),
                     .label = QObject::tr("panel"),
                     .capture = [this] { return QJsonValue(bottomInFront()); },
                     .apply =
                         [this](const QJsonValue& value, const WorkspaceState&) {
                           for (QDockWidget* dock : m_bottom) {
                             if (value.toString().isEmpty()) dock->hide();
                             if (dock->objectName() != value.toString()) continue;
                             bringToFront(*dock);
                             m_lastRaised = dock;
                           }
                         },
                     .undoable = false});
  for (QDockWidget* dock : m_bottom)
    QObject::connect(dock, &QDockWidget::visibilityChanged, &workspace, [this, dock](bool visible) {
      if (visible) m_lastRaised = dock;
      m_context.workspace.changed();
    });
}

/// What a dock below the views may have of the window's height.
int WindowPanels::roomOf(const QDockWidget& dock) const {
  const QMainWindow& window = m_context.window;
  const int liked =
      std::max(dock.sizeHint().height() + window.fontMetrics().lineSpacing(), scaledPixels(kRoomLiked));
  return std::clamp(liked, 150, std::max(150, window.height() * kMostBottomPercent / 100));
}

/// To the first dock below the views in a window that began without one, those after it are its tabs; and to
/// one that comes alone, as from a session, where nobody can have chosen its height.
void WindowPanels::giveRoom(QDockWidget& dock) {
  if (!dock.isVisible() || dock.isFloating()) return;
  const bool alone = std::ranges::all_of(
      m_bottom, [&](const QDockWidget* each) { return each == &dock || each->isHidden(); });
  const int room = roomOf(dock);
  if (m_bottomShared && !(alone && dock.height() < room / 2)) return;
  m_bottomShared = true;
  m_context.window.resizeDocks({&dock}, {room}, Qt::Vertical);
  shareSides(room);
  shareWithGuide();
}

void WindowPanels::share() {
  QMainWindow& window = m_context.window;
  if (window.height() < scaledPixels(kRoomForMaps)) {
    m_mapsDock->hide();
    for (auto* dock : window.findChildren<QDockWidget*>())
      if (window.dockWidgetArea(dock) == Qt::BottomDockWidgetArea)
        QObject::connect(
            dock, &QDockWidget::visibilityChanged, dock, [this, dock] { giveRoom(*dock); },
            Qt::QueuedConnection);
  }
  const int bottom = m_mapsDock->isVisible() ? roomOf(*m_mapsDock) : 0;
  if (bottom > 0) window.resizeDocks({m_mapsDock}, {bottom}, Qt::Vertical);
  shareSides(bottom);
  window.resizeDocks({m_stimulusDock, m_voxelDock},
                     {m_stimulusDock->minimumSizeHint().width(), m_voxelDock->minimumSizeHint().width()},
                     Qt::Horizontal);
}

void WindowPanels::shareSides(int bottom) {
  QMainWindow& window = m_context.window;
  const int line = window.fontMetrics().lineSpacing();
  const int whole = std::max(200, window.height() - scaledPixels(kAroundDocks)),
            side = std::max(200, whole - bottom);
  const bool corner = window.corner(Qt::BottomLeftCorner) == Qt::LeftDockWidgetArea;
  shareLeft(window, *m_stimulusDock, *m_trialsDock, corner ? whole : side);
  // a map's row, what wraps, and where the values come from
  const int voxel = std::clamp(m_voxelDock->sizeHint().height() + 3 * line, side / 2, side * 2 / 3);
  window.resizeDocks({m_voxelDock, m_displayDock}, {voxel, side - voxel}, Qt::Vertical);
}

/// When it is shown: who reads or writes steps needs it more than what is above it.
void WindowPanels::shareWithGuide() {
  if (!m_guideDock->isVisible() || m_guideDock->isFloating()) return;
  QList<QDockWidget*> docks;
  int height = 0;
  for (QDockWidget* dock : {m_voxelDock, m_displayDock, m_guideDock})
    if (dock->isVisible() && !dock->isFloating()) {
      docks << dock;
      height += dock->height();
    }
  const int guide = m_guide->editing() ? height * kEditorPercent / 100
                                       : std::clamp(m_guideDock->sizeHint().height(), height / 4, height / 2);
  QList<int> heights;
  for (const QDockWidget* dock : docks)
    heights << (dock == m_guideDock
                    ? guide
                    : (height - guide) / std::max<int>(1, static_cast<int>(docks.size()) - 1));
  m_context.window.resizeDocks(docks, heights, Qt::Vertical);
}

void WindowPanels::putAway() {
  for (QDockWidget* dock : {m_mapsDock, m_whatIfDock, m_whyDock}) {
    if (dock->isHidden()) continue;
    m_away.push_back({dock, inFront(*dock) && !dock->isFloating() ? dock->height() : 0});
  }
  for (const Away& away : m_away) away.dock->hide();
}

void WindowPanels::bringBack() {
  m_corner->follow();
  QList<QDockWidget*> front;
  QList<int> heights;
  for (const Away& away : std::exchange(m_away, {})) {
    away.dock->show();
    if (away.height == 0) continue;
    away.dock->raise();
    front << away.dock;
    heights << away.height;
  }
  if (!front.isEmpty()) m_context.window.resizeDocks(front, heights, Qt::Vertical);
}

}  // namespace vxs::ui
