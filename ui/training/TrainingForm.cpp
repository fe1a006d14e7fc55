#include "ui/training/TrainingForm.h"

#include "ui/session/TaskRunner.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/WrappedLabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace vxs::ui {

namespace {

/// A path that a label may break after every folder.
QString breakable(QString path) {
  return path.replace(QLatin1Char('/'), QStringLiteral("/\u200b"));
}

QString word(const std::string& text) {
  return QString::fromStdString(text);
}

void choose(QComboBox& box, const std::string& text) {
  box.setCurrentIndex(std::max(0, box.findText(word(text))));
}

}  // namespace

TrainingForm::TrainingForm(TaskRunner& tasks, QWidget* parent)
    : QWidget(parent),
      m_tasks(tasks),
      m_presets(trainingPresets()),
      m_storeText(new WrappedLabel),
      m_target(new WrappedLabel) {
  auto* form = new QFormLayout(this);
  form->setContentsMargins(4, 4, 8, 4);
  form->setVerticalSpacing(5);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  m_preset = new QComboBox;
  m_preset->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_preset->setMinimumContentsLength(8);
  m_preset->setPlaceholderText(tr("As a run"));
  for (const TrainingPreset& preset : m_presets) {
    m_preset->addItem(preset.name);
    m_preset->setItemData(m_preset->count() - 1, preset.tip, Qt::ToolTipRole);
  }
  form->addRow(tr("Preset"), m_preset);
  makePlaces(*form);
  makeModel(*form);
  makeOptimisation(*form);
  connect(m_preset, &QComboBox::activated, this, &TrainingForm::applyPreset);
  applyPreset(0);
}

QWidget* TrainingForm::withReason(TrainingField field, QWidget* input, QWidget* shown) {
  auto* box = new QWidget;
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(1);
  column->addWidget(shown);
  auto* reason = new WrappedLabel;
  setTextRole(*reason, TextRole::Warning);
  reason->hide();
  column->addWidget(reason);
  m_rows[field] = {input, reason};
  return box;
}

QWidget* TrainingForm::withChooser(QLineEdit* edit, const QString& title) {
  auto* box = new QWidget;
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(edit, 1);
  auto* button = new QToolButton;
  button->setText(QStringLiteral("…"));
  button->setToolTip(title);
  button->setAccessibleName(title);
  connect(button, &QToolButton::clicked, this, [this, edit, title] {
    const QString folder = QFileDialog::getExistingDirectory(this, title, edit->text());
    if (!folder.isEmpty()) edit->setText(folder);
  });
  row->addWidget(button);
  return box;
}

QComboBox* TrainingForm::addChoice(QFormLayout& form, const QString& label, const QStringList& words,
                                   const QString& tip) {
  auto* box = new QComboBox;
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(8);
  box->addItems(words);
  box->setToolTip(tip);
  box->setAccessibleName(label);
  connect(box, &QComboBox::currentTextChanged, this, &TrainingForm::edited);
  form.addRow(label, box);
  return box;
}

QLineEdit* TrainingForm::addField(QFormLayout& form, TrainingField field, const QString& label,
                                  const QString& tip) {
  auto* edit = new QLineEdit;
  edit->setToolTip(tip);
  edit->setAccessibleName(label);
  connect(edit, &QLineEdit::textChanged, this, &TrainingForm::edited);
  form.addRow(label, withReason(field, edit, edit));
  return edit;
}

void TrainingForm::makePlaces(QFormLayout& form) {
  m_store = new QLineEdit;
  m_store->setAccessibleName(tr("Store"));
  m_store->setToolTip(tr("Folder that “voxelscope-cli prepare” wrote: responses and features"));
  form.addRow(tr("Store"),
              withReason(TrainingField::Store, m_store, withChooser(m_store, tr("Choose a store"))));
  setTextRole(*m_storeText, TextRole::Hint);
  form.addRow(QString(), m_storeText);
  connect(m_store, &QLineEdit::textChanged, this, &TrainingForm::readStore);
  m_folder = new QLineEdit;
  m_folder->setAccessibleName(tr("Folder for runs"));
  m_folder->setObjectName(QStringLiteral("runsFolder"));
  form.addRow(tr("Into"),
              withReason(TrainingField::Folder, m_folder, withChooser(m_folder, tr("Choose where runs go"))));
  m_target->setObjectName(QStringLiteral("runFolder"));
  setTextRole(*m_target, TextRole::Hint);
  form.addRow(QString(), m_target);
  connect(m_folder, &QLineEdit::textChanged, this, &TrainingForm::edited);
  m_name = addField(form, TrainingField::Name, tr("Run"),
                    tr("Name of the run's folder: letters a to z, digits, “-”, “_” and “.”"));
  connect(m_name, &QLineEdit::textEdited, this, [this] { m_nameTyped = true; });
}

