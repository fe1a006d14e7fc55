#include "ui/figure/PanelsDialog.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "ui/figure/ExportFigure.h"
#include "ui/figure/PagePreview.h"
#include "ui/paint/figure/FigureKind.h"
#include "ui/paint/figure/RecipeFile.h"
#include "ui/paint/figure/ViewSpec.h"
#include "ui/workspace/DialogFolder.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QImage>
#include <QJsonDocument>
#include <QLabel>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>

#include <algorithm>

// How the dialog is put together is in PanelsLayout.cpp.
namespace vxs::ui {

namespace {

constexpr int kFile = Qt::UserRole, kName = Qt::UserRole + 1;
constexpr double kMmPerInch = 25.4;
constexpr double kMostMm = 247;  ///< that journals print

/// Of a view what is seen in it: several of them can be panels of one page.
QString panelTitle(const paint::Recipe& recipe) {
  const std::string spec = recipe.kind == "view" ? recipe.option("view") : std::string();
  if (spec.empty()) return QString::fromStdString(paint::figureKind(recipe.kind).title);
  const std::string layout = paint::layoutOf(paint::viewSpecFrom(spec));
  if (layout == "3d") return PanelsDialog::tr("3-D views");
  if (layout == "slices") return PanelsDialog::tr("slices");
  if (layout == "mosaic") return PanelsDialog::tr("mosaic");
  return PanelsDialog::tr("slices and 3-D views");
}

}  // namespace

void PanelsDialog::addFigures(const QStringList& files) {
  tell({});
  for (const QString& file : files) {
    try {
      const paint::Recipe recipe = paint::readRecipe(file.toStdString());
      const QString name = QFileInfo(file).fileName();
      recipe.panels.empty() ? add(file, recipe, name) : addPage(recipe, name);
    } catch (const std::exception& problem) {
      tell(QString::fromUtf8(problem.what()));
    }
  }
}

void PanelsDialog::addShown() {
  try {
    addRecipe(m_shown(), tr("window"));
  } catch (const std::exception& problem) {
    tell(QString::fromUtf8(problem.what()));
  }
}

/// Of a figure that is in no file of its own.
void PanelsDialog::addRecipe(const paint::Recipe& recipe, const QString& name, bool beginsRow) {
  const QString file = m_folder.filePath(QStringLiteral("panel-%1.json").arg(++m_recipes));
  writeFileAtomically(file.toStdString(), paint::toText(recipe));
  add(file, recipe, name, beginsRow);
}

/// Its panels, so that a page which was saved can be changed.
void PanelsDialog::addPage(const paint::Recipe& page, const QString& name) {
  if (m_list->count() == 0) look(page);
  std::vector<bool> begins;
  for (const QString& count : QString::fromStdString(page.option("rows")).split(QLatin1Char(',')))
    for (int i = 0; i < count.toInt(); ++i) begins.push_back(i == 0);
  for (std::size_t i = 0; i < page.panels.size(); ++i)
    addRecipe(page.panels[i], tr("%1, %2").arg(name).arg(QChar(ushort('A' + i))),
              i >= begins.size() || begins[i]);
}

/// Width, type, letters and ground of a page.
void PanelsDialog::look(const paint::Recipe& page) {
  const auto choose = [](QComboBox& box, const std::string& choice) {
    if (const int at = box.findData(QString::fromStdString(choice)); at >= 0) box.setCurrentIndex(at);
  };
  choose(*m_letters, page.option("letters", "upper"));
  choose(*m_background, paint::toString(page.page.background));
  m_font->setCurrentText(QString::fromStdString(page.page.fontFamily));
  m_width->setValue(page.page.size.widthMm);
  m_fontPt->setValue(page.page.fontPt);
  m_dpi->setValue(page.page.size.dpi);
  m_fill->setChecked(!page.option("fill").empty());
}

void PanelsDialog::add(const QString& file, const paint::Recipe& recipe, const QString& name,
                       bool beginsRow) {
  if (m_list->count() == paint::kMostPanels)
    return tell(tr("A page has %1 panels at most").arg(paint::kMostPanels));
  auto* item = new QListWidgetItem;
  item->setData(kFile, file);
  item->setData(kName, QStringLiteral("%1 · %2").arg(name, panelTitle(recipe)));
  item->setToolTip(file);
  item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemIsDragEnabled);
  item->setCheckState(beginsRow ? Qt::Checked : Qt::Unchecked);
  m_list->addItem(item);
  m_list->setCurrentItem(item);
}

