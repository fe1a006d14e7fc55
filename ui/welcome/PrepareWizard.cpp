#include "ui/welcome/PrepareWizard.h"

#include "core/nsd/Dataset.h"
#include "ui/StatusProgress.h"
#include "ui/session/CommandLine.h"
#include "ui/widgets/FieldLabel.h"
#include "ui/workspace/RecentFiles.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>
#include <QWizardPage>

namespace vxs::ui {

namespace {

constexpr int kTypingPauseMs = 400;

/// A page that lets one go on when it is told to.
class GatedPage : public QWizardPage {
 public:
  bool isComplete() const override { return m_open; }
  void setOpen(bool open) {
    m_open = open;
    Q_EMIT completeChanged();
  }

 private:
  bool m_open = false;
};

void setOpen(QWizard& wizard, int page, bool open) {
  static_cast<GatedPage*>(wizard.page(page))->setOpen(open);
}

QString title() {
  return PrepareWizard::tr("Preparing the store");
}

QLabel* text(const QString& words = {}) {
  auto* label = new QLabel(words);
  label->setWordWrap(true);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return label;
}

QString describe(const workflow::InspectResult& found) {
  QStringList lines;
  if (found.synthetic) lines << PrepareWizard::tr("<b>SYNTHETIC</b> subject, made by Voxelscope.");
  for (const nsd::SubjectSummary& subject : found.subjects)
    lines << PrepareWizard::tr("subj%1: %2 sessions, %L3 trials of %L4 images, %5 atlases")
                 .arg(subject.subject, 2, 10, QLatin1Char('0'))
                 .arg(subject.sessions.size())
                 .arg(subject.trialCount)
                 .arg(subject.imageCount)
                 .arg(subject.rois.size());
  return lines.join(QStringLiteral("<br>"));
}

/// "b3: fithrf_GLMdenoise_RR, the cleanest"
QString betasName(const std::string& version) {
  const QString name = QString::fromStdString(version);
  if (version == "b1") return PrepareWizard::tr("%1: assumehrf, one response function for all").arg(name);
  if (version == "b2") return PrepareWizard::tr("%1: fithrf, a response function a voxel").arg(name);
  return PrepareWizard::tr("%1: fithrf_GLMdenoise_RR, denoised too, the cleanest").arg(name);
}

/// A line edit with a button that chooses.
QWidget* withButton(QLineEdit* line, QPushButton* button) {
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(line, 1);
  layout->addWidget(button);
  return row;
}

}  // namespace

PrepareWizard::PrepareWizard(TaskRunner& tasks, QWidget* parent) : QWizard(parent), m_tasks(tasks) {
  setObjectName(QStringLiteral("prepareWizard"));
  setWindowTitle(tr("Prepare a subject"));
  setWizardStyle(QWizard::ModernStyle);
  setOption(QWizard::NoBackButtonOnStartPage);
  setOption(QWizard::NoBackButtonOnLastPage);
  resize(640, 460);
  addPage(makeFolderPage());
  addPage(makeChoicePage());
  addPage(makeWorkPage());
  connect(this, &QWizard::currentIdChanged, this, [this](int page) {
    if (page == 2) m_command->setText(command());
  });
  connect(&tasks, &TaskRunner::statusChanged, this, [this](const TaskStatus& status) {
    if (status.title != title() || !m_stop->isVisible()) return;
    m_state->setText(StatusProgress::describe(status));
    m_bar->setRange(0, status.total > 0 ? 1000 : 0);
    if (status.total > 0) m_bar->setValue(static_cast<int>(1000 * status.done / status.total));
  });
  connect(this, &QDialog::rejected, this, [this] { m_tasks.cancel(QStringLiteral("prepare")); });
}

QWizardPage* PrepareWizard::makeFolderPage() {
  auto* page = new GatedPage;
  page->setTitle(tr("1. Which folder?"));
  page->setSubTitle(tr("The folder that holds nsddata, nsddata_betas and nsddata_stimuli."));
  m_folder = new QLineEdit;
  m_folder->setObjectName(QStringLiteral("datasetFolder"));
  m_folder->setAccessibleName(tr("Folder of the dataset"));
  auto* choose = new QPushButton(tr("Choose…"));
  choose->setToolTip(tr("Choose the dataset's folder"));
  m_about = text(tr("What is there will be said here."));
  m_about->setObjectName(QStringLiteral("datasetAbout"));
  auto* layout = new QVBoxLayout(page);
  layout->addWidget(withButton(m_folder, choose));
  layout->addWidget(m_about, 1, Qt::AlignTop);
  auto* pause = new QTimer(this);
  pause->setSingleShot(true);
  pause->setInterval(kTypingPauseMs);
  connect(m_folder, &QLineEdit::textChanged, pause, qOverload<>(&QTimer::start));
  connect(pause, &QTimer::timeout, this, &PrepareWizard::inspect);
  connect(choose, &QPushButton::clicked, this, [this] {
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Folder of the dataset"), m_folder->text());
    if (!folder.isEmpty()) m_folder->setText(folder);
  });
  return page;
}

void PrepareWizard::setFolder(const QString& folder) {
  m_folder->setText(folder);
}

void PrepareWizard::inspect() {
  setOpen(*this, 0, false);
  const QString folder = m_folder->text().trimmed();
  if (folder.isEmpty()) return;
  m_about->setText(tr("Looking…"));
  m_tasks.run(
      this, {Lane::Make, {}, QStringLiteral("inspect"), true, true},
      [folder](Progress&) {
        return workflow::inspectDataset({folder.toStdString(), std::nullopt});
      },
      [this](workflow::InspectResult found) { adopt(std::move(found)); },
      [this](const QString& why) { m_about->setText(why.toHtmlEscaped()); });
}

void PrepareWizard::adopt(workflow::InspectResult found) {
  m_found = std::move(found);
  m_subject->clear();
  for (const nsd::SubjectSummary& subject : m_found.subjects)
    if (!subject.sessions.empty())
      m_subject->addItem(tr("subj%1 (%2 sessions)")
                             .arg(subject.subject, 2, 10, QLatin1Char('0'))
                             .arg(subject.sessions.size()),
                         subject.subject);
  const bool any = m_subject->count() > 0;
  m_about->setText(any ? describe(m_found)
                       : tr("There is no subject with responses in this folder: nsddata/ppdata/subj01 and "
                            "nsddata_betas/ppdata/subj01 or the like are needed."));
  setOpen(*this, 0, any);
}

QWizardPage* PrepareWizard::makeChoicePage() {
  auto* page = new GatedPage;
  page->setOpen(true);
  page->setTitle(tr("2. Whose responses, which voxels, where to?"));
  page->setSubTitle(tr("A store keeps them ready for training, z-scored within each session."));
  auto* form = new QFormLayout(page);
  m_subject = new QComboBox;
  m_betas = new QComboBox;
  m_betas->setToolTip(
      tr("NSD's single-trial responses were estimated in three ways; b3 is the usual choice"));
  m_mask = new QComboBox;
  m_mask->setObjectName(QStringLiteral("storeMask"));
  m_mask->addItem(tr("nsdgeneral: visual cortex that responds (quick)"), QStringLiteral("nsdgeneral"));
  m_mask->addItem(tr("brain: every voxel of the brain"), QStringLiteral("brain"));
  m_mask->addItem(tr("whole: every voxel that has a response"), QStringLiteral("whole"));
  m_place = new QLineEdit;
  m_place->setObjectName(QStringLiteral("storePlace"));
  m_place->setAccessibleName(tr("Folder of the store"));
  auto* choose = new QPushButton(tr("Choose…"));
  choose->setToolTip(tr("Choose where the store's folder is made"));
  m_missing = text();
  form->addRow(tr("&Subject"), m_subject);
  form->addRow(tr("&Betas"), m_betas);
  form->addRow(tr("&Voxels"), m_mask);
  form->addRow(fieldLabel(tr("S&tore"), m_place), withButton(m_place, choose));
  form->addRow(m_missing);
  connect(m_subject, &QComboBox::currentIndexChanged, this, &PrepareWizard::takeSubject);
  connect(m_mask, &QComboBox::currentIndexChanged, this, &PrepareWizard::suggestPlace);
  connect(m_betas, &QComboBox::currentIndexChanged, this, &PrepareWizard::suggestPlace);
  connect(m_place, &QLineEdit::textEdited, this, [this] { m_placeTyped = true; });
  connect(choose, &QPushButton::clicked, this, [this] {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Where to make the store's folder"));
    if (folder.isEmpty()) return;
    m_place->setText(folder + QStringLiteral("/store"));
    m_placeTyped = true;
  });
  return page;
}

void PrepareWizard::takeSubject() {
  const int number = m_subject->currentData().toInt();
  m_betas->clear();
  for (const nsd::SubjectSummary& subject : m_found.subjects) {
    if (subject.subject != number) continue;
    for (const char* version : {"b3", "b2", "b1"})
      for (const std::string& folder : subject.betaVersions)
        if (folder == nsd::betasFolder(version)) m_betas->addItem(betasName(version), QLatin1String(version));
    QStringList missing;
    for (const std::string& path : subject.missing) missing << QString::fromStdString(path).toHtmlEscaped();
    m_missing->setText(
        missing.isEmpty()
            ? QString()
            : tr("Not there, and not needed for the store: %1").arg(missing.join(QStringLiteral(", "))));
  }
  suggestPlace();
}

void PrepareWizard::suggestPlace() {
  if (m_placeTyped) return;
  const std::string name = "subj0" + std::to_string(m_subject->currentData().toInt()) + "-" +
                           m_mask->currentData().toString().toStdString() + "-" +
                           m_betas->currentData().toString().toStdString();
  m_place->setText(QString::fromStdString((dataFolder() / "stores" / name).string()));
}

QWizardPage* PrepareWizard::makeWorkPage() {
  auto* page = new GatedPage;
  page->setTitle(tr("3. Prepare"));
  page->setSubTitle(
      tr("Each session is z-scored and streamed into the store. Stopped work goes on where it was."));
  auto* layout = new QVBoxLayout(page);
  m_start = new QPushButton(tr("Prepare"));
  m_start->setObjectName(QStringLiteral("startPrepare"));
  m_start->setToolTip(tr("Read the sessions and write the store"));
  m_stop = new QPushButton(tr("Stop"));
  m_stop->setToolTip(tr("What is finished is kept"));
  m_bar = new QProgressBar;
  m_bar->setAccessibleName(tr("Progress of the store"));
  m_state = text();
  m_state->setObjectName(QStringLiteral("prepareState"));
  m_command = text();
  auto* copy = new QPushButton(tr("Copy command line"));
  copy->setToolTip(tr("The voxelscope-cli command that does the same"));
  for (QWidget* widget : std::initializer_list<QWidget*>{m_start, m_bar, m_stop, m_state})
    layout->addWidget(widget);
  layout->addStretch(1);
  layout->addWidget(m_command);
  layout->addWidget(copy, 0, Qt::AlignLeft);
  connect(m_start, &QPushButton::clicked, this, &PrepareWizard::start);
  connect(m_stop, &QPushButton::clicked, this, [this] { m_tasks.cancel(QStringLiteral("prepare")); });
  connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(command()); });
  setState({}, false, false);
  return page;
}

