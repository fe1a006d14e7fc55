#include "ui/MainWindow.h"

#include "ui/CommandLine.h"
#include "ui/ComparisonView.h"
#include "ui/DisplayPanel.h"
#include "ui/StatusProgress.h"
#include "ui/StimulusPanel.h"
#include "ui/StoredRun.h"
#include "ui/Theme.h"
#include "ui/TrialList.h"
#include "ui/VoxelPanel.h"
#include "ui/WelcomeView.h"
#include "ui/actions/FileActions.h"
#include "ui/actions/ViewActions.h"
#include "ui/actions/WindowActions.h"
#include "ui/whatif/WhatIfActions.h"
#include "ui/whatif/WhatIfPanel.h"
#include "ui/why/WhyPanel.h"

#include <QCloseEvent>
#include <QDir>
#include <QDockWidget>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>

namespace vxs::ui {

namespace {
constexpr int kNoteMs = 8000;
constexpr int kStateVersion = 2;  ///< of the docks' arrangement; another one is not restored
}  // namespace

MainWindow::MainWindow(Options options)
    : m_options(std::move(options)), m_session(m_tasks, m_options.opener ? m_options.opener : openStoredRun) {
  setWindowTitle(QStringLiteral("Voxelscope"));
  setAcceptDrops(true);
  setDockNestingEnabled(true);
  resize(1480, 940);
  m_actions = new ActionRegistry(menuBar(), this);
  m_actions->setProgramCommand([this] { return windowCommand(m_session); });
  m_pages = new QStackedWidget;
  m_welcome = new WelcomeView;
  m_comparison = new ComparisonView(m_session);
  m_pages->addWidget(m_welcome);
  m_pages->addWidget(m_comparison);
  setCentralWidget(m_pages);
  makeActions();
  makePanels();
  makeStatusBar();
  connect(&m_session, &Session::runChanged, this, &MainWindow::showRun);
  connect(&m_session, &Session::runFailed, m_welcome, [this] { m_welcome->setOpening({}); });
  connect(&m_tasks, &TaskRunner::failed, this, &MainWindow::showError);
  connect(&m_tasks, &TaskRunner::noted, this,
          [this](const QString& line) { statusBar()->showMessage(line, kNoteMs); });
  if (m_options.remember) restore();
}

MainWindow::~MainWindow() {
  // they refer to the session, which as a member goes before a widget's children do
  delete takeCentralWidget();
  qDeleteAll(findChildren<QDockWidget*>());
}

QDockWidget* MainWindow::addPanel(const QString& name, const QString& title, QWidget* panel,
                                  Qt::DockWidgetArea area, int width) {
  auto* dock = new QDockWidget(title, this);
  dock->setObjectName(name);
  dock->setWidget(panel);
  panel->setMinimumWidth(width);
  addDockWidget(area, dock);
  addPanelAction(*dock, name, *m_actions);
  return dock;
}

void MainWindow::makePanels() {
  m_trials = new TrialList(m_session);
  addTrialActions(*m_trials, *m_actions);
  QDockWidget* stimulus = addPanel(QStringLiteral("stimulus"), tr("Stimulus"), new StimulusPanel(m_session),
                                   Qt::LeftDockWidgetArea, 270);
  QDockWidget* trials =
      addPanel(QStringLiteral("trials"), tr("Trials"), m_trials, Qt::LeftDockWidgetArea, 270);
  QDockWidget* voxel =
      addPanel(QStringLiteral("voxel"), tr("Voxel"), new VoxelPanel(m_session), Qt::RightDockWidgetArea, 280);
  QDockWidget* display = addPanel(QStringLiteral("display"), tr("Display"), new DisplayPanel(m_session),
                                  Qt::RightDockWidgetArea, 280);
  auto* whatIf = new WhatIfPanel(m_session);
  auto* why = new WhyPanel(m_session);
  QDockWidget* whatIfDock =
      addPanel(QStringLiteral("whatif"), tr("Caption what-if"), whatIf, Qt::BottomDockWidgetArea, 480);
  QDockWidget* whyDock = addPanel(QStringLiteral("why"), tr("Why"), why, Qt::BottomDockWidgetArea, 480);
  tabifyDockWidget(whatIfDock, whyDock);
  for (QDockWidget* dock : {whatIfDock, whyDock}) dock->hide();
  addWhatIfActions(m_session, *whatIfDock, *whatIf, *m_actions);
  addWhyActions(m_session, *whyDock, *why, *m_actions);
  resizeDocks({stimulus, trials}, {400, 480}, Qt::Vertical);
  resizeDocks({voxel, display}, {420, 320}, Qt::Vertical);
}

void MainWindow::makeActions() {
  auto* file = new FileActions(m_session, *m_actions, *this);
  connect(m_welcome, &WelcomeView::openRunRequested, file, &FileActions::openRun);
  new ViewActions(m_session, *m_comparison, *m_actions, this);
  addPredictAction(m_session, *m_actions);
  addThemeAction(*this, *m_actions);
  addHelpActions(*this, *m_actions);
  m_actions->addGesture({tr("In the window"), tr("Drop a picture or a run's folder"), tr("open it")});
}

void MainWindow::makeStatusBar() {
  m_marks = new QLabel;
  m_marks->setProperty("role", "warning");
  statusBar()->addPermanentWidget(new StatusProgress(m_tasks));
  statusBar()->addPermanentWidget(m_marks);
  statusBar()->showMessage(tr("Open a run, or drop its folder here"));
}

void MainWindow::showRun() {
  const train::RunInfo& info = m_session.run()->info();
  const QString name = QString::fromStdString(info.run.filename().string());
  setWindowTitle(tr("%1 – Voxelscope").arg(name));
  QStringList marks;
  if (info.syntheticSubject) marks << tr("SYNTHETIC SUBJECT");
  if (info.demoEncoder) marks << tr("DEMO ENCODER");
  if (info.shuffledControl) marks << tr("SHUFFLED-IMAGE CONTROL");
  m_marks->setText(marks.join(QStringLiteral("  ·  ")));
  statusBar()->showMessage(tr("%1: %2 head, subj%3, mask %4, %L5 voxels")
                               .arg(name, QString::fromStdString(info.head))
                               .arg(info.subject, 2, 10, QLatin1Char('0'))
                               .arg(QString::fromStdString(info.maskName))
                               .arg(info.voxels));
  m_pages->setCurrentWidget(m_comparison);
  m_comparison->slice(scene::Layer::Predicted, scene::Plane::Axial)->setFocus();
  if (m_options.remember)
    QSettings().setValue(QStringLiteral("lastRun"), QString::fromStdString(info.run.string()));
}

void MainWindow::showError(const QString& title, const QString& message) {
  if (m_options.onError) return m_options.onError(title, message);
  auto* box = new QMessageBox(QMessageBox::Warning, tr("Voxelscope"),
                              title.isEmpty() ? message : title + tr(" failed"), QMessageBox::Ok, this);
  if (!title.isEmpty()) box->setInformativeText(message);
  box->setTextInteractionFlags(Qt::TextSelectableByMouse);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->open();
}

bool MainWindow::complete() const {
  return m_session.run() && m_session.settled() && m_comparison->complete();
}

QString MainWindow::lastRun() {
  const QString folder = QSettings().value(QStringLiteral("lastRun")).toString();
  return folder.isEmpty() || !QDir(folder).exists() ? QString() : folder;
}

bool MainWindow::rememberedDark() {
  return QSettings().value(QStringLiteral("dark"), true).toBool();
}

void MainWindow::restore() {
  const QSettings settings;
  restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray());
  restoreState(settings.value(QStringLiteral("docks")).toByteArray(), kStateVersion);
}

void MainWindow::closeEvent(QCloseEvent* event) {
  if (m_options.remember) {
    QSettings settings;
    settings.setValue(QStringLiteral("geometry"), saveGeometry());
    settings.setValue(QStringLiteral("docks"), saveState(kStateVersion));
    settings.setValue(QStringLiteral("dark"), themeIsDark());
  }
  event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls() && event->mimeData()->urls().front().isLocalFile())
    event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  const QList<QUrl> urls = event->mimeData()->urls();
  if (urls.isEmpty() || !urls.front().isLocalFile()) return;
  event->acceptProposedAction();
  openAnything(m_session, urls.front().toLocalFile().toStdString());
}

}  // namespace vxs::ui
