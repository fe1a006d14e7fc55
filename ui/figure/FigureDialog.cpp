#include "ui/figure/FigureDialog.h"

#include "ui/figure/ExportFigure.h"
#include "ui/figure/FigureFileName.h"
#include "ui/figure/FigureSizeEdit.h"
#include "ui/figure/FontChoice.h"
#include "ui/figure/PreviewZoom.h"
#include "ui/figure/SessionSources.h"
#include "ui/figure/WindowView.h"
#include "ui/widgets/DialogSize.h"
#include "ui/widgets/ElidedComboBox.h"
#include "ui/widgets/FieldLabel.h"
#include "ui/widgets/MinusSpinBox.h"
#include "ui/widgets/Settings.h"
#include "ui/widgets/TextLabel.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/WrappedLabel.h"
#include "ui/workspace/DialogFolder.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>

#include <algorithm>

namespace vxs::ui {

namespace {

constexpr int kChoices = 400;  ///< pixels: width of what is chosen
const QString kFocus = QStringLiteral("focus");

QString setting(const char* name) {
  return QStringLiteral("figure/") + QLatin1String(name);
}

}  // namespace

FigureDialog::FigureDialog(Session& session, paint::ViewSpec window, paint::ViewSpec focused,
                           BarsAtlases bars, QWidget* parent)
    : QDialog(parent), m_session(session), m_window(std::move(window)), m_focused(std::move(focused)) {
  setObjectName(QStringLiteral("figureDialog"));
  setWindowTitle(tr("Export a figure"));
  auto* sides = new QHBoxLayout(this);
  sides->addWidget(makePreviewSide(), 1);
  sides->addWidget(makeChoices(bars));
  recall();
  kindChanged();
  resizeWithinScreen(*this, {1120, 720});
}

QWidget* FigureDialog::makePreviewSide() {
  m_preview = new FigurePreview(m_session);
  m_vision = new QComboBox;
  m_vision->setAccessibleName(tr("Seen with"));
  m_vision->addItems({tr("normal colour vision"), tr("deutan (no green cones)"), tr("protan (no red cones)"),
                      tr("tritan (no blue cones)"), tr("a grey print")});
  m_warning = new TextLabel;
  setTextRole(*m_warning, TextRole::Warning);
  connect(m_vision, &QComboBox::currentIndexChanged, this, &FigureDialog::showVision);
  connect(m_preview, &FigurePreview::painted, this, &FigureDialog::showPainted);
  // behind the dialog a training goes on and predictions arrive: what is seen here is what is saved
  const auto follow = [this] {
    if (isVisible()) changed();
  };
  connect(&m_session, &Session::dataChanged, this, follow);
  connect(&m_session.view(), &ViewState::scaleChanged, this, follow);
  auto* seen = new QHBoxLayout;
  seen->addWidget(new QLabel(tr("Seen with")));
  seen->addWidget(m_vision);
  seen->addWidget(m_warning, 1);
  seen->addWidget(new PreviewZoom(*m_preview));
  auto* side = new QWidget;
  auto* layout = new QVBoxLayout(side);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_preview, 1);
  layout->addLayout(seen);
  return side;
}

QWidget* FigureDialog::makeChoices(const BarsAtlases& bars) {
  auto* page = new QWidget;
  page->setFixedWidth(kChoices);
  m_form = new QFormLayout(page);
  m_form->setContentsMargins(0, 0, 0, 0);
  addKind(bars);
  addPage(*m_form);
  addFile(*m_form);
  m_form->addRow(makeLegend());
  // on a low screen the form scrolls, so that what ends the dialog is always in view
  auto* scroll = new QScrollArea;
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setWidgetResizable(true);
  scroll->setWidget(page);
  m_problem = new WrappedLabel;
  m_problem->setAccessibleName(tr("Why it was not saved"));
  setTextRole(*m_problem, TextRole::Warning);
  QSizePolicy room = m_problem->sizePolicy();
  room.setRetainSizeWhenHidden(true);  // so that nothing moves when it appears
  m_problem->setSizePolicy(room);
  m_problem->setMinimumHeight(2 * m_problem->fontMetrics().lineSpacing());
  m_problem->hide();
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
  connect(buttons, &QDialogButtonBox::accepted, this, &FigureDialog::save);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* side = new QWidget;
  side->setFixedWidth(kChoices + scroll->verticalScrollBar()->sizeHint().width());
  auto* layout = new QVBoxLayout(side);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(scroll, 1);
  layout->addWidget(m_problem);
  layout->addWidget(buttons);
  return side;
}

