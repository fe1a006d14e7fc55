#include "ui/MainWindow.h"

#include "ui/StatusProgress.h"
#include "ui/actions/CompareActions.h"
#include "ui/actions/EditActions.h"
#include "ui/actions/FileActions.h"
#include "ui/actions/SessionActions.h"
#include "ui/actions/ToolStrip.h"
#include "ui/actions/ViewActions.h"
#include "ui/actions/WindowActions.h"
#include "ui/docks/DockState.h"
#include "ui/maps/ComputedMap.h"
#include "ui/maps/MapsPart.h"
#include "ui/preferences/PreferenceActions.h"
#include "ui/preferences/Preferences.h"
#include "ui/session/CommandLine.h"
#include "ui/session/StoredRun.h"
#include "ui/views/ComparisonView.h"
#include "ui/welcome/DemoMaker.h"
#include "ui/welcome/PrepareWizard.h"
#include "ui/welcome/WelcomeView.h"
#include "ui/why/WhyPart.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Settings.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/WheelGuard.h"
#include "ui/workspace/FigureNotice.h"
#include "ui/workspace/FileOpener.h"
#include "ui/workspace/NoticeBar.h"
#include "ui/workspace/RecentFiles.h"
#include "ui/workspace/SaveQuestion.h"
#include "ui/workspace/WorkspaceParts.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QLabel>
#include <QLocale>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace vxs::ui {

namespace {
constexpr int kNoteMs = 8000;
constexpr int kThumbnailMs = 1500;
constexpr QSize kThumbnail(224, 140);
}  // namespace

MainWindow::MainWindow(Options options)
    : m_options(std::move(options)),
      m_session(m_tasks, m_options.opener ? m_options.opener : openStoredRun),
      m_drawing(nullptr, m_options.remember ? guardedProbe : GraphicsCard::probe),
      m_maps(m_session),
      m_why(m_session),
      m_darkAtStart(themeIsDark()) {
  setWindowTitle(QStringLiteral("Voxelscope"));
  qApp->installEventFilter(new WheelGuard(this));
  setAcceptDrops(true);
  setDockNestingEnabled(true);
  setAnimated(false);  // Qt 6.4 crashes when a layout is restored while a dropped panel glides to its place
  resize(1480, 940);
  m_workspace = new Workspace(this);
  addSessionParts(*m_workspace, m_session);
  addMapsPart(*m_workspace, m_maps);
  addViewParts(*m_workspace, m_session.view());
  new ComputedMap(m_session, m_maps, *m_workspace);
  addWhyParts(*m_workspace, m_why);
  m_actions = new ActionRegistry(menuBar(), this);
  m_actions->setProgramCommand([this] { return windowCommand(m_session); });
  makePages();
  keepSessions();
  makeActions();
  m_panels = std::make_unique<WindowPanels>(
      WindowPanels::Context{*this, m_session, m_maps, m_why, *m_keeper, *m_workspace, *m_actions});
  if (m_question) addQuestions(m_closing, *m_panels, *m_question, *m_keeper);
  addToolStrip(*this, *m_actions);
  makeStatusBar();
  connect(&m_session, &Session::runChanged, this, &MainWindow::showRun);
  connect(&m_session, &Session::secondRunChanged, this, &MainWindow::showMarks);
  connect(&m_session.view(), &ViewState::conventionChanged, this, &MainWindow::showMarks);
  connect(&m_session, &Session::runFailed, m_welcome, [this] { m_welcome->setOpening({}); });
  connect(&m_tasks, &TaskRunner::failed, this, &MainWindow::showError);
  connect(&m_tasks, &TaskRunner::noted, this,
          [this](const QString& line) { statusBar()->showMessage(line, kNoteMs); });
  if (m_options.remember) takePreferences();
  keepDrawing();
  m_initial = m_workspace->state().parts;
  if (m_options.remember) restoreLook();
}

MainWindow::~MainWindow() {
  // they refer to the session, which as a member goes before a widget's children do
  delete m_actions;
  delete m_opener;
  delete m_keeper;
  delete m_workspace;
  delete takeCentralWidget();
  qDeleteAll(findChildren<QDockWidget*>());
}