void PanelsDialog::move(int by) {
  const int from = m_list->currentRow(), to = from + by;
  if (from < 0 || to < 0 || to >= m_list->count()) return;
  QListWidgetItem* item = m_list->takeItem(from);
  m_list->insertItem(to, item);
  m_list->setCurrentItem(item);
}

/// Letters follow the order, and the first panel always begins a row.
void PanelsDialog::name() {
  const QSignalBlocker quiet(m_list);
  const QString letters = m_letters->currentData().toString();
  for (int i = 0; i < m_list->count(); ++i) {
    QListWidgetItem& item = *m_list->item(i);
    const QChar letter(ushort((letters == QLatin1String("lower") ? 'a' : 'A') + i));
    item.setText(letters == QLatin1String("none")
                     ? item.data(kName).toString()
                     : QStringLiteral("%1   %2").arg(letter).arg(item.data(kName).toString()));
    if (i == 0) item.setCheckState(Qt::Checked);
  }
  const int row = m_list->currentRow();
  m_remove->setEnabled(row >= 0);
  m_up->setEnabled(row > 0);
  m_down->setEnabled(row >= 0 && row + 1 < m_list->count());
  m_save->setEnabled(m_list->count() > 0 && !m_failed);
}

QString PanelsDialog::rows() const {
  QStringList counts;
  int inRow = 0;
  for (int i = 0; i < m_list->count(); ++i) {
    if (i > 0 && m_list->item(i)->checkState() == Qt::Checked) {
      counts << QString::number(inRow);
      inRow = 0;
    }
    ++inRow;
  }
  counts << QString::number(inRow);
  return counts.join(QLatin1Char(','));
}

QStringList PanelsDialog::arguments(const QString& out, double dpi) const {
  QStringList words{QStringLiteral("figure"), QStringLiteral("panels")};
  for (int i = 0; i < m_list->count(); ++i) words << m_list->item(i)->data(kFile).toString();
  words << QStringLiteral("--rows") << rows();
  words << QStringLiteral("--letters") << m_letters->currentData().toString();
  words << QStringLiteral("--background") << m_background->currentData().toString();
  words << QStringLiteral("--width-mm") << QString::number(m_width->value());
  words << QStringLiteral("--font") << m_font->currentText();
  if (m_fill->isChecked()) words << QStringLiteral("--fill");
  words << QStringLiteral("--font-pt") << QString::number(m_fontPt->value());
  words << QStringLiteral("--dpi") << QString::number(dpi);
  return words << QStringLiteral("--out") << out;
}

void PanelsDialog::changed() {
  m_failed = false;
  name();
  m_page.reset();
  m_copy->setEnabled(false);
  m_copyLegend->setEnabled(false);
  m_legend->clear();
  m_pageSize->setText(QStringLiteral(" "));
  m_preview->setWords({});
  if (m_list->count() == 0) m_preview->setPage({});
  m_preview->setPainting(m_list->count() > 0);
  m_pause.start();
}

void PanelsDialog::paintNext() {
  if (m_process.running()) {
    m_again = true;
    if (m_job == Job::Preview) m_process.stop();
    return;
  }
  m_again = false;
  m_preview->setPainting(m_list->count() > 0);
  if (m_list->count() == 0) {
    m_preview->setPage({});
    m_preview->setWords(tr(
        "Add figures that Voxelscope painted (PNG, TIFF, SVG or PDF), or drop them here. Each is made again "
        "from its recipe, in the page's type."));
    return;
  }
  m_job = Job::Preview;
  m_process.start(arguments(m_folder.filePath(QStringLiteral("preview.png")), previewDpi()));
}

