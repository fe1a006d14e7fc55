#include "ui/training/TrainingPanel.h"

#include "ui/docks/DockScroll.h"
#include "ui/training/EpochScrubber.h"
#include "ui/training/RunsTable.h"
#include "ui/training/SweepDialog.h"
#include "ui/training/SweepFolder.h"
#include "ui/training/TrainingCurves.h"
#include "ui/training/TrainingForm.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/SplitterPlaces.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/WrappedColumn.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace vxs::ui {

namespace {

QString folderOf(const QString& path) {
  return QFileInfo(path).absolutePath();
}

/// A cell of a table is no neighbour for other runs.
QString folderForRunsLike(const QString& run) {
  const QString folder = folderOf(run);
  return holdsSweepTable(folder) ? folderOf(folder) : folder;
}

constexpr int kFormWidth = 240;
constexpr int kLeastMiddle = 490;  ///< pixels of any type: controls in one row each at 100 %
constexpr int kLow = 280;          ///< at 100 % type: of a panel whose curves need every line
constexpr int kHoldMs = 1000;      ///< for which Stop takes no second click

/// As wide as the longest of these texts asks for, whichever it shows.
void keepWidth(QPushButton& button, const QStringList& texts) {
  followFont(button, [&button, texts] {
    const QString shown = button.text();
    button.setMinimumWidth(0);
    int width = 0;
    for (const QString& text : texts) {
      button.setText(text);
      width = std::max(width, button.sizeHint().width());
    }
    button.setText(shown);
    button.setFixedWidth(width);
  });
}

/// Everything that is filled in, right or wrong.
QStringList wordsOf(const TrainingDraft& draft) {
  return trainArguments(draft.choices) +
         QStringList{draft.store,        draft.folder, draft.name,   draft.epochs,   draft.penaltyWeight,
                     draft.learningRate, draft.batch,  draft.hidden, draft.patience, draft.seed};
}

}  // namespace

TrainingPanel::TrainingPanel(Session& session, QString program, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_job(new TrainingJob(session, std::move(program), this)),
      m_form(new TrainingForm(session.tasks())),
      m_runs(new RunsTable(*m_job)),
      m_curves(new TrainingCurves(*m_job, m_runs->model())),
      m_epochs(new EpochScrubber(*m_job)),
      m_command(new ElidedLabel),
      m_status(new ElidedLabel),
      m_bar(new QProgressBar) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(6, 2, 6, 4);
  auto* splitter = new QSplitter(Qt::Horizontal);
  splitter->setChildrenCollapsible(false);
  row->addWidget(splitter);
  splitter->addWidget(makeFormSide());
  splitter->addWidget(makeMiddle());
  splitter->addWidget(m_runs);
  splitter->setSizes({270, 650, 320});
  for (const int column : {0, 1, 2}) splitter->setStretchFactor(column, column == 1 ? 3 : 1);
  rememberPlaces(*splitter, QStringLiteral("training"));
  connect(m_form, &TrainingForm::changed, this, &TrainingPanel::forgetFailure);
  connect(m_form, &TrainingForm::changed, this, &TrainingPanel::followJob);
  connect(m_job, &TrainingJob::stateChanged, this, &TrainingPanel::nameNext);
  connect(m_job, &TrainingJob::stateChanged, this, &TrainingPanel::followJob);
  connect(m_job, &TrainingJob::progressed, this, &TrainingPanel::followJob);
  connect(m_job, &TrainingJob::curvesChanged, this, [this] {
    if (m_job->focusedRun() != m_runs->selectedRun()) m_runs->select(m_job->focusedRun());
    followJob();
  });
  connect(m_runs, &RunsTable::folderChosen, this, [this] {
    if (!m_job->running()) m_job->focus({});
  });
  connect(m_job, &TrainingJob::workDone, this, &TrainingPanel::onWorkDone);
  connect(m_job, &TrainingJob::epochEnded, this, &TrainingPanel::openFirstEpoch);
  connect(m_curves, &TrainingCurves::epochChosen, m_epochs, &EpochScrubber::setEpoch);
  connect(m_epochs, &EpochScrubber::epochChanged, m_curves, &TrainingCurves::setShownEpoch);
  connect(m_epochs, &EpochScrubber::runWanted, this, &TrainingPanel::selectRun);
  connect(m_runs, &RunsTable::selectionChanged, this, [this] {
    if (!m_runs->selectedRun().isEmpty()) m_job->focus(m_runs->selectedRun());
    followJob();
  });
  connect(&m_runs->model(), &RunsModel::summariesChanged, this, &TrainingPanel::followJob);
  connect(m_runs, &RunsTable::tableChanged, this, &TrainingPanel::followJob);
  connect(m_runs, &RunsTable::openRequested, this,
          [this](const QString& run) { m_session.openRun(run.toStdString()); });
  connect(m_runs, &RunsTable::secondRequested, this,
          [this](const QString& run) { m_session.openSecondRun(run.toStdString()); });
  connect(m_runs, &RunsTable::evaluateRequested, m_job, &TrainingJob::evaluate);
  connect(m_runs, &RunsTable::settingsRequested, this, &TrainingPanel::useSettings);
  connect(&m_session, &Session::runChanged, this, &TrainingPanel::followSession);
  m_form->recall();
  followSession();
  followJob();
}