void FigureDialog::addKind(const BarsAtlases& bars) {
  m_kind = new ElidedComboBox;
  for (const paint::FigureKind& kind : paint::figureKinds())
    if (kind.ofSession)
      m_kind->addItem(QString::fromStdString(kind.title), QString::fromStdString(kind.name));
  m_kind->insertItem(m_kind->findData(QStringLiteral("view")) + 1, tr("The view in focus alone"), kFocus);
  m_bars = new QComboBox;
  m_bars->addItem(tr("All atlases"), QString());
  for (const QString& name : bars.names) m_bars->addItem(name, name);
  m_bars->setCurrentIndex(std::max(0, m_bars->findData(bars.shown)));
  m_bars->setToolTip(tr("The atlas whose regions have bars; first the one that the Maps panel shows"));
  m_form->addRow(tr("&Figure"), m_kind);
  m_form->addRow(tr("&Bars of"), m_bars);
  connect(m_kind, &QComboBox::currentIndexChanged, this, &FigureDialog::kindChanged);
  connect(m_bars, &QComboBox::currentIndexChanged, this, &FigureDialog::changed);
}

void FigureDialog::addPage(QFormLayout& form) {
  m_size = new FigureSizeEdit;
  m_background = new QComboBox;
  m_background->addItem(tr("White"), QStringLiteral("white"));
  m_background->addItem(tr("Black"), QStringLiteral("black"));
  m_background->addItem(tr("Transparent"), QStringLiteral("transparent"));
  m_font = makeFontChoice();
  m_fontPt = new MinusSpinBox;
  m_fontPt->setRange(3, 72);
  m_fontPt->setDecimals(1);
  m_fontPt->setSingleStep(0.5);
  m_fontPt->setSuffix(tr(" pt"));
  m_fontPt->setValue(paint::PageSetup().fontPt);
  m_fontPt->setAccessibleName(tr("Height of the words"));
  auto* font = new QHBoxLayout;
  font->addWidget(m_font, 1);
  font->addWidget(m_fontPt);
  form.addRow(tr("Si&ze"), m_size);
  form.addRow(tr("&Page"), m_background);
  form.addRow(fieldLabel(tr("Fo&nt"), m_font), font);
  connect(m_size, &FigureSizeEdit::changed, this, &FigureDialog::changed);
  connect(m_background, &QComboBox::currentIndexChanged, this, &FigureDialog::changed);
  connect(m_font, &QComboBox::currentIndexChanged, this, &FigureDialog::changed);
  connect(m_fontPt, &QDoubleSpinBox::valueChanged, this, &FigureDialog::changed);
}

void FigureDialog::addFile(QFormLayout& form) {
  m_format = new QComboBox;
  for (const char* suffix : kFigureFormats)
    m_format->addItem(QString::fromLatin1(suffix).toUpper(), QString::fromLatin1(suffix));
  m_format->setAccessibleName(tr("Format"));
  m_file = new QLineEdit(QDir::home().filePath(QStringLiteral("voxelscope-figure.png")));
  m_file->setAccessibleName(tr("File"));
  auto* choose = new QPushButton(tr("Choose…"));
  auto* row = new QHBoxLayout;
  row->addWidget(m_file, 1);
  row->addWidget(choose);
  form.addRow(tr("For&mat"), m_format);
  form.addRow(fieldLabel(tr("F&ile"), m_file), row);
  connect(choose, &QPushButton::clicked, this, &FigureDialog::chooseFile);
  connect(m_format, &QComboBox::activated, this,
          [this] { followFormat(m_format->currentData().toString()); });
  connect(m_file, &QLineEdit::textChanged, this, [this](const QString& file) {
    const int format = m_format->findData(QFileInfo(file).suffix().toLower().replace("tiff", "tif"));
    if (format >= 0) m_format->setCurrentIndex(format);
    showWords();
  });
}