void TrainingForm::makeModel(QFormLayout& form) {
  m_head = addChoice(form, tr("Head"), {"mlp", "siren", "cnn", "ridge"},
                     tr("The network from features to voxels"));
  m_features = new QComboBox;
  m_features->addItems({"multimodal", "image"});
  m_features->setAccessibleName(tr("Features"));
  m_features->setToolTip(tr("BLIP's features of picture and caption together, or of the picture alone"));
  connect(m_features, &QComboBox::currentTextChanged, this, &TrainingForm::edited);
  form.addRow(tr("Features"), withReason(TrainingField::Features, m_features, m_features));
  m_split = addChoice(form, tr("Split"), {"shared", "random"},
                      tr("shared: test on NSD's shared 1000 images; random: 80/10/10. Always by image"));
  m_hidden = addField(form, TrainingField::Hidden, tr("Hidden units"), tr("0: the head's own number"));
  m_siren =
      addChoice(form, tr("SIREN form"), {"lucid", "official"}, tr("Initialisation and scaling of the sines"));
  m_readout = addChoice(form, tr("Readout"), {"joined", "dense"},
                        tr("How queries become voxels. joined: the report's, neighbours share one readout; "
                           "dense: VISION's, a linear layer from every query to every voxel"));
  m_shuffle = new QCheckBox(tr("Control: wrong images"));
  m_shuffle->setToolTip(
      tr("Features of other images than the responses are to: what is learnt from a deranged assignment is "
         "learnt from nothing"));
  connect(m_shuffle, &QCheckBox::toggled, this, &TrainingForm::edited);
  form.addRow(m_shuffle);
}

void TrainingForm::makeOptimisation(QFormLayout& form) {
  m_loss = addChoice(form, tr("Loss"), {"mse", "l1", "smooth-l1"}, tr("Distance of predicted and measured"));
  m_penalty =
      addChoice(form, tr("Penalty"), {"none", "l1", "l2"}, tr("On the weights, not on the responses"));
  m_penaltyWeight =
      addField(form, TrainingField::PenaltyWeight, tr("Its weight"), tr("Factor of the penalty"));
  m_epochs = addField(form, TrainingField::Epochs, tr("Epochs"), tr("Passes through the training images"));
  m_patience = addField(form, TrainingField::Patience, tr("Patience"),
                        tr("Stop after so many epochs without a better validation score (r|r|/NC where there "
                           "is something to predict); 0: never"));
  m_batch = addField(form, TrainingField::Batch, tr("Batch"), tr("Images a step"));
  m_optimizer = addChoice(form, tr("Optimizer"), {"adamw", "adam"}, tr("How steps are made from gradients"));
  m_rate = addField(form, TrainingField::LearningRate, tr("Learning rate"),
                    tr("For example 1e-3; SIREN wants less"));
  m_seed = addField(form, TrainingField::Seed, tr("Seed"), tr("The same seed gives the same weights"));
}

void TrainingForm::applyPreset(int index) {
  train::TrainParams params = m_presets.at(static_cast<std::size_t>(index)).params;
  TrainingDraft filled = draftOf(params);
  const bool first = m_rate->text().isEmpty();
  if (!first) filled.seed = m_seed->text();
  filled.choices.features = m_features->currentText().toStdString();
  filled.choices.split = m_split->currentText().toStdString();
  filled.store = m_store->text();
  filled.folder = m_folder->text();
  m_nameTyped = false;
  m_preset->setToolTip(m_presets[static_cast<std::size_t>(index)].tip);
  setDraft(filled);
}

void TrainingForm::takeSettings(const train::TrainParams& params, const QString& folder) {
  TrainingDraft filled = draftOf(params);
  filled.folder = folder;
  m_nameTyped = false;
  m_preset->setCurrentIndex(-1);
  m_preset->setToolTip({});
  setDraft(filled);
  for (QLineEdit* place : {m_store, m_folder}) place->home(false);  // a long path is read from its beginning
}

TrainingDraft TrainingForm::draft() const {
  TrainingDraft draft;
  train::TrainParams& p = draft.choices;
  p.head = m_head->currentText().toStdString();
  p.features = m_features->currentText().toStdString();
  p.loss = m_loss->currentText().toStdString();
  p.penalty = m_penalty->currentText().toStdString();
  p.split = m_split->currentText().toStdString();
  p.optimizer = m_optimizer->currentText().toStdString();
  p.sirenConvention = m_siren->currentText().toStdString();
  p.readout = m_readout->currentText().toStdString();
  p.shuffleImages = m_shuffle->isChecked();
  draft.store = m_store->text();
  draft.folder = m_folder->text();
  draft.name = m_name->text();
  draft.penaltyWeight = m_penaltyWeight->text();
  draft.learningRate = m_rate->text();
  draft.epochs = m_epochs->text();
  draft.batch = m_batch->text();
  draft.hidden = m_hidden->text();
  draft.patience = m_patience->text();
  draft.seed = m_seed->text();
  return draft;
}