TrainingPanel::~TrainingPanel() = default;

QPushButton* TrainingPanel::addButton(const QString& name, const QString& text, const QString& tip,
                                      void (TrainingPanel::*slot)()) {
  auto* button = new QPushButton(text);
  button->setObjectName(name);
  button->setToolTip(tip);
  connect(button, &QPushButton::clicked, this, slot);
  return button;
}

QWidget* TrainingPanel::makeFormSide() {
  auto* side = new QWidget;
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(0, 0, 4, 0);
  column->setSpacing(4);
  column->addWidget(new DockScroll(m_form, DockScroll::Across::Fitted, kFormWidth), 1);
  auto* line = new QHBoxLayout;
  m_command->setObjectName(QStringLiteral("trainingCommand"));
  m_command->setForegroundRole(QPalette::PlaceholderText);
  m_copy = new QPushButton(tr("Copy command"));
  m_copy->setToolTip(tr("Copy the command line that trains the same run"));
  connect(m_copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(command()); });
  line->addWidget(m_command, 1);
  line->addWidget(m_copy);
  column->addLayout(line);
  return side;
}

QWidget* TrainingPanel::makeMiddle() {
  auto* middle = new WrappedColumn;
  middle->setMinimumWidth(kLeastMiddle);
  auto* column = new QVBoxLayout(middle);
  column->setContentsMargins(4, 0, 4, 0);
  column->setSpacing(4);
  m_start = addButton(QStringLiteral("start"), tr("Start"),
                      tr("Train with the form's settings, in a process of its own"), &TrainingPanel::start);
  m_stop = addButton(QStringLiteral("stop"), m_job->stopText(), m_job->stopTip(), &TrainingPanel::pressStop);
  keepWidth(*m_stop, TrainingJob::stopTexts());
  m_hold.setSingleShot(true);
  m_hold.setInterval(kHoldMs);
  connect(&m_hold, &QTimer::timeout, this, &TrainingPanel::followJob);
  m_resume = addButton(QStringLiteral("resume"), tr("Resume"), {}, &TrainingPanel::resume);
  keepWidth(*m_resume, {tr("Resume"), tr("More epochs…")});
  m_table = addButton(QStringLiteral("table1"), tr("Table 1…"), {}, &TrainingPanel::makeTableOne);
  m_evaluate = addButton(QStringLiteral("evaluate"), tr("Evaluate"), tr("Judge the run on its test images"),
                         &TrainingPanel::evaluate);
  m_open = addButton(QStringLiteral("open"), tr("Open this run"), tr("Compare its predictions in the window"),
                     &TrainingPanel::openFocused);
  m_showTable = addButton(QStringLiteral("showMadeTable"), tr("Show table"),
                          tr("Accuracy by penalty and head"), &TrainingPanel::showTable);
  auto* buttons = new FlowLayout;
  for (QPushButton* button : {m_start, m_stop, m_resume, m_table}) buttons->addWidget(button);
  column->addLayout(buttons);
  column->addWidget(makeStatusLine());
  column->addWidget(m_curves, 1);
  column->addWidget(m_epochs);
  return middle;
}