QWidget* FigureDialog::makeLegend() {
  auto* box = new QWidget;
  auto* layout = new QVBoxLayout(box);
  layout->setContentsMargins(0, 6, 0, 0);
  m_legend = new QPlainTextEdit;
  m_legend->setReadOnly(true);
  m_legend->setAccessibleName(tr("Caption for the paper"));
  m_commandLine = new QLineEdit;
  m_commandLine->setReadOnly(true);
  m_commandLine->setAccessibleName(tr("Command line that paints the same"));
  const auto button = [this](const QString& text, auto words) {
    auto* copy = new QPushButton(text);
    connect(copy, &QPushButton::clicked, this, [this, words] {
      QApplication::clipboard()->setText(words());
      Q_EMIT m_session.tasks().noted(tr("Copied"));
    });
    return copy;
  };
  auto* copies = new QHBoxLayout;
  m_copyLegend = button(tr("Copy &legend"),
                        [this] { return QString::fromStdString(paint::plainText(m_preview->legend())); });
  m_copyLatex = button(tr("Copy as La&TeX"),
                       [this] { return QString::fromStdString(paint::latexText(m_preview->legend())); });
  m_copyCommand = button(tr("&Copy"), [this] { return command(); });
  for (QPushButton* each : {m_copyLegend, m_copyLatex}) copies->addWidget(each);
  copies->addStretch(1);
  auto* line = new QHBoxLayout;
  line->addWidget(m_commandLine, 1);
  line->addWidget(m_copyCommand);
  layout->addWidget(new QLabel(tr("Caption for the paper")));
  layout->addWidget(m_legend, 1);
  layout->addLayout(copies);
  layout->addWidget(new QLabel(tr("Command line that paints the same")));
  layout->addLayout(line);
  return box;
}

void FigureDialog::save() {
  m_problem->hide();
  m_file->setText(withEnding(m_file->text(), m_format->currentData().toString()));
  const QFileInfo folder(QFileInfo(m_file->text()).absolutePath());
  if (!folder.isDir()) return showProblem(tr("There is no folder %1").arg(folder.filePath()));
  if (!folder.isWritable()) return showProblem(tr("Nothing can be written into %1").arg(folder.filePath()));
  if (QFileInfo::exists(m_file->text()) && m_file->text() != m_agreed) return askToReplace();
  remember();
  move(pos());  // where it comes back if it has to
  hide();       // so that the window's Cancel can be reached
  Q_EMIT exportRequested();
}

void FigureDialog::askToReplace() {
  const QString file = m_file->text();
  auto* box = new QMessageBox(QMessageBox::Question, windowTitle(),
                              tr("%1 is there already. Replace it?").arg(file), QMessageBox::Cancel, this);
  box->setObjectName(QStringLiteral("replaceQuestion"));
  box->setAttribute(Qt::WA_DeleteOnClose);
  const auto* replace = box->addButton(tr("&Replace"), QMessageBox::DestructiveRole);
  connect(replace, &QAbstractButton::clicked, this, [this, file] {
    m_agreed = file;
    save();
  });
  box->open();
}

void FigureDialog::showProblem(const QString& message) {
  m_problem->setText(message);
  m_problem->show();
  open();
}

void FigureDialog::chooseKind(const QString& kind) {
  if (const int index = m_kind->findData(kind); index >= 0) m_kind->setCurrentIndex(index);
}

QString FigureDialog::kind() const {
  return m_kind->currentData().toString();
}

void FigureDialog::kindChanged() {
  Q_EMIT kindChosen(kind());
  m_kind->setToolTip(m_kind->currentText());
  m_form->setRowVisible(m_bars, hasBars());
  m_size->forgetHeight();
  m_problem->hide();  // was of another figure
  changed();
}

/// Bars of regions, in which an atlas can be chosen.
bool FigureDialog::hasBars() const {
  return m_bars->count() > 1 && kind() == QLatin1String("correlation");
}

paint::Recipe FigureDialog::recipe() const {
  paint::PageSetup page;
  page.size = m_size->size();
  page.background = paint::backgroundFrom(m_background->currentData().toString().toStdString());
  page.fontFamily = m_font->currentText().toStdString();
  page.fontPt = m_fontPt->value();
  if (kind() == QLatin1String("view") || kind() == kFocus)
    return viewRecipe(m_session, kind() == kFocus ? m_focused : m_window, page);
  paint::Recipe recipe = sessionRecipe(m_session, kind().toStdString(), page);
  if (hasBars()) recipe.options["atlas"] = m_bars->currentData().toString().toStdString();
  return recipe;
}

