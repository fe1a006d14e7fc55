#include "ui/figure/FigureSizeEdit.h"

#include "ui/widgets/MinusSpinBox.h"
#include "ui/widgets/Theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>

#include <algorithm>
#include <array>

namespace vxs::ui {

namespace {

struct Preset {
  const char* name;
  double widthMm, heightMm;  ///< height 0: the figure's
};
constexpr std::array<Preset, 5> kPresets{
    {{QT_TRANSLATE_NOOP("FigureSizeEdit", "Own size"), 0, 0},
     {QT_TRANSLATE_NOOP("FigureSizeEdit", "Single column, 88 mm"), 88, 0},
     {QT_TRANSLATE_NOOP("FigureSizeEdit", "1.5 columns, 120 mm"), 120, 0},
     {QT_TRANSLATE_NOOP("FigureSizeEdit", "Double column, 180 mm"), 180, 0},
     {QT_TRANSLATE_NOOP("FigureSizeEdit", "Slide 16:9"), 254, 142.875}}};

QDoubleSpinBox* spin(const QString& name) {
  auto* box = new MinusSpinBox;
  box->setAccessibleName(name);
  box->setKeyboardTracking(false);
  return box;
}

}  // namespace

FigureSizeEdit::FigureSizeEdit(QWidget* parent) : QWidget(parent) {
  m_preset = new QComboBox;
  m_preset->setAccessibleName(tr("Usual sizes"));
  for (const Preset& preset : kPresets) m_preset->addItem(tr(preset.name));
  m_unit = new QComboBox;
  m_unit->setAccessibleName(tr("Unit"));
  m_unit->addItems({tr("mm"), tr("inch")});
  m_width = spin(tr("Width"));
  m_height = spin(tr("Height"));
  m_dpi = spin(tr("Resolution"));
  m_dpi->setDecimals(0);
  m_dpi->setRange(30, 1200);
  m_dpi->setSuffix(tr(" dpi"));
  m_pixels = new QLabel;
  setTextRole(*m_pixels, TextRole::Hint);
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->addWidget(m_preset, 0, 0, 1, 4);
  grid->addWidget(m_width, 1, 0);
  grid->addWidget(new QLabel(QStringLiteral("×")), 1, 1);
  grid->addWidget(m_height, 1, 2);
  grid->addWidget(m_unit, 1, 3);
  grid->addWidget(m_dpi, 2, 0);
  grid->addWidget(m_pixels, 2, 2, 1, 2);
  connect(m_preset, &QComboBox::activated, this, &FigureSizeEdit::takePreset);
  connect(m_unit, &QComboBox::currentIndexChanged, this, &FigureSizeEdit::takeUnit);
  m_height->setToolTip(tr("As high as the figure, until another height is typed"));
  for (auto* box : {m_width, m_height, m_dpi})
    connect(box, &QDoubleSpinBox::valueChanged, this, [this, box] { take(box); });
  setSize({});
}

bool FigureSizeEdit::inInches() const {
  return m_unit->currentIndex() == 1;
}

void FigureSizeEdit::setInInches(bool inches) {
  m_unit->setCurrentIndex(inches ? 1 : 0);
}

paint::FigureSize FigureSizeEdit::size() const {
  return m_size;  // not what the boxes round to
}

void FigureSizeEdit::take(QDoubleSpinBox* box) {
  if (m_setting) return;
  if (box == m_width) m_size.widthMm = m_width->value() * unitMm();
  if (box == m_height) {
    m_size.heightMm = m_height->value() * unitMm();
    m_fits = false;
  }
  if (box == m_dpi) m_size.dpi = m_dpi->value();
  unfit();
  showName();
  showNumbers();
  Q_EMIT changed();
}

void FigureSizeEdit::setSize(const paint::FigureSize& size) {
  m_size = size;
  m_fits = !(size.heightMm > 0);
  showName();
  showNumbers();
}

void FigureSizeEdit::showName() {
  const auto isIt = [this](const Preset& preset) {
    return preset.widthMm == m_size.widthMm && (m_fits ? 0 : m_size.heightMm) == preset.heightMm;
  };
  const auto found = std::ranges::find_if(kPresets, isIt);
  m_preset->setCurrentIndex(found == kPresets.end() ? 0 : static_cast<int>(found - kPresets.begin()));
}

void FigureSizeEdit::showNumbers() {
  m_setting = true;
  const double unit = unitMm();
  for (auto* box : {m_width, m_height}) {
    box->setDecimals(inInches() ? 2 : 1);
    box->setRange(10 / unit, 2000 / unit);
    box->setSingleStep(inInches() ? 0.1 : 1);
  }
  m_width->setValue(m_size.widthMm / unit);
  if (m_size.heightMm > 0) m_height->setValue(m_size.heightMm / unit);
  m_dpi->setValue(m_size.dpi);
  m_setting = false;
  const double perMm = m_size.dpi / 25.4;
  m_pixels->setText(
      m_size.heightMm > 0
          ? tr("%1 × %2 pixels").arg(qRound(m_size.widthMm * perMm)).arg(qRound(m_size.heightMm * perMm))
          : QString());
}

double FigureSizeEdit::presetHeightMm() const {
  return kPresets[static_cast<std::size_t>(m_preset->currentIndex())].heightMm;
}

void FigureSizeEdit::forgetHeight() {
  setSize({m_size.widthMm, presetHeightMm(), m_size.dpi});
}

void FigureSizeEdit::fit(double heightMm) {
  if (!m_fits) return;
  m_size.heightMm = heightMm;
  showNumbers();
}

void FigureSizeEdit::unfit() {
  if (m_fits) m_size.heightMm = 0;
}

void FigureSizeEdit::takePreset(int index) {
  const Preset& preset = kPresets[static_cast<std::size_t>(index)];
  if (preset.widthMm <= 0) return;
  setSize({preset.widthMm, preset.heightMm, m_size.dpi});
  Q_EMIT changed();
}

void FigureSizeEdit::takeUnit() {
  showNumbers();
}

}  // namespace vxs::ui