/// What runs and how far it is, or how it ended and what can be done then; always of one height, but in a low
/// panel not there while there is nothing to say.
QWidget* TrainingPanel::makeStatusLine() {
  m_statusLine = new QWidget;
  auto* line = new QHBoxLayout(m_statusLine);
  line->setContentsMargins(0, 0, 0, 0);
  m_status->setObjectName(QStringLiteral("trainingStatus"));
  auto* copy = new QAction(tr("Copy this message"), m_status);
  connect(copy, &QAction::triggered, this, [this] { QApplication::clipboard()->setText(m_status->text()); });
  m_status->addAction(copy);
  m_status->setContextMenuPolicy(Qt::ActionsContextMenu);
  line->addWidget(m_status, 1);
  m_bar->setFixedWidth(110);
  m_bar->setTextVisible(false);
  m_bar->setAccessibleName(tr("How far the training is"));
  for (QWidget* widget : std::initializer_list<QWidget*>{m_bar, m_evaluate, m_open, m_showTable})
    line->addWidget(widget);
  const QPushButton* button = m_evaluate;
  followFont(*m_status, [this, button] { m_status->setFixedHeight(button->sizeHint().height()); });
  return m_statusLine;
}

bool TrainingPanel::canStart() const {
  return m_form->ready() && !m_job->running();
}

QString TrainingPanel::command() const {
  return m_form->problems().empty() ? shellCommand(trainArguments(paramsOf(m_form->draft()))) : QString();
}

void TrainingPanel::start() {
  m_form->check();  // a run of this name may have come meanwhile
  if (!canStart()) return;
  const train::TrainParams params = paramsOf(m_form->draft());
  const QString run = QString::fromStdString(params.out.string());
  m_finishedRun.clear();
  selectRun(run);
  m_form->remember();
  m_job->train(params);
  m_epochs->setShown(true);
}

void TrainingPanel::stop() {
  m_job->stop();
}

/// The second click of a double click must not throw the epoch away that the first let end.
void TrainingPanel::pressStop() {
  m_hold.start();
  stop();
  followJob();
}

void TrainingPanel::evaluate() {
  if (!m_finishedRun.isEmpty()) m_job->evaluate(m_finishedRun);
}

void TrainingPanel::openFocused() {
  if (!m_finishedRun.isEmpty()) m_session.openRun(m_finishedRun.toStdString());
}

QString TrainingPanel::whyNoTable() const {
  if (m_job->running()) return tr("Table 1 waits until what runs here has ended");
  if (const QString problem = tableProblem(m_form->problems()); !problem.isEmpty())
    return tr("Table 1 takes this from the form, where it is wrong. %1").arg(problem);
  return m_form->storeFacts() ? QString() : tr("Table 1 waits until the store has been read");
}

void TrainingPanel::showTable() {
  m_runs->showTable();
}

void TrainingPanel::makeTableOne() {
  if (!whyNoTable().isEmpty()) return;
  auto* dialog = new SweepDialog(paramsOf(m_form->draft()), m_runs->model().summaries(), this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QDialog::accepted, this, [this, dialog] {
    m_finishedRun.clear();
    m_form->remember();
    m_runs->setFolder(dialog->folder());
    m_job->sweep(dialog->arguments(), dialog->time().training);
  });
  dialog->open();
}

void TrainingPanel::followSession() {
  if (!m_session.run()) return;
  const train::RunInfo& info = m_session.run()->info();
  const QString run = QFileInfo(QString::fromStdString(info.run.string())).absoluteFilePath();
  if (m_job->running()) return;  // the person watches that one
  m_form->setStore(QString::fromStdString(info.store.string()));
  m_form->setFolder(folderForRunsLike(run));
  selectRun(run);
}

void TrainingPanel::useSettings() {
  const QString run = m_runs->selectedRun();
  if (const train::RunSummary* summary = m_runs->model().summary(run))
    m_form->takeSettings(summary->run.params, folderForRunsLike(run));
}

