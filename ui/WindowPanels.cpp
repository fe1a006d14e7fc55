#include "ui/WindowPanels.h"

#include "ui/DisplayPanel.h"
#include "ui/DockScroll.h"
#include "ui/StimulusPanel.h"
#include "ui/TrialList.h"
#include "ui/VoxelPanel.h"
#include "ui/actions/WindowActions.h"
#include "ui/maps/MapsActions.h"
#include "ui/maps/MapsPanel.h"
#include "ui/teaching/GuidePanel.h"
#include "ui/training/TrainingActions.h"
#include "ui/training/TrainingPanel.h"
#include "ui/whatif/WhatIfActions.h"
#include "ui/whatif/WhatIfPanel.h"
#include "ui/why/WhyPanel.h"
#include "ui/workspace/SessionKeeper.h"

#include <QDockWidget>

namespace vxs::ui {

WindowPanels::WindowPanels(Context context) : m_context(context) {
  makeSides();
  makeBottom();
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
  m_trials = new TrialList(m_context.session);
  addTrialActions(*m_trials, m_context.actions);
  QDockWidget* stimulus = add(QStringLiteral("stimulus"), QObject::tr("Stimulus"),
                              new StimulusPanel(m_context.session), Qt::LeftDockWidgetArea, 270);
  QDockWidget* trials =
      add(QStringLiteral("trials"), QObject::tr("Trials"), m_trials, Qt::LeftDockWidgetArea, 270);
  QDockWidget* voxel = add(QStringLiteral("voxel"), QObject::tr("Voxel"), new VoxelPanel(m_context.session),
                           Qt::RightDockWidgetArea, 280);
  QDockWidget* display = add(QStringLiteral("display"), QObject::tr("Display"),
                             new DisplayPanel(m_context.session), Qt::RightDockWidgetArea, 280);
  auto* guidePanel = new GuidePanel(m_context.keeper, m_context.workspace);
  guidePanel->addActions(m_context.actions);
  QDockWidget* guide =
      add(QStringLiteral("guide"), QObject::tr("Guide"), guidePanel, Qt::RightDockWidgetArea, 280);
  guide->hide();
  SessionKeeper& keeper = m_context.keeper;
  QObject::connect(&keeper, &SessionKeeper::stepsChanged, guide, [&keeper, guide] {
    if (!keeper.steps().isEmpty()) guide->show();
  });
  m_context.window.resizeDocks({stimulus, trials}, {400, 480}, Qt::Vertical);
  m_context.window.resizeDocks({voxel, display}, {420, 320}, Qt::Vertical);
}

void WindowPanels::makeBottom() {
  m_maps = new MapsPanel(m_context.maps);
  m_trials->follow(m_context.maps);
  QDockWidget* maps = add(QStringLiteral("maps"), QObject::tr("Maps"), m_maps, Qt::BottomDockWidgetArea, 400);
  auto* whatIf = new WhatIfPanel(m_context.session);
  auto* why = new WhyPanel(m_context.session);
  QDockWidget* whatIfDock =
      add(QStringLiteral("whatif"), QObject::tr("Caption what-if"), whatIf, Qt::BottomDockWidgetArea, 480);
  QDockWidget* whyDock = add(QStringLiteral("why"), QObject::tr("Why"), why, Qt::BottomDockWidgetArea, 480);
  addMapsActions(*m_maps, *m_trials, m_context.actions);
  m_context.window.tabifyDockWidget(maps, whatIfDock);
  m_context.window.tabifyDockWidget(whatIfDock, whyDock);
  for (QDockWidget* dock : {whatIfDock, whyDock}) dock->hide();
  addWhatIfActions(m_context.session, *whatIfDock, *whatIf, m_context.actions);
  addWhyActions(m_context.session, *whyDock, *why, m_context.actions);
  auto* training = new TrainingPanel(m_context.session);
  QDockWidget* trainingDock =
      add(QStringLiteral("training"), QObject::tr("Training"), training, Qt::BottomDockWidgetArea, 600);
  m_context.window.tabifyDockWidget(whyDock, trainingDock);
  trainingDock->hide();
  addTrainingActions(*training, *trainingDock, m_context.actions);
  m_context.window.resizeDocks({maps}, {250}, Qt::Vertical);
}

}  // namespace vxs::ui
