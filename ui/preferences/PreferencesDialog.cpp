#include "ui/preferences/PreferencesDialog.h"

#include "core/base/Parallel.h"
#include "core/scene/ColorMap.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QSpinBox>

namespace vxs::ui {

PreferencesDialog::PreferencesDialog(QWidget* parent) : QDialog(parent), m_before(Preferences::load()) {
  setObjectName(QStringLiteral("preferences"));
  setWindowTitle(tr("Preferences"));
  auto* form = new QFormLayout(this);
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
  m_convention = new QComboBox;
  m_convention->addItems({tr("Neurological: left is left"), tr("Radiological: left is right")});
  m_convention->setCurrentIndex(static_cast<int>(m_before.convention));
  m_map = new QComboBox;
  for (const std::string& name : scene::colorMapNames()) m_map->addItem(QString::fromStdString(name));
  m_map->setCurrentText(m_before.colorMap);
  m_autosave = new QCheckBox(tr("Keep what is open, also after a crash"));
  m_autosave->setChecked(m_before.autosave);
  m_threads = new QSpinBox;
  m_threads->setRange(0, availableCores());
  m_threads->setSpecialValueText(tr("every core (%1)").arg(availableCores()));
  m_threads->setValue(m_before.threads);
  m_threads->setToolTip(tr("Cores that predictions use; from the next run that is opened"));
  form->addRow(tr("&Theme"), m_theme);
  form->addRow(tr("Size of &type"), m_text);
  form->addRow(tr("&Sides of a new window"), m_convention);
  form->addRow(tr("Colour &map of a new window"), m_map);
  form->addRow(tr("&Cores"), m_threads);
  form->addRow(QString(), m_autosave);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
  form->addRow(buttons);
  connect(m_theme, &QComboBox::activated, this, &PreferencesDialog::preview);
  connect(m_text, &QSpinBox::valueChanged, this, &PreferencesDialog::preview);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(this, &QDialog::accepted, this, [this] {
    chosen().save();
    Q_EMIT saved(chosen());
  });
  connect(this, &QDialog::rejected, this, [this] { m_before.apply(*qApp); });
}

Preferences PreferencesDialog::chosen() const {
  Preferences chosen;
  chosen.dark = m_theme->currentIndex() == 0;
  chosen.textPercent = m_text->value();
  chosen.convention = static_cast<scene::Convention>(m_convention->currentIndex());
  chosen.colorMap = m_map->currentText();
  chosen.autosave = m_autosave->isChecked();
  chosen.threads = m_threads->value();
  return chosen;
}

void PreferencesDialog::preview() {
  chosen().apply(*qApp);
}

}  // namespace vxs::ui