void TrainingPanel::selectRun(const QString& run) {
  m_runs->setFolder(folderOf(run));
  m_runs->select(run);
  m_job->focus(run);
}

/// With nothing open there is no brain to show epochs in: the run itself is opened as soon as it has one.
void TrainingPanel::openFirstEpoch(const QString& run) {
  if (!m_session.run() && m_session.tasks().idle(Lane::Open)) m_session.openRun(run.toStdString());
}

void TrainingPanel::onWorkDone(TrainingJob::Work work, const QString& run) {
  if (work != TrainingJob::Work::Sweep) m_finishedRun = run;
  m_form->check();
  followJob();
}

/// The form may go on with another run when this one is there.
void TrainingPanel::nameNext() {
  if (m_job->running()) return;
  if (m_job->work() == TrainingJob::Work::Train && runFolder(m_form->draft()) == m_job->runInWork()) {
    const QSignalBlocker noCorrection(m_form);  // followJob() comes next
    m_form->passName();
  }
  m_ended = wordsOf(m_form->draft());
}

void TrainingPanel::forgetFailure() {
  if (wordsOf(m_form->draft()) != m_ended) m_job->forgetFailure();
}

void TrainingPanel::followJob() {
  const bool running = m_job->running();
  const bool offers = !running && !m_finishedRun.isEmpty();
  m_start->setEnabled(canStart());
  m_stop->setEnabled(running && !m_hold.isActive());
  m_stop->setText(m_job->stopText());
  m_stop->setToolTip(m_job->stopTip());
  const QString whyNot = whyNotResumable();
  m_resume->setEnabled(whyNot.isEmpty());
  const QString name = QFileInfo(m_job->focusedRun()).fileName();
  const train::RunSummary* summary = m_runs->model().summary(m_job->focusedRun());
  const bool complete = whyNot.isEmpty() && summary && summary->state == train::RunState::Complete;
  m_resume->setText(complete ? tr("More epochs…") : tr("Resume"));
  m_resume->setToolTip(!whyNot.isEmpty() ? whyNot
                       : complete        ? tr("Train %1, which is complete, for more epochs").arg(name)
                                         : tr("Go on with %1 from its last finished epoch").arg(name));
  const QString noTable = whyNoTable();
  m_table->setEnabled(noTable.isEmpty());
  m_table->setToolTip(noTable.isEmpty() ? tr("Every head with every penalty, as in the report") : noTable);
  m_evaluate->setVisible(offers && m_job->work() == TrainingJob::Work::Train);
  m_open->setVisible(offers);
  m_showTable->setVisible(m_job->work() == TrainingJob::Work::Sweep && m_runs->hasTable() &&
                          m_job->process().state() == CommandProcess::State::Done);
  m_bar->setVisible(running);
  if (m_job->fractionDone() >= 0) {
    m_bar->setRange(0, 1000);
    m_bar->setValue(static_cast<int>(1000 * m_job->fractionDone()));
  } else {
    m_bar->setRange(0, 0);
  }
  QString status = m_job->statusText();
  if (status.isEmpty() && summary && summary->state == train::RunState::Stopped) status = whyNot;
  const bool bad = m_job->process().state() == CommandProcess::State::Failed ||
                   m_job->process().state() == CommandProcess::State::Crashed;
  const QStringList advice = this->advice();
  m_status->setWordings(advice.isEmpty() ? QStringList{status} : advice);
  showStatusLine();
  m_status->setForegroundRole(bad ? QPalette::BrightText : QPalette::WindowText);
  showCommand();
  Q_EMIT changed();
}

void TrainingPanel::showStatusLine() {
  const bool said = !m_status->text().isEmpty() || m_job->running() || !m_open->isHidden();
  m_statusLine->setVisible(said || height() >= scaledPixels(kLow));
}

void TrainingPanel::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  showStatusLine();
}

void TrainingPanel::showCommand() {
  const QString text = command();
  m_command->setText(text.isEmpty() ? tr("The command line appears when the form is complete") : text);
  m_copy->setEnabled(!text.isEmpty());
}

}  // namespace vxs::ui
