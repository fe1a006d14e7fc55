#include "ui/training/RunsTable.h"

#include "ui/training/SweepTableDialog.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Theme.h"

#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMessageBox>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStandardPaths>
#include <QTableView>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace vxs::ui {

namespace {
constexpr int kAgainMs = 4000;  ///< other programs train here too
}

RunsTable::RunsTable(TrainingJob& job, QWidget* parent)
    : WrappedColumn(parent),
      m_job(job),
      m_model(new RunsModel(this)),
      m_sorted(new QSortFilterProxyModel(this)),
      m_view(new QTableView),
      m_place(new ElidedLabel) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  auto* top = new QHBoxLayout;
  m_place->setForegroundRole(QPalette::PlaceholderText);
  m_place->setElide(Qt::ElideMiddle);
  top->addWidget(m_place, 1);
  auto* choose = new QPushButton(tr("Folder…"));
  choose->setToolTip(tr("Show the runs of another folder"));
  connect(choose, &QPushButton::clicked, this, &RunsTable::chooseFolder);
  m_table = new QPushButton(tr("Show table"));
  m_table->setObjectName(QStringLiteral("showTable"));
  m_table->setToolTip(tr("Table 1 of this folder: accuracy by penalty and head"));
  m_table->hide();
  connect(m_table, &QPushButton::clicked, this, &RunsTable::showTable);
  top->addWidget(m_table);
  top->addWidget(choose);
  column->addLayout(top);
  makeTable();
  column->addWidget(m_view, 1);
  auto* row = new FlowLayout;
  for (QPushButton* button :
       {addButton(tr("Open"), tr("Open this run in the window"), &RunsTable::open),
        addButton(tr("As second"), tr("Show its prediction beside the open run's"), &RunsTable::openSecond),
        addButton(tr("Evaluate"), tr("Judge this run on its test images"), &RunsTable::evaluate),
        m_settings = addButton(tr("Use settings"), tr("Fill the form with what this run was trained with"),
                               &RunsTable::settings),
        m_reveal = addButton(tr("Show folder"), tr("Show its files"), &RunsTable::reveal),
        m_discard = addButton(tr("Discard…"), {}, &RunsTable::discard)})
    row->addWidget(button);
  m_evaluate = m_buttons[2];
  m_settings->setObjectName(QStringLiteral("useSettings"));
  m_discard->setObjectName(QStringLiteral("discardRun"));
  column->addLayout(row);
  connect(&m_job, &TrainingJob::stateChanged, this, &RunsTable::rescan);
  connect(&m_job, &TrainingJob::stateChanged, this, &RunsTable::enable);
  connect(&m_job, &TrainingJob::epochEnded, this, &RunsTable::rescan);
  connect(&m_job.session(), &Session::runChanged, this, &RunsTable::enable);
  connect(&m_job.session(), &Session::secondRunChanged, this, &RunsTable::enable);
  connect(m_model, &RunsModel::summariesChanged, this, [this] {
    if (!m_wanted.isEmpty()) select(m_wanted);
    sizeColumns();
    enable();
  });
  connect(&m_again, &QTimer::timeout, this, [this] {
    if (isVisible()) rescan();
  });
  m_again.start(kAgainMs);
  enable();
}

void RunsTable::makeTable() {
  m_sorted->setSourceModel(m_model);
  m_sorted->setSortRole(RunsModel::SortRole);
  m_view->setModel(m_sorted);
  m_view->setSortingEnabled(true);
  m_view->sortByColumn(RunsModel::Name, Qt::AscendingOrder);
  m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_view->setSelectionMode(QAbstractItemView::SingleSelection);
  m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_view->setAlternatingRowColors(true);
  m_view->setShowGrid(false);
  m_view->verticalHeader()->hide();
  followFont(*m_view, [this] {
    m_view->verticalHeader()->setDefaultSectionSize(scaledPixels(22));
    m_sized = false;
    sizeColumns();
  });
  connect(m_view->horizontalHeader(), &QHeaderView::sectionResized, this, [this](int column) {
    if (!m_sizing && column != RunsModel::ColumnCount - 1) m_chosenWidths.insert(column);
  });
  m_view->horizontalHeader()->setStretchLastSection(true);
  m_view->horizontalHeader()->setHighlightSections(false);
  m_view->setObjectName(QStringLiteral("runs"));
  m_view->setAccessibleName(tr("Runs"));
  m_view->setToolTip(tr("Check runs to lay their curves over those of the selected one"));
  connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
    if (!selectedRun().isEmpty()) m_wanted.clear();  // the person's choice counts
    enable();
    Q_EMIT selectionChanged();
  });
  connect(m_view, &QTableView::doubleClicked, this, [this] { open(); });
}

QPushButton* RunsTable::addButton(const QString& text, const QString& tip, void (RunsTable::*slot)()) {
  auto* button = new QPushButton(text);
  button->setToolTip(tip);
  connect(button, &QPushButton::clicked, this, slot);
  m_buttons.push_back(button);
  return button;
}

void RunsTable::setFolder(const QString& folder) {
  if (folder == m_folder) return;
  m_folder = folder;
  m_hasTable = false;
  m_table->hide();
  m_model->keepOnly({});
  m_sized = false;
  m_place->setText(folder);
  rescan();
  Q_EMIT folderChanged();
}