workflow::PrepareParams PrepareWizard::params() const {
  workflow::PrepareParams params;
  params.dataset = m_folder->text().trimmed().toStdString();
  params.subject = m_subject->currentData().toInt();
  if (m_betas->count() > 0) params.betas = m_betas->currentData().toString().toStdString();
  params.mask = m_mask->currentData().toString().toStdString();
  params.out = m_place->text().trimmed().toStdString();
  return params;
}

QString PrepareWizard::command() const {
  const workflow::PrepareParams p = params();
  const auto quoted = [](const std::string& word) { return shellQuoted(QString::fromStdString(word)); };
  return QStringLiteral("voxelscope-cli prepare %1 --subject %2 --betas %3 --mask %4 --out %5")
      .arg(quoted(p.dataset.string()))
      .arg(p.subject)
      .arg(quoted(p.betas), quoted(p.mask), quoted(p.out.string()));
}

void PrepareWizard::setState(const QString& words, bool working, bool done) {
  m_state->setText(words);
  m_start->setVisible(!working && !done);
  m_bar->setVisible(working);
  m_stop->setVisible(working);
  if (page(2)) setOpen(*this, 2, done);
}

void PrepareWizard::start() {
  setState(tr("Starting…"), true, false);
  m_tasks.run(
      this, {Lane::Make, title(), QStringLiteral("prepare"), false, true},
      [wanted = params()](Progress& progress) {
        std::error_code ignored;
        std::filesystem::create_directories(wanted.out.parent_path(), ignored);
        return workflow::prepareStore(wanted, progress);
      },
      [this](const workflow::PrepareResult& result) { finish(result); },
      [this](const QString& why) { setState(why, false, false); });
}

void PrepareWizard::finish(const workflow::PrepareResult& result) {
  setState(tr("The store is ready: %L1 trials of %L2 images, %L3 voxels (%L4 dropped).\n%5\nNext: its "
              "features and a head, "
              "in the Training panel or by “voxelscope-cli features” and “train”.")
               .arg(result.trials)
               .arg(result.images)
               .arg(result.voxels)
               .arg(result.droppedVoxels)
               .arg(QString::fromStdString(result.store.string())),
           false, true);
  Q_EMIT prepared(result.store);
}

}  // namespace vxs::ui