void MainWindow::makePages() {
  m_pages = new QStackedWidget;
  m_recent = new RecentFiles(this);
  m_demo = new DemoMaker(m_tasks, this);
  m_welcome = new WelcomeView(*m_demo, *m_recent);
  m_comparison = new ComparisonView(m_session);
  m_comparison->setDrawing(m_drawing);
  m_pages->addWidget(m_welcome);
  m_pages->addWidget(m_comparison);
  m_notice = new NoticeBar;
  auto* centre = new QWidget;
  auto* layout = new QVBoxLayout(centre);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(m_notice);
  layout->addWidget(m_pages, 1);
  setCentralWidget(centre);
}

void MainWindow::keepSessions() {
  m_keeper = new SessionKeeper(m_session, *m_workspace, *this);
  m_opener = new FileOpener(m_session, *m_keeper, this);
  if (m_options.asks) {
    m_question = new SaveQuestion(*m_keeper, *this);
    m_keeper->setGuard([this](const std::function<void()>& go) {
      m_workspace->settle();
      m_question->before(go);
    });
    m_opener->setQuestion(
        [this](const QString& figure, const std::filesystem::path& run, const std::function<void()>& go) {
          m_workspace->settle();
          m_question->beforeRun(figure, run, go);
        });
  }
  connect(m_workspace, &Workspace::stateChanged, this, &MainWindow::showTitle);
  for (const auto signal :
       {&SessionKeeper::pathChanged, &SessionKeeper::stepsChanged, &SessionKeeper::edited})
    connect(m_keeper, signal, this, &MainWindow::showTitle);
  connect(m_keeper, &SessionKeeper::torn, this,
          [this](const QDateTime& when, const std::filesystem::path& copy, bool restored) {
            tellTorn(when, QString::fromStdString(copy.string()), restored);
          });
  connect(m_opener, &FileOpener::openedVolume, this, [this](const std::filesystem::path& file) {
    if (m_options.remember) m_recent->add(file, QStringLiteral("volume"));
    m_notice->show(tr("%1 is shown as a map.").arg(QString::fromStdString(file.filename().string())),
                   tr("Compare it as measured instead"), [this, file] {
                     m_session.clearMap();
                     m_opener->openAsMeasured(file);
                   });
  });
  connect(m_keeper, &SessionKeeper::formerChanged, m_notice, [this] { showFormer(*m_notice, *m_keeper); });
  connect(m_keeper, &SessionKeeper::restored, this, [this](const SessionFile& session, bool replaced) {
    showFigure(*this, *m_notice, *m_keeper, session, replaced);
  });
  if (!m_options.remember) return;
  connect(m_keeper, &SessionKeeper::opened, this,
          [this](const std::filesystem::path& file) { m_recent->add(file, QStringLiteral("session")); });
  connect(&m_session, &Session::pictureChanged, this, [this] {
    if (const auto& file = m_session.pictureFile(); !file.empty())
      m_recent->add(file, QStringLiteral("picture"));
  });
  connect(&m_session, &Session::runChanged, this, &MainWindow::rememberRun);
}

void MainWindow::rememberRun() {
  const train::RunInfo& info = m_session.run()->info();
  QStringList about{tr("%1 head").arg(QString::fromStdString(info.head)),
                    tr("subj%1").arg(info.subject, 2, 10, QLatin1Char('0')),
                    tr("%L1 voxels").arg(info.voxels)};
  if (info.syntheticSubject) about << tr("synthetic");
  m_recent->add(info.run, QStringLiteral("run"), about.join(QStringLiteral(", ")));
  QTimer::singleShot(kThumbnailMs, this, &MainWindow::takeThumbnail);
}

void MainWindow::takeThumbnail() {
  if (!complete()) return QTimer::singleShot(kThumbnailMs, this, &MainWindow::takeThumbnail);
  const QImage small = m_comparison->grab().toImage().scaled(kThumbnail, Qt::KeepAspectRatioByExpanding,
                                                             Qt::SmoothTransformation);
  const auto file = RecentFiles::thumbnail(QString::fromStdString(m_session.run()->info().run.string()));
  m_tasks.run(
      this, {Lane::Export, {}, QStringLiteral("thumbnail"), false, true},
      [small, file](Progress&) {
        std::filesystem::create_directories(file.parent_path());
        return small.save(QString::fromStdString(file.string()), "PNG");
      },
      [](bool) {});
}