/// In the screen's pixels, as far as that is worth its time.
double PanelsDialog::previewDpi() const {
  const double across = m_preview->room().width() * m_preview->zoom() / m_width->value() * kMmPerInch;
  return std::clamp(across, 40.0, m_preview->zoom() > 1 ? 300.0 : 150.0);
}

void PanelsDialog::save(const QString& file) {
  m_wanted = file;
  m_pause.stop();
  if (m_process.running()) return m_process.stop();
  m_job = Job::Save;
  m_saving = std::exchange(m_wanted, {});
  m_save->setEnabled(false);
  m_preview->setPainting(true);
  m_process.start(arguments(m_saving, m_dpi->value()));
}

/// What was not painted, or of a run that has changed since.
void PanelsDialog::showEvent(QShowEvent* event) {
  QDialog::showEvent(event);
  if (m_list->count() > 0) m_pause.start();
}

/// Nobody waits for a preview.
void PanelsDialog::hideEvent(QHideEvent* event) {
  QDialog::hideEvent(event);
  m_pause.stop();
  m_again = false;
  m_wanted.clear();
  if (m_process.running()) m_process.stop();
}

void PanelsDialog::ended() {
  if (m_process.running()) return;
  const auto job = std::exchange(m_job, std::nullopt);
  m_preview->setPainting(false);
  m_save->setEnabled(m_list->count() > 0 && !m_failed);
  if (!m_wanted.isEmpty()) return save(m_wanted);
  if (m_process.state() == CommandProcess::State::Done) {
    tell({});
    if (job == Job::Save) {
      Q_EMIT saved(m_saving);
      return accept();
    }
    takePreview();
  } else if (m_process.state() != CommandProcess::State::Stopped) {
    tell(m_process.message());
    if (job == Job::Preview) {
      m_preview->setPage({});
      m_failed = true;  // and would not be saved either
      m_save->setEnabled(false);
    }
    m_preview->setWords(m_process.message());
  }
  if (m_again) return paintNext();
  Q_EMIT painted();
}

void PanelsDialog::takePreview() {
  m_preview->setPage(QImage(m_folder.filePath(QStringLiteral("preview.png"))));
  const QJsonObject said = QJsonDocument::fromJson(m_process.output()).object();
  m_legend->setPlainText(said.value(QLatin1String("legend")).toString().trimmed());
  const QJsonDocument recipe(said.value(QLatin1String("recipe")).toObject());
  try {
    m_page = paint::recipeFromText(recipe.toJson(QJsonDocument::Compact).toStdString(), "the page");
    paint::FigureSize& size = m_page->page.size;
    size.dpi = m_dpi->value();
    m_copy->setEnabled(true);
    m_copyLegend->setEnabled(true);
    m_pageSize->setText(size.heightMm > kMostMm
                            ? tr("%1 mm high: more than a journal's page").arg(qRound(size.heightMm))
                            : tr("%1 mm high").arg(qRound(size.heightMm)));
  } catch (const Error& problem) {
    tell(QString::fromUtf8(problem.what()));
  }
}

void PanelsDialog::chooseFile() {
  const QString file = askWhereToSave(this, tr("Save the page"), FileKind::Figure, QStringLiteral("page.pdf"),
                                      tr("Figures (*.pdf *.svg *.png *.tif *.tiff)"));
  if (!file.isEmpty()) save(file);
}

void PanelsDialog::copyCommand() {
  if (m_page) QApplication::clipboard()->setText(figureCommand(*m_page, QStringLiteral("page.pdf")));
}

void PanelsDialog::tell(const QString& problem) {
  m_problem->setText(problem);
  m_problem->setVisible(!problem.isEmpty());
}

void PanelsDialog::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void PanelsDialog::dropEvent(QDropEvent* event) {
  QStringList files;
  for (const QUrl& url : event->mimeData()->urls())
    if (url.isLocalFile()) files << url.toLocalFile();
  addFigures(files);
}

}  // namespace vxs::ui
