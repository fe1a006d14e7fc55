#include "ui/training/SweepDialog.h"

#include "ui/training/SweepFolder.h"
#include "ui/training/TrainingSettings.h"
#include "ui/widgets/Settings.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/WrappedLabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>

namespace vxs::ui {

namespace {

QStringList wordsOf(const std::vector<QCheckBox*>& boxes) {
  QStringList words;
  for (const QCheckBox* box : boxes)
    if (box->isChecked()) words << box->text();
  return words;
}

const QString kHeads = QStringLiteral("table1/heads"), kPenalties = QStringLiteral("table1/penalties"),
              kEpochs = QStringLiteral("table1/epochs"), kMetric = QStringLiteral("table1/metric"),
              kMask = QStringLiteral("table1/mask");

QString checked(const std::vector<QCheckBox*>& boxes) {
  return wordsOf(boxes).join(QLatin1Char(','));
}

}  // namespace

SweepDialog::SweepDialog(const train::TrainParams& base, std::vector<train::RunSummary> trained,
                         QWidget* parent)
    : QDialog(parent), m_base(base), m_trained(std::move(trained)) {
  setObjectName(QStringLiteral("sweep"));
  setWindowTitle(tr("Table 1: every head with every penalty"));
  auto* form = new QFormLayout(this);
  auto* heads = new QWidget;
  const QStringList all{"mlp", "siren", "cnn", "ridge"};
  m_heads = makeChecks(all, Settings().value(kHeads, all).toStringList(), heads);
  form->addRow(tr("Heads"), heads);
  auto* penalties = new QWidget;
  m_penalties = makeChecks({"none", "l1", "l2"},
                           Settings().value(kPenalties, QStringList{"l1", "l2"}).toStringList(), penalties);
  form->addRow(tr("Penalties"), penalties);
  m_epochs = new QSpinBox;
  m_epochs->setObjectName(QStringLiteral("sweepEpochs"));
  m_epochs->setRange(1, 1'000'000);
  m_epochs->setValue(m_base.epochs = Settings().value(kEpochs, m_base.epochs).toInt());
  m_epochs->setToolTip(tr("Passes through the training images, of every head but ridge, which has none"));
  form->addRow(tr("Epochs"), m_epochs);
  m_metric = new QComboBox;
  m_metric->addItems({"report", "vision", "algonauts"});
  m_metric->setCurrentText(Settings().value(kMetric).toString());
  m_metric->setToolTip(tr("How accuracy is computed and which voxels are dropped"));
  form->addRow(tr("Metric"), m_metric);
  m_mask = new QLineEdit(Settings().value(kMask).toString());
  m_mask->setPlaceholderText(tr("every voxel of the store, or an atlas such as nsdgeneral, or a NIfTI file"));
  form->addRow(tr("Judged voxels"), m_mask);
  m_folder = new QLineEdit(m_proposed = proposal());
  m_folder->setObjectName(QStringLiteral("sweepFolder"));
  form->addRow(tr("Into"), m_folder);
  auto* rest =
      new QLabel(tr("Each cell is a run of its own with the form's loss, batch, learning rate, readout, "
                    "split and seed, trained and judged one after the other. A folder with finished cells is "
                    "gone on with."));
  rest->setWordWrap(true);
  setTextRole(*rest, TextRole::Hint);
  form->addRow(rest);
  m_time = new WrappedLabel;
  m_time->setObjectName(QStringLiteral("sweepTime"));
  m_time->setAlignment(Qt::AlignLeft | Qt::AlignTop);
  form->addRow(tr("Time"), m_time);
  m_command = new QPlainTextEdit;
  m_command->setReadOnly(true);
  m_command->setFixedHeight(72);
  m_command->setAccessibleName(tr("The same on the command line"));
  form->addRow(tr("Command"), m_command);
  m_buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
  m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Make the table"));
  form->addRow(m_buttons);
  connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(m_epochs, &QSpinBox::valueChanged, this, &SweepDialog::takeEpochs);
  connect(m_metric, &QComboBox::currentTextChanged, this, &SweepDialog::check);
  connect(m_mask, &QLineEdit::textChanged, this, &SweepDialog::check);
  connect(m_folder, &QLineEdit::textChanged, this, &SweepDialog::check);
  resize(620, sizeHint().height());
  check();
}

std::vector<QCheckBox*> SweepDialog::makeChecks(const QStringList& words, const QStringList& chosen,
                                                QWidget* row) {
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  std::vector<QCheckBox*> boxes;
  for (const QString& word : words) {
    boxes.push_back(new QCheckBox(word));
    boxes.back()->setChecked(chosen.contains(word));
    connect(boxes.back(), &QCheckBox::toggled, this, &SweepDialog::check);
    layout->addWidget(boxes.back());
  }
  layout->addStretch();
  return boxes;
}

/// A folder for a table beside the form's run.
QString SweepDialog::proposal() const {
  return sweepFolderFor(QString::fromStdString((m_base.out.parent_path() / "table1").string()), settings());
}

QString SweepDialog::folder() const {
  const QString typed = m_folder->text().trimmed();
  return typed.isEmpty() ? QString() : QDir::cleanPath(QDir().absoluteFilePath(typed));
}

QStringList SweepDialog::arguments() const {
  QStringList words{QStringLiteral("sweep"), QString::fromStdString(m_base.store.string())};
  const auto add = [&words](const char* option, const QString& value) {
    words << QStringLiteral("--") + QLatin1String(option) << value;
  };
  add("heads", checked(m_heads));
  if (!checked(m_penalties).isEmpty()) add("penalties", checked(m_penalties));
  add("loss", QString::fromStdString(m_base.loss));
  add("penalty-weight", QString::number(m_base.penaltyWeight, 'g', 8));
  add("epochs", QString::number(m_base.epochs));
  add("batch", QString::number(m_base.batchSize));
  add("lr", QString::number(m_base.learningRate, 'g', 8));
  add("split", QString::fromStdString(m_base.split));
  if (m_base.readout != train::TrainParams().readout) add("readout", QString::fromStdString(m_base.readout));
  add("features", QString::fromStdString(m_base.features));
  add("metric", m_metric->currentText());
  if (!m_mask->text().trimmed().isEmpty()) add("mask", m_mask->text().trimmed());
  add("seed", QString::number(m_base.seed));
  add("out", folder());
  return words;
}

QJsonObject SweepDialog::settings() const {
  const auto text = [](const std::string& word) { return QString::fromStdString(word); };
  return {{QStringLiteral("store"), text(m_base.store.string())},
          {QStringLiteral("loss"), text(m_base.loss)},
          {QStringLiteral("penaltyWeight"), m_base.penaltyWeight},
          {QStringLiteral("epochs"), m_base.epochs},
          {QStringLiteral("batch"), m_base.batchSize},
          {QStringLiteral("learningRate"), m_base.learningRate},
          {QStringLiteral("split"), text(m_base.split)},
          {QStringLiteral("readout"), text(m_base.readout)},
          {QStringLiteral("features"), text(m_base.features)},
          {QStringLiteral("seed"), static_cast<double>(m_base.seed)},
          {QStringLiteral("metric"), m_metric->currentText()},
          {QStringLiteral("mask"), m_mask->text().trimmed()}};
}

void SweepDialog::accept() {
  const QStringList others = otherSettings(folder(), settings());
  if (others.isEmpty()) return go();
  const QString other = sweepFolderFor(folder(), settings());
  auto* question = new QMessageBox(
      QMessageBox::Question, windowTitle(),
      tr("%1 has a table that was made with other settings. Replace it?").arg(QFileInfo(folder()).fileName()),
      QMessageBox::Cancel, this);
  question->setObjectName(QStringLiteral("replaceTable"));
  question->setInformativeText(tr("It has %1. What is made now takes the place of its numbers.")
                                   .arg(others.join(QStringLiteral(", "))));
  auto* beside =
      question->addButton(tr("Into %1 instead").arg(QFileInfo(other).fileName()), QMessageBox::AcceptRole);
  auto* replace = question->addButton(tr("Replace"), QMessageBox::DestructiveRole);
  question->setDefaultButton(beside);
  question->setAttribute(Qt::WA_DeleteOnClose);
  connect(question, &QMessageBox::buttonClicked, this,
          [this, beside, replace, other](const QAbstractButton* button) {
            if (button == beside) m_folder->setText(other);
            if (button == beside || button == replace) go();
          });
  question->open();
}

/// One that was interrupted is gone on with by the same choices.
void SweepDialog::go() {
  Settings settings;
  settings.setValue(kHeads, wordsOf(m_heads));
  settings.setValue(kPenalties, wordsOf(m_penalties));
  settings.setValue(kEpochs, m_base.epochs);
  settings.setValue(kMetric, m_metric->currentText());
  settings.setValue(kMask, m_mask->text().trimmed());
  QDialog::accept();
}

SweepTime SweepDialog::time() const {
  return sweepTime(wordsOf(m_heads), wordsOf(m_penalties), m_base, m_trained,
                   finishedCells(folder(), settings()));
}

/// No row moves when a head or a penalty is chosen: the time has the room of all of them.
void SweepDialog::resizeEvent(QResizeEvent* event) {
  QDialog::resizeEvent(event);
  const auto all = [](const std::vector<QCheckBox*>& boxes) {
    QStringList words;
    for (const QCheckBox* box : boxes) words << box->text();
    return words;
  };
  SweepTime most = sweepTime(all(m_heads), all(m_penalties), m_base, m_trained, {});
  most.finished = most.trainings;
  const QString longest = sweepTimeText(most);
  const QRect room =
      m_time->fontMetrics().boundingRect(0, 0, m_time->width(), QWIDGETSIZE_MAX, Qt::TextWordWrap, longest);
  m_time->setMinimumHeight(room.height());
}

/// A table of other epochs is another table: it is proposed to go beside one that is there.
void SweepDialog::takeEpochs(int epochs) {
  m_base.epochs = epochs;
  if (m_folder->text() == m_proposed) m_folder->setText(m_proposed = proposal());
  check();
}

void SweepDialog::check() {
  m_command->setPlainText(shellCommand(arguments()));
  m_folder->setToolTip(folder());
  m_time->setText(sweepTimeText(time()));
  // ridge needs no penalty; every other head does
  const bool onlyRidge = checked(m_heads) == QLatin1String("ridge");
  const bool ready = !checked(m_heads).isEmpty() && (onlyRidge || !checked(m_penalties).isEmpty()) &&
                     !folder().isEmpty() && !QFileInfo(folder()).isFile();
  m_buttons->button(QDialogButtonBox::Ok)->setEnabled(ready);
}

}  // namespace vxs::ui