void RunsTable::rescan() {
  if (m_folder.isEmpty()) return;
  TaskRunner& tasks = m_job.session().tasks();
  tasks.run(
      this, {Lane::Data, {}, QStringLiteral("runs"), false, true},
      [folder = m_folder](Progress&) {
        return std::pair(train::runsIn(folder.toStdString()), holdsSweepTable(folder));
      },
      [this, folder = m_folder, &tasks](const auto& found) {
        if (folder != m_folder) return;
        const std::vector<std::filesystem::path>& runs = found.first;
        if (m_hasTable != found.second) {
          m_hasTable = found.second;
          m_table->setVisible(m_hasTable);
          Q_EMIT tableChanged();
        }
        m_model->keepOnly(runs);
        for (const std::filesystem::path& run : runs) {
          const QString name = QString::fromStdString(run.string());
          tasks.run(
              this, {Lane::Data, {}, QStringLiteral("run:") + name, false, true},
              [run](Progress&) { return train::summariseRun(run); },
              [this, folder](const train::RunSummary& summary) {
                if (folder == m_folder) m_model->setSummary(summary);
              },
              [this, folder, name](const QString& message) {
                if (folder == m_folder && !message.isEmpty()) m_model->setUnreadable(name, message);
              });
        }
      });
}

void RunsTable::showTable() {
  m_job.session().tasks().run(
      this, {Lane::Data, tr("Reading the table"), QStringLiteral("table1"), false, false},
      [folder = m_folder](Progress&) { return readSweepTable(folder); },
      [this, folder = m_folder](SweepTable table) {
        auto* dialog = new SweepTableDialog(folder, std::move(table), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
      });
}

QString RunsTable::selectedRun() const {
  const QModelIndex current = m_view->currentIndex();
  return current.isValid() ? current.siblingAtColumn(0).data(RunsModel::PathRole).toString() : QString();
}

void RunsTable::select(const QString& run) {
  m_wanted = run;
  for (int row = 0; row < m_sorted->rowCount(); ++row) {
    const QModelIndex index = m_sorted->index(row, 0);
    if (index.data(RunsModel::PathRole).toString() != run) continue;
    m_wanted.clear();
    m_view->selectRow(row);
    return;
  }
}

void RunsTable::chooseFolder() {
  const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of runs"), m_folder);
  if (folder.isEmpty()) return;
  setFolder(folder);
  Q_EMIT folderChosen();
}

void RunsTable::reveal() {
  QDesktopServices::openUrl(QUrl::fromLocalFile(selectedRun()));
}

QString RunsTable::whyKept() const {
  const QString run = selectedRun();
  if (run.isEmpty()) return tr("No run is selected");
  const auto isOpen = [&run](const std::shared_ptr<const RunSource>& open) {
    return open && QFileInfo(QString::fromStdString(open->info().run.string())) == QFileInfo(run);
  };
  if (isOpen(m_job.session().run()) || isOpen(m_job.session().secondRun()))
    return tr("This run is open in the window");
  const train::RunSummary* summary = m_model->summary(run);
  if ((m_job.running() && m_job.runInWork() == run) ||
      (summary && summary->state == train::RunState::Running))
    return tr("This run is being trained");
  return {};
}

void RunsTable::discard() {
  const QString run = selectedRun(), name = QFileInfo(run).fileName();
  if (!whyKept().isEmpty()) return;
  auto* question = new QMessageBox(QMessageBox::Question, tr("Discard a run"),
                                   tr("Move the run %1 to the trash?").arg(name), QMessageBox::Cancel, this);
  question->setObjectName(QStringLiteral("discardQuestion"));
  question->setInformativeText(
      tr("With it go its weights, its curves and its evaluation. Sessions and figures that were made with it "
         "can no longer be opened until it is back.\n%1")
          .arg(run));
  question->addButton(tr("Move to trash"), QMessageBox::AcceptRole);
  question->setAttribute(Qt::WA_DeleteOnClose);
  connect(question, &QMessageBox::buttonClicked, this, [this, question, run, name](QAbstractButton* button) {
    if (question->buttonRole(button) != QMessageBox::AcceptRole) return;
    if (selectedRun() != run || !whyKept().isEmpty()) return;  // opened or resumed meanwhile
    // without this folder Qt 6.4 makes a trash where the program was started
    QDir().mkpath(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation));
    if (!QFile::moveToTrash(run))
      Q_EMIT m_job.session().tasks().failed(
          tr("Discarding %1").arg(name),
          tr("%1: the system has no trash for it, or it may not be moved; nothing was deleted").arg(run));
    rescan();
  });
  question->open();
}

void RunsTable::enable() {
  const train::RunSummary* summary = m_model->summary(selectedRun());
  const bool trained = summary && (summary->run.finished || !summary->run.history.empty());
  for (QPushButton* button : m_buttons) button->setEnabled(trained);
  m_settings->setEnabled(summary);
  m_reveal->setEnabled(!selectedRun().isEmpty());
  const QString kept = whyKept();
  m_discard->setEnabled(kept.isEmpty());
  m_discard->setToolTip(kept.isEmpty() ? tr("Move this run's folder to the trash") : kept);
  m_evaluate->setEnabled(trained && !m_job.running());
}

/// To what is in them, again when that becomes wider ("running", "stopped, no epoch"), but for those that a
/// person has given a width.
void RunsTable::sizeColumns() {
  if (m_model->rowCount() == 0) return;
  m_sizing = true;
  const QAbstractItemView& view = *m_view;
  for (int column = 0; column < RunsModel::ColumnCount; ++column) {
    if (m_chosenWidths.contains(column)) continue;
    const int wanted =
        std::max(view.sizeHintForColumn(column), m_view->horizontalHeader()->sectionSizeHint(column));
    if (!m_sized || wanted > m_view->columnWidth(column)) m_view->setColumnWidth(column, wanted);
  }
  m_sizing = false;
  m_sized = m_job.session().tasks().idle(Lane::Data);  // the last of the folder's runs to be read
}

void RunsTable::showEvent(QShowEvent* event) {
  WrappedColumn::showEvent(event);
  rescan();
}

}  // namespace vxs::ui