void MainWindow::prepareDataset(const QString& folder) {
  auto* wizard = new PrepareWizard(m_tasks, this);
  wizard->setAttribute(Qt::WA_DeleteOnClose);
  if (!folder.isEmpty()) wizard->setFolder(folder);
  wizard->open();
}

void MainWindow::tellTorn(const QDateTime& when, const QString& copy, bool restored) {
  if (restored)
    return m_notice->show(tr("Voxelscope ended unexpectedly. This is what was open at %1.")
                              .arg(QLocale().toString(when, QLocale::ShortFormat)),
                          tr("Start afresh instead"), [this] { startAfresh(); });
  m_notice->show(tr("Voxelscope ended unexpectedly last time."), tr("Bring back what was open"),
                 [this, copy] { m_keeper->open(copy.toStdString()); });
}

void MainWindow::startAfresh() {
  m_keeper->beginUntitled([this] {
    m_workspace->apply(WorkspaceState{m_initial}, false);
    m_session.view().reset();
    if (m_session.run()) m_session.openRun(m_session.run()->info().run);
  });
}

void MainWindow::begin(const QString& path) {
  if (!path.isEmpty()) open(path.toStdString());
  if (m_options.remember && Preferences::load().autosave)
    m_keeper->startAutosave(dataFolder() / "autosave", path.isEmpty());
}

void MainWindow::makeActions() {
  auto* file = new FileActions(m_session, *m_actions, *this);
  new SessionActions(
      *m_keeper, *m_recent, [this](const std::filesystem::path& path) { open(path); }, *m_actions, *this);
  connect(m_welcome, &WelcomeView::openRunRequested, file, &FileActions::openRun);
  connect(m_welcome, &WelcomeView::openRequested, this,
          [this](const QString& path) { open(path.toStdString()); });
  connect(m_welcome, &WelcomeView::backRequested, this, [this] { m_pages->setCurrentWidget(m_comparison); });
  connect(m_welcome, &WelcomeView::prepareRequested, this, [this] { prepareDataset({}); });
  connect(m_opener, &FileOpener::datasetFound, this, [this](const std::filesystem::path& folder) {
    prepareDataset(QString::fromStdString(folder.string()));
  });
  addBeginActions(
      *m_demo, [this](const QString& path) { open(path.toStdString()); },
      [this](const QString& folder) { prepareDataset(folder); },
      [this] {
        const bool back = m_pages->currentWidget() == m_welcome && m_session.run();
        m_pages->setCurrentWidget(back ? static_cast<QWidget*>(m_comparison) : m_welcome);
      },
      *m_actions);
  addEditActions(*m_workspace, *m_actions);
  new ViewActions(m_session, *m_comparison, *m_actions, this);
  new CompareActions(m_session, *m_actions, this);
  addPredictAction(m_session, *m_actions);
  addThemeAction(*this, *m_actions);
  addPreferenceActions(m_session, m_drawing, *this, *m_actions);
  addHelpActions(*this, m_tasks, m_drawing, *m_actions);
  m_actions->addGesture({tr("In the window"), tr("Drop a picture or a run's folder"), tr("open it")});
}

void MainWindow::makeStatusBar() {
  m_marks = new QLabel;
  setTextRole(*m_marks, TextRole::Warning);
  statusBar()->addPermanentWidget(new StatusProgress(m_tasks));
  statusBar()->addPermanentWidget(m_marks);
  m_open = new ElidedLabel(tr("Open a run, or drop its folder here"));
  m_open->setObjectName(QStringLiteral("whatIsOpen"));
  statusBar()->addWidget(m_open, 1);
  // hidden by the bar itself, it would be shown over the message when the size of type changes
  connect(statusBar(), &QStatusBar::messageChanged, m_open,
          [this](const QString& message) { m_open->setVisible(message.isEmpty()); });
}

void MainWindow::showMarks() {
  QStringList marks;
  if (m_session.view().state().convention == scene::Convention::Radiological)
    marks << tr("RADIOLOGICAL: left is right");
  const auto either = [this](bool train::RunInfo::*mark) {
    const auto &run = m_session.run(), &second = m_session.secondRun();
    return (run && run->info().*mark) || (second && second->info().*mark);
  };
  if (either(&train::RunInfo::syntheticSubject)) marks << tr("SYNTHETIC SUBJECT");
  if (either(&train::RunInfo::demoEncoder)) marks << tr("DEMO ENCODER");
  if (either(&train::RunInfo::shuffledControl)) marks << tr("SHUFFLED-IMAGE CONTROL");
  m_marks->setText(marks.join(QStringLiteral("  ·  ")));
}