std::filesystem::path FigureDialog::file() const {
  return m_file->text().toStdString();
}

QString FigureDialog::command() const {
  return figureCommand(recipe(), m_file->text());
}

void FigureDialog::changed() {
  m_size->unfit();
  m_preview->show(recipe());
  showWords();
  showVision();
}

void FigureDialog::showPainted() {
  if (m_preview->settled() && m_preview->heightMm() > 0) m_size->fit(m_preview->heightMm());
  showWords();
}

/// Of a figure that cannot be made there are none, and no command makes it.
void FigureDialog::showWords() {
  const bool refused = !m_preview->problem().isEmpty();
  m_commandLine->setText(refused ? QString() : command());
  m_commandLine->setCursorPosition(0);
  const paint::Legend& legend = m_preview->legend();
  m_legend->setPlainText(legend.title.empty() ? QString()
                                              : QString::fromStdString(paint::plainText(legend)).trimmed());
  for (QPushButton* each : {m_copyLegend, m_copyLatex}) each->setEnabled(!legend.title.empty());
  m_copyCommand->setEnabled(!refused);
}

void FigureDialog::showVision() {
  const auto vision = static_cast<paint::Vision>(m_vision->currentIndex());
  m_preview->setVision(vision);
  const scene::ColorScale& scale = m_session.view().state().scale;
  const paint::SignCheck check = paint::checkSign(scale, vision);
  m_warning->setText(check.lost ? tr("The sign is lost: +%1 and −%1 look alike in “%2”.")
                                      .arg(check.value, 0, 'g', 2)
                                      .arg(QString::fromStdString(scale.map))
                                : QString());
}

void FigureDialog::followFormat(const QString& suffix) {
  const QFileInfo file(m_file->text());
  m_file->setText(
      freeFigureName(QDir(file.path()).filePath(file.completeBaseName() + QLatin1Char('.') + suffix)));
}

void FigureDialog::chooseFile() {
  const QString file = askWhereToSave(this, windowTitle(), FileKind::Figure, m_file->text(),
                                      tr("Figures (*.png *.tif *.tiff *.svg *.pdf)"));
  if (file.isEmpty()) return;
  m_agreed = file;  // the file dialog has asked
  m_file->setText(file);
}

void FigureDialog::remember() const {
  Settings settings;
  const paint::FigureSize size = m_size->size();
  settings.setValue(setting("widthMm"), size.widthMm);
  settings.setValue(setting("heightMm"), m_size->presetHeightMm());  // others are of the figure
  settings.setValue(setting("dpi"), size.dpi);
  settings.setValue(setting("inches"), m_size->inInches());
  settings.setValue(setting("background"), m_background->currentData());
  settings.setValue(setting("font"), m_font->currentText());
  settings.setValue(setting("fontPt"), m_fontPt->value());
  settings.setValue(setting("file"), m_file->text());
  rememberFolder(FileKind::Figure, m_file->text());
}

void FigureDialog::recall() {
  const Settings settings;
  const auto choose = [&](QComboBox* box, const char* name) {
    const int index = box->findData(settings.value(setting(name)));
    if (index >= 0) box->setCurrentIndex(index);
  };
  paint::FigureSize size;
  size.widthMm = std::clamp(settings.value(setting("widthMm"), size.widthMm).toDouble(), 10.0, 2000.0);
  size.heightMm = std::clamp(settings.value(setting("heightMm"), 0).toDouble(), 0.0, 2000.0);
  size.dpi = std::clamp(settings.value(setting("dpi"), size.dpi).toDouble(), 30.0, 1200.0);
  m_size->setInInches(settings.value(setting("inches"), false).toBool());
  m_size->setSize(size);
  chooseKind(QStringLiteral("view"));  // what the window shows now
  choose(m_background, "background");
  m_font->setCurrentText(settings.value(setting("font"), m_font->currentText()).toString());
  m_fontPt->setValue(settings.value(setting("fontPt"), m_fontPt->value()).toDouble());
  m_file->setText(freeFigureName(settings.value(setting("file"), m_file->text()).toString()));
}

}  // namespace vxs::ui
