#include "ui/preferences/PreferencesDialog.h"

#include "core/base/Parallel.h"
#include "core/scene/ColorMap.h"
#include "ui/preferences/KeysPage.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>

namespace vxs::ui {

namespace {

QLabel* label(const QString& text, TextRole role) {
  auto* made = new QLabel(text);
  setTextRole(*made, role);
  made->setWordWrap(true);
  return made;
}

void addHeading(QFormLayout& form, const QString& text) {
  auto* heading = label(text, TextRole::Heading);
  if (form.rowCount() > 0) heading->setContentsMargins(0, 12, 0, 0);
  form.addRow(heading);
}

}  // namespace

PreferencesDialog::PreferencesDialog(const Drawing& drawing, const ActionRegistry& actions, QWidget* parent)
    : QDialog(parent), m_before(Preferences::load()) {
  // what the window shows, which a command line or an action may have changed
  m_before.dark = themeIsDark();
  m_before.textPercent = ui::textPercent();
  m_before.drawing = drawing.choice();
  setObjectName(QStringLiteral("preferences"));
  setWindowTitle(tr("Preferences"));
  auto* layout = new QVBoxLayout(this);
  auto* pages = new QTabWidget;
  pages->setObjectName(QStringLiteral("pages"));
  m_keys = new KeysPage(actions);
  pages->addTab(generalPage(drawing), tr("&General"));
  pages->addTab(m_keys, tr("&Keys"));
  layout->addWidget(pages, 1);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
  layout->addWidget(buttons);
  connect(m_theme, &QComboBox::activated, this, &PreferencesDialog::preview);
  connect(m_text, &QSpinBox::valueChanged, this, &PreferencesDialog::preview);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(this, &QDialog::accepted, this, [this] {
    chosen().save();
    Q_EMIT saved(chosen());
  });
  connect(this, &QDialog::rejected, this, [this] { m_before.apply(*qApp); });
  resize(sizeHint().expandedTo({560, 560}));
}

QWidget* PreferencesDialog::generalPage(const Drawing& drawing) {
  auto* page = new QWidget;
  auto* form = new QFormLayout(page);
  form->setContentsMargins(16, 14, 16, 14);
  form->setHorizontalSpacing(18);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  addLook(*form);
  addViews(*form, drawing);
  addProgram(*form);
  return page;
}

void PreferencesDialog::addLook(QFormLayout& form) {
  m_theme = new QComboBox;
  m_theme->addItems({tr("Dark"), tr("Light")});
  m_theme->setCurrentIndex(m_before.dark ? 0 : 1);
  m_text = new QSpinBox;
  m_text->setObjectName(QStringLiteral("textPercent"));
  m_text->setRange(100, 200);
  m_text->setSingleStep(10);
  m_text->setSuffix(tr(" %"));
  m_text->setValue(m_before.textPercent);
  m_text->setToolTip(tr("150 % and more is readable from the last row of a lecture hall"));
  addHeading(form, tr("Window"));
  form.addRow(tr("&Theme"), m_theme);
  form.addRow(tr("Size of t&ype"), m_text);
}

void PreferencesDialog::addViews(QFormLayout& form, const Drawing& drawing) {
  m_convention = new QComboBox;
  m_convention->addItems({tr("Neurological: left is left"), tr("Radiological: left is right")});
  m_convention->setCurrentIndex(static_cast<int>(m_before.convention));
  m_map = new QComboBox;
  for (const std::string& name : scene::colorMapNames()) m_map->addItem(QString::fromStdString(name));
  m_map->setCurrentText(m_before.colorMap);
  m_drawing = new QComboBox;
  m_drawing->setObjectName(QStringLiteral("drawing"));
  m_drawing->addItems({tr("Automatic: the graphics card where there is one"),
                       tr("Processor (software ray caster)"), tr("Graphics card (VTK's GPU mapper)")});
  m_drawing->setCurrentIndex(static_cast<int>(m_before.drawing));
  m_drawing->setToolTip(
      tr("The same picture either way; a graphics card is faster, OpenGL in software slower"));
  addHeading(form, tr("Views"));
  form.addRow(tr("&3-D drawn by"), m_drawing);
  auto* now = label(tr("Now: %1").arg(drawing.text()), TextRole::Hint);
  now->setObjectName(QStringLiteral("drawnNow"));
  form.addRow(QString(), now);
  form.addRow(tr("&Sides in a new window"), m_convention);
  form.addRow(tr("Colour &map in a new window"), m_map);
}

void PreferencesDialog::addProgram(QFormLayout& form) {
  m_threads = new QSpinBox;
  m_threads->setRange(0, availableCores());
  m_threads->setSpecialValueText(tr("every core (%1)").arg(availableCores()));
  m_threads->setValue(m_before.threads);
  m_threads->setToolTip(tr("Cores that predictions use; from the next run that is opened"));
  m_autosave = new QCheckBox(tr("&Bring back what was open, after a crash too"));
  m_autosave->setChecked(m_before.autosave);
  addHeading(form, tr("Program"));
  form.addRow(tr("&Cores for predictions"), m_threads);
  form.addRow(tr("At the start"), m_autosave);
}

Preferences PreferencesDialog::chosen() const {
  Preferences chosen;
  chosen.dark = m_theme->currentIndex() == 0;
  chosen.textPercent = m_text->value();
  chosen.convention = static_cast<scene::Convention>(m_convention->currentIndex());
  chosen.colorMap = m_map->currentText();
  chosen.drawing = static_cast<DrawingChoice>(m_drawing->currentIndex());
  chosen.autosave = m_autosave->isChecked();
  chosen.threads = m_threads->value();
  chosen.keys = m_keys->chosen();
  return chosen;
}

void PreferencesDialog::preview() {
  chosen().apply(*qApp);
}

}  // namespace vxs::ui