void MainWindow::showRun() {
  const train::RunInfo& info = m_session.run()->info();
  const QString name = QString::fromStdString(info.run.filename().string());
  showTitle();
  showMarks();
  m_welcome->setBehind(name);
  m_welcome->setOpening({});
  m_open->setText(tr("%1: %2 head, subj%3, mask %4, %L5 voxels")
                      .arg(name, QString::fromStdString(info.head))
                      .arg(info.subject, 2, 10, QLatin1Char('0'))
                      .arg(QString::fromStdString(info.maskName))
                      .arg(info.voxels));
  if (m_wasShown) arrange();
  m_pages->setCurrentWidget(m_comparison);
  m_comparison->slice(scene::Layer::Predicted, scene::Plane::Axial)->setFocus();
}

void MainWindow::showTitle() {
  QStringList title;
  if (!m_keeper->path().empty())
    title << QString::fromStdString(m_keeper->path().stem().string()) + QStringLiteral("[*]");
  if (m_session.run()) title << QString::fromStdString(m_session.run()->info().run.filename().string());
  title << QStringLiteral("Voxelscope");
  setWindowTitle(title.join(QStringLiteral(" – ")));
  if (const bool unsaved = m_keeper->unsaved(); unsaved != isWindowModified()) setWindowModified(unsaved);
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

void MainWindow::takePreferences() {
  const Preferences preferences = Preferences::load();
  m_session.view().setConvention(preferences.convention);
  scene::ColorScale scale = m_session.view().state().scale;
  scale.map = preferences.colorMap.toStdString();
  m_session.view().setScale(scale);
  m_drawing.choose(preferences.drawing);
  m_actions->setChosenKeys(preferences.keys);
}

void MainWindow::keepDrawing() {
  connect(&m_drawing, &Drawing::changed, m_actions, &ActionRegistry::refresh);
  connect(&m_drawing, &Drawing::gaveUp, this, [this](const QString& why) {
    statusBar()->showMessage(tr("The graphics card could not draw, so the processor does: %1").arg(why),
                             kNoteMs);
  });
  if (!m_options.remember) return;
  connect(&m_drawing, &Drawing::changed, this,
          [this] { Settings().setValue(QStringLiteral("drawing"), drawingName(m_drawing.choice())); });
}

void MainWindow::restoreLook() {
  // the docks have to wait: laid out in a window without its size they would lose theirs
  restoreGeometry(Settings().value(QStringLiteral("geometry")).toByteArray());
}

void MainWindow::showEvent(QShowEvent* event) {
  QMainWindow::showEvent(event);
  if (std::exchange(m_wasShown, true)) return;
  if (m_options.remember)
    m_arranged = restoreDocks(*this, Settings().value(QStringLiteral("docks")).toByteArray(), kDocksVersion);
  m_session.run() ? arrange() : m_panels->putAway();
}

void MainWindow::arrange() {
  m_panels->bringBack();
  if (!m_arranged) m_panels->share();
  m_arranged = true;
}

void MainWindow::closeEvent(QCloseEvent* event) {
  m_workspace->settle();
  if (!m_closing.mayClose()) return event->ignore();
  letGoOfDocks(*this);
  if (m_options.remember) {
    arrange();  // what the welcome page has put away is none of the person's choice
    Settings settings;
    settings.setValue(QStringLiteral("geometry"), saveGeometry());
    settings.setValue(QStringLiteral("docks"), saveState(kDocksVersion));
    // a theme of the command line is for that time only
    if (themeIsDark() != m_darkAtStart) settings.setValue(QStringLiteral("dark"), themeIsDark());
    settings.setValue(QStringLiteral("textPercent"), textPercent());
    m_keeper->end();
  }
  event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls() && event->mimeData()->urls().front().isLocalFile())
    event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  if (m_opener->openDropped(event->mimeData()->urls())) event->acceptProposedAction();
}

void MainWindow::open(const std::filesystem::path& path) {
  m_opener->open(path);
}

}  // namespace vxs::ui