void TrainingForm::setDraft(const TrainingDraft& draft) {
  m_filling = true;
  const train::TrainParams& p = draft.choices;
  choose(*m_head, p.head);
  choose(*m_features, p.features);
  choose(*m_loss, p.loss);
  choose(*m_penalty, p.penalty);
  choose(*m_split, p.split);
  choose(*m_optimizer, p.optimizer);
  choose(*m_siren, p.sirenConvention);
  choose(*m_readout, p.readout);
  m_shuffle->setChecked(p.shuffleImages);
  m_store->setText(draft.store);
  m_folder->setText(draft.folder);
  if (!draft.name.isEmpty()) {
    m_name->setText(draft.name);
    m_nameTyped = true;
  }
  m_penaltyWeight->setText(draft.penaltyWeight);
  m_rate->setText(draft.learningRate);
  m_epochs->setText(draft.epochs);
  m_batch->setText(draft.batch);
  m_hidden->setText(draft.hidden);
  m_patience->setText(draft.patience);
  m_seed->setText(draft.seed);
  m_filling = false;
  edited();
}

void TrainingForm::setFolder(const QString& folder) {
  m_folder->setText(folder);
  m_folder->home(false);  // a long path is read from its beginning
}

void TrainingForm::setStore(const QString& store) {
  m_store->setText(store);
  m_store->home(false);
}

QString TrainingForm::store() const {
  return m_store->text();
}

QString TrainingForm::folder() const {
  return m_folder->text();
}

void TrainingForm::renewName() {
  if (m_nameTyped || m_folder->text().isEmpty()) return;
  const QSignalBlocker blocker(m_name);
  m_name->setText(freeRunName(m_folder->text(), draft().choices));
}

void TrainingForm::passName() {
  const bool taken = QFileInfo::exists(runFolder(draft()) + QStringLiteral("/run.json"));
  check();
  if (taken && m_problems.contains(TrainingField::Name))
    m_name->setText(nextRunName(m_folder->text(), m_name->text()));
}

void TrainingForm::readStore() {
  m_facts.reset();
  m_storeProblem.clear();
  m_readingStore = !m_store->text().trimmed().isEmpty();
  edited();
  if (!m_readingStore) return;
  m_tasks.run(
      this, {Lane::Data, {}, QStringLiteral("training-store"), true, true},
      [store = m_store->text().trimmed().toStdString()](Progress&) { return readStoreFacts(store); },
      [this, store = m_store->text()](const StoreFacts& facts) {
        if (store != m_store->text()) return;
        m_facts = facts;
        m_readingStore = false;
        edited();
      },
      [this, store = m_store->text()](const QString& message) {
        if (store != m_store->text() || message.isEmpty()) return;
        m_storeProblem = message;
        m_readingStore = false;
        edited();
      });
}

void TrainingForm::edited() {
  if (m_filling) return;
  renewName();
  check();
}

void TrainingForm::check() {
  const bool ridge = m_head->currentText() == QLatin1String("ridge");
  for (QWidget* input : std::initializer_list<QWidget*>{m_loss, m_penalty, m_epochs, m_patience, m_batch,
                                                        m_optimizer, m_rate, m_hidden})
    input->setEnabled(!ridge);
  m_penaltyWeight->setEnabled(!ridge && m_penalty->currentText() != QLatin1String("none"));
  m_siren->setEnabled(m_head->currentText() == QLatin1String("siren"));
  m_readout->setEnabled(choosesReadout(m_head->currentText().toStdString()));
  m_problems = problemsOf(draft(), m_facts);
  if (m_readingStore) {
    m_problems.erase(TrainingField::Store);
    m_problems.erase(TrainingField::Features);
  } else if (!m_storeProblem.isEmpty() && m_problems.contains(TrainingField::Store)) {
    m_problems[TrainingField::Store] = m_storeProblem;
  }
  showProblems();
  Q_EMIT changed();
}

void TrainingForm::showProblems() {
  for (auto& [field, row] : m_rows) {
    const auto found = m_problems.find(field);
    const bool wrong = found != m_problems.end();
    row.reason->setVisible(wrong);
    row.reason->setText(wrong ? found->second : QString());
    if (row.input->property("wrong").toBool() == wrong) continue;
    row.input->setProperty("wrong", wrong);
    row.input->setStyleSheet(wrong ? QStringLiteral("border: 1px solid #d9822b; border-radius: 4px;")
                                   : QString());
  }
  const TrainingDraft present = draft();
  const QString target = runFolder(present);
  m_folder->setToolTip(tr("Where the run's own folder is made: %1").arg(target));
  // an absolute place says itself where it is
  m_target->setVisible(!present.folder.trimmed().isEmpty() && QDir::isRelativePath(present.folder.trimmed()));
  m_target->setText(tr("The run is written to %1").arg(breakable(target)));
  QString text;
  if (m_readingStore) text = tr("reading…");
  if (m_facts) {
    text = tr("subj%1, mask %2, %L3 voxels, %L4 trials")
               .arg(m_facts->subject, 2, 10, QLatin1Char('0'))
               .arg(m_facts->mask)
               .arg(m_facts->voxels)
               .arg(m_facts->trials);
    if (!m_facts->encoder.isEmpty()) text += tr("; features of %1").arg(m_facts->encoder);
    if (m_facts->synthetic) text += tr("; SYNTHETIC SUBJECT");
  }
  m_storeText->setText(text);
  m_storeText->setVisible(!text.isEmpty());
}

}  // namespace vxs::ui
