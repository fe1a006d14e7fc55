#include "ui/figure/FontChoice.h"
#include "ui/figure/PagePreview.h"
#include "ui/figure/PanelsDialog.h"
#include "ui/figure/PreviewZoom.h"
#include "ui/widgets/DialogSize.h"
#include "ui/widgets/FieldLabel.h"
#include "ui/widgets/HintLabel.h"
#include "ui/widgets/MinusSpinBox.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/WrappedLabel.h"
#include "ui/workspace/DialogFolder.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>

namespace vxs::ui {

namespace {

constexpr int kPauseMs = 400, kChoices = 380;

QDoubleSpinBox* number(const QString& name, double low, double high, double value, int decimals,
                       const QString& unit) {
  auto* box = new MinusSpinBox;
  box->setAccessibleName(name);
  box->setRange(low, high);
  box->setDecimals(decimals);
  box->setValue(value);
  box->setSuffix(unit);
  box->setKeyboardTracking(false);
  return box;
}

QPushButton* button(const QString& text, const char* name, const QString& tip) {
  auto* made = new QPushButton(text);
  made->setObjectName(QLatin1String(name));
  made->setToolTip(tip);
  made->setAutoDefault(false);
  return made;
}

}  // namespace

PanelsDialog::PanelsDialog(std::function<paint::Recipe()> shown, QWidget* parent, const QString& program)
    : QDialog(parent), m_shown(std::move(shown)), m_process(program) {
  setObjectName(QStringLiteral("panelsDialog"));
  setWindowTitle(tr("A page of figures"));
  setAcceptDrops(true);
  m_pause.setSingleShot(true);
  m_pause.setInterval(kPauseMs);
  connect(&m_pause, &QTimer::timeout, this, &PanelsDialog::paintNext);
  connect(&m_process, &CommandProcess::stateChanged, this, &PanelsDialog::ended);
  m_preview = new PagePreview;
  connect(m_preview, &PagePreview::zoomed, this, [this] { m_pause.start(); });
  auto* seen = new QVBoxLayout;
  seen->addWidget(m_preview, 1);
  seen->addWidget(new PreviewZoom(*m_preview));
  auto* sides = new QHBoxLayout(this);
  sides->addLayout(seen, 1);
  sides->addWidget(makeChoices());
  changed();
  paintNext();
  resizeWithinScreen(*this, {1120, 680});
}

QWidget* PanelsDialog::makeChoices() {
  auto* side = new QWidget;
  side->setFixedWidth(scaledPixels(kChoices));
  auto* layout = new QVBoxLayout(side);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(makeList(), 3);
  layout->addWidget(makePage());
  layout->addWidget(new QLabel(tr("Caption for the paper")));
  m_legend = new QPlainTextEdit;
  m_legend->setReadOnly(true);
  m_legend->setAccessibleName(tr("Caption for the paper"));
  layout->addWidget(m_legend, 2);
  m_problem = new WrappedLabel;
  m_problem->setAccessibleName(tr("What is wrong"));
  setTextRole(*m_problem, TextRole::Warning);
  m_problem->hide();
  layout->addWidget(m_problem);
  auto* row = new QHBoxLayout;
  m_copyLegend = button(tr("Copy &legend"), "panelsLegend", tr("Copy the caption for the paper"));
  m_copy = button(tr("&Copy command"), "panelsCopy",
                  tr("Copy the command that paints this page; it needs none of the panels' files"));
  m_save = button(tr("&Save…"), "panelsSave", tr("Save the page as PDF, SVG, PNG or TIFF"));
  auto* close = button(tr("Close"), "panelsClose", tr("Close without saving"));
  for (QPushButton* each : {m_copyLegend, m_copy}) row->addWidget(each);
  row->addStretch(1);
  for (QPushButton* each : {m_save, close}) row->addWidget(each);
  layout->addLayout(row);
  connect(m_copyLegend, &QPushButton::clicked, this,
          [this] { QApplication::clipboard()->setText(m_legend->toPlainText()); });
  connect(m_copy, &QPushButton::clicked, this, &PanelsDialog::copyCommand);
  connect(m_save, &QPushButton::clicked, this, &PanelsDialog::chooseFile);
  connect(close, &QPushButton::clicked, this, &QDialog::reject);
  return side;
}

QWidget* PanelsDialog::makeList() {
  auto* box = new QWidget;
  auto* layout = new QVBoxLayout(box);
  layout->setContentsMargins(0, 0, 0, 0);
  m_list = new QListWidget;
  m_list->setObjectName(QStringLiteral("panels"));
  m_list->setAccessibleName(tr("Panels"));
  m_list->setTextElideMode(Qt::ElideMiddle);
  m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_list->setDragDropMode(QAbstractItemView::InternalMove);
  auto* hint = hintLabel<WrappedLabel>(
      tr("A check mark begins a new row; without one a panel stands beside the one before it."));
  auto* add = button(tr("&Add…"), "panelsAdd", tr("Figures that Voxelscope painted"));
  auto* shown = button(tr("Add the &view"), "panelsAddView", tr("The views as the window shows them, as a panel"));
  m_remove = button(tr("&Remove"), "panelsRemove", tr("Take the panel away"));
  m_up = button(tr("&Up"), "panelsUp", tr("Towards the first letter"));
  m_down = button(tr("&Down"), "panelsDown", tr("Towards the last letter"));
  auto* adding = new QHBoxLayout;
  for (QPushButton* each : {add, shown}) adding->addWidget(each);
  adding->addStretch(1);
  auto* moving = new QHBoxLayout;
  for (QPushButton* each : {m_remove, m_up, m_down}) moving->addWidget(each);
  moving->addStretch(1);
  layout->addLayout(adding);
  layout->addWidget(m_list, 1);
  layout->addWidget(hint);
  layout->addLayout(moving);
  connect(add, &QPushButton::clicked, this, [this] {
    addFigures(askForFiles(this, tr("Add figures"), FileKind::Figure,
                           tr("Figures (*.png *.tif *.tiff *.svg *.pdf *.json);;All files (*)")));
  });
  connect(shown, &QPushButton::clicked, this, &PanelsDialog::addShown);
  connect(m_remove, &QPushButton::clicked, this, [this] { delete m_list->takeItem(m_list->currentRow()); });
  connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
  connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
  const QAbstractItemModel* model = m_list->model();
  for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
    connect(model, signal, this, &PanelsDialog::changed);
  connect(m_list, &QListWidget::itemChanged, this, &PanelsDialog::changed);
  connect(m_list, &QListWidget::currentRowChanged, this, &PanelsDialog::name);
  return box;
}

QWidget* PanelsDialog::makePage() {
  auto* box = new QWidget;
  auto* form = new QFormLayout(box);
  form->setContentsMargins(0, 6, 0, 6);
  m_letters = new QComboBox;
  m_letters->addItem(tr("A, B, C"), QStringLiteral("upper"));
  m_letters->addItem(tr("a, b, c"), QStringLiteral("lower"));
  m_letters->addItem(tr("none"), QStringLiteral("none"));
  m_letters->setObjectName(QStringLiteral("panelsLetters"));
  m_background = new QComboBox;
  m_background->addItem(tr("White"), QStringLiteral("white"));
  m_background->addItem(tr("Black"), QStringLiteral("black"));
  m_background->addItem(tr("Transparent"), QStringLiteral("transparent"));
  const paint::PageSetup page;
  m_width = number(tr("Width"), 40, 2000, page.size.widthMm, 1, tr(" mm"));
  m_dpi = number(tr("Resolution"), 30, 1200, page.size.dpi, 0, tr(" dpi"));
  m_fontPt = number(tr("Height of the words"), 3, 72, page.fontPt, 1, tr(" pt"));
  auto* size = new QHBoxLayout;
  for (QDoubleSpinBox* each : {m_width, m_dpi}) size->addWidget(each, 1);
  form->addRow(fieldLabel(tr("Wid&th"), m_width), size);
  m_pageSize = hintLabel<WrappedLabel>();
  m_pageSize->setObjectName(QStringLiteral("panelsSize"));
  form->addRow(QString(), m_pageSize);
  m_font = makeFontChoice();
  auto* words = new QHBoxLayout;
  words->addWidget(m_font, 1);
  words->addWidget(m_fontPt);
  form->addRow(fieldLabel(tr("Fo&nt"), m_font), words);
  form->addRow(tr("L&etters"), m_letters);
  form->addRow(tr("&Page"), m_background);
  m_fill = new QCheckBox(tr("Rows &fill the page's width"));
  m_fill->setToolTip(tr("Panels that are narrower together are widened; otherwise they keep their sizes"));
  form->addRow(QString(), m_fill);
  connect(m_fill, &QCheckBox::toggled, this, &PanelsDialog::changed);
  for (QComboBox* each : {m_letters, m_background, m_font})
    connect(each, &QComboBox::currentIndexChanged, this, &PanelsDialog::changed);
  for (QDoubleSpinBox* each : {m_width, m_fontPt})
    connect(each, &QDoubleSpinBox::valueChanged, this, &PanelsDialog::changed);
  return box;
}

}  // namespace vxs::ui
