#include "ui/training/RunsTable.h"

#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Theme.h"

#include <QDesktopServices>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QUrl>
#include <QVBoxLayout>

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
  top->addWidget(choose);
  column->addLayout(top);
  makeTable();
  column->addWidget(m_view, 1);
  auto* row = new FlowLayout;
  for (QPushButton* button :
       {addButton(tr("Open"), tr("Open this run in the window"), &RunsTable::open),
        addButton(tr("As second"), tr("Show its prediction beside the open run's"), &RunsTable::openSecond),
        addButton(tr("Evaluate"), tr("Judge this run on its test images"), &RunsTable::evaluate),
        addButton(tr("Show folder"), tr("Show its files"), &RunsTable::reveal)})
    row->addWidget(button);
  m_evaluate = m_buttons[2];
  column->addLayout(row);
  connect(&m_job, &TrainingJob::stateChanged, this, &RunsTable::rescan);
  connect(&m_job, &TrainingJob::epochEnded, this, &RunsTable::rescan);
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
  followFont(*m_view, [this] { m_view->verticalHeader()->setDefaultSectionSize(scaledPixels(22)); });
  m_view->horizontalHeader()->setStretchLastSection(true);
  m_view->horizontalHeader()->setHighlightSections(false);
  m_view->setObjectName(QStringLiteral("runs"));
  m_view->setAccessibleName(tr("Runs"));
  m_view->setToolTip(tr("Check runs to lay their curves over those of the selected one"));
  connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
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
      [folder = m_folder.toStdString()](Progress&) { return train::runsIn(folder); },
      [this, folder = m_folder, &tasks](const std::vector<std::filesystem::path>& runs) {
        if (folder != m_folder) return;
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
  if (!folder.isEmpty()) setFolder(folder);
}

void RunsTable::reveal() {
  QDesktopServices::openUrl(QUrl::fromLocalFile(selectedRun()));
}

void RunsTable::enable() {
  const train::RunSummary* summary = m_model->summary(selectedRun());
  const bool trained = summary && (summary->run.finished || !summary->run.history.empty());
  for (QPushButton* button : m_buttons) button->setEnabled(trained);
  m_buttons.back()->setEnabled(!selectedRun().isEmpty());
  m_evaluate->setEnabled(trained && !m_job.running());
}

void RunsTable::sizeColumns() {
  if (m_sized || m_model->rowCount() == 0) return;
  m_view->resizeColumnsToContents();
  // the last of the folder's runs to be read decides; afterwards the widths are the person's
  m_sized = m_job.session().tasks().idle(Lane::Data);
}

void RunsTable::showEvent(QShowEvent* event) {
  WrappedColumn::showEvent(event);
  rescan();
}

}  // namespace vxs::ui
