#include "ui/panels/DisplayPanel.h"

#include "ui/panels/CompareControls.h"
#include "ui/panels/OverlayControls.h"
#include "ui/session/ComparisonLabels.h"
#include "ui/widgets/FieldLabel.h"
#include "ui/widgets/MinusSpinBox.h"
#include "ui/widgets/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPixmap>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace vxs::ui {

namespace {

constexpr int kSliderSteps = 200;

QIcon swatch(const scene::ColorMap& map) {
  QImage image(64, 1, QImage::Format_RGB32);
  for (int x = 0; x < image.width(); ++x) {
    const scene::Rgb colour = map.at(x / 63.0);
    image.setPixel(x, 0, qRgb(colour[0], colour[1], colour[2]));
  }
  return QIcon(QPixmap::fromImage(image.scaled(64, 14)));
}

}  // namespace

DisplayPanel::DisplayPanel(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
  auto* form = new QFormLayout(this);
  form->setContentsMargins(10, 4, 10, 8);
  form->setVerticalSpacing(7);
  form->setRowWrapPolicy(QFormLayout::WrapLongRows);  // large type has the labels above
  addHeading(*form);
  makeColours(*form);
  makeThreshold(*form);
  new OverlayControls(session, *form, this);
  new CompareControls(session.view(), *form, this);
  makeSlices(*form);
  // long entries are read in the list; the panel stays as narrow as its dock
  for (auto* box : findChildren<QComboBox*>()) {
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(7);
    box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  }
  connect(&session.view(), &ViewState::scaleChanged, this, &DisplayPanel::takeScale);
  connect(&session.view(), &ViewState::activeLayerChanged, this, &DisplayPanel::takeScale);
  connect(&session, &Session::dataChanged, this, &DisplayPanel::takeScale);
  connect(&session.view(), &ViewState::conventionChanged, this, &DisplayPanel::takeScale);
  connect(&session.view(), &ViewState::sliceViewChanged, this, &DisplayPanel::takeScale);
  takeScale();
}

void DisplayPanel::addHeading(QFormLayout& form) {
  m_heading = new QLabel;
  setTextRole(*m_heading, TextRole::Hint);
  m_heading->setToolTip(
      tr("Click a map's view to change its colours, any other view to change those of the responses"));
  form.addRow(m_heading);
}

void DisplayPanel::makeColours(QFormLayout& form) {
  m_map = new QComboBox;
  m_map->setIconSize({64, 14});
  m_map->setToolTip(tr("Colour map of every view; the first ones are safe for colour-blind readers"));
  for (const std::string& name : scene::colorMapNames())
    m_map->addItem(swatch(scene::colorMap(name)), QString::fromStdString(name));
  connect(m_map, &QComboBox::activated, this,
          [this] { change([this](auto& scale) { scale.map = m_map->currentText().toStdString(); }); });
  form.addRow(tr("M&ap"), m_map);

  m_range = new MinusSpinBox;
  m_range->setDecimals(2);
  m_range->setRange(0.01, 1000);
  m_range->setSingleStep(0.1);
  m_range->setPrefix(QStringLiteral("± "));
  m_range->setKeyboardTracking(false);
  m_range->setToolTip(
      tr("One symmetric range for measured, predicted and difference; it never changes by itself"));
  connect(m_range, &QDoubleSpinBox::valueChanged, this,
          [this](double value) { change([value](auto& scale) { scale.range = value; }); });
  auto* fit = new QPushButton(tr("Fit"));
  fit->setToolTip(
      tr("Set the range once from what is shown now: the 99.5th percentile of every volume of that kind"));
  connect(fit, &QPushButton::clicked, this, &DisplayPanel::fitRange);
  auto* row = new QHBoxLayout;
  row->addWidget(m_range, 1);
  row->addWidget(fit);
  form.addRow(fieldLabel(tr("Ran&ge"), m_range), row);
  m_range->setAccessibleName(tr("Symmetric range"));
}

void DisplayPanel::makeThreshold(QFormLayout& form) {
  m_threshold = new MinusSpinBox;
  m_threshold->setDecimals(2);
  m_threshold->setRange(0, 1000);
  m_threshold->setSingleStep(0.05);
  m_threshold->setKeyboardTracking(false);
  m_threshold->setToolTip(tr("Values nearer to zero fade out"));
  m_threshold->setAccessibleName(tr("Threshold"));
  m_thresholdSlider = new QSlider(Qt::Horizontal);
  m_thresholdSlider->setRange(0, kSliderSteps);
  m_thresholdSlider->setAccessibleName(tr("Threshold, as a part of the range"));
  auto* row = new QHBoxLayout;
  row->addWidget(m_thresholdSlider, 1);
  row->addWidget(m_threshold);
  form.addRow(fieldLabel(tr("Thresho&ld"), m_threshold), row);
  connect(m_threshold, &QDoubleSpinBox::valueChanged, this,
          [this](double value) { change([value](auto& scale) { scale.thresholdZ = value; }); });
  connect(m_thresholdSlider, &QSlider::valueChanged, this, [this](int value) {
    change([value](auto& scale) { scale.thresholdZ = scale.range * value / kSliderSteps; });
  });
  m_opacity = new QSlider(Qt::Horizontal);
  m_opacity->setRange(0, 100);
  m_opacity->setToolTip(tr("Opacity of the response over the anatomy"));
  connect(m_opacity, &QSlider::valueChanged, this,
          [this](int value) { change([value](auto& scale) { scale.opacity = value / 100.0; }); });
  form.addRow(tr("Opac&ity"), m_opacity);
}

void DisplayPanel::makeSlices(QFormLayout& form) {
  m_convention = new QComboBox;
  m_convention->addItems({tr("Neurological: left is left"), tr("Radiological: left is right")});
  m_convention->setToolTip(tr("Which side of a slice is the subject's left; always marked L and R"));
  connect(m_convention, &QComboBox::activated, this,
          [this](int index) { m_session.view().setConvention(static_cast<scene::Convention>(index)); });
  form.addRow(tr("&Sides"), m_convention);
  m_smooth = new QCheckBox(tr("Smooth between voxels"));
  m_smooth->setToolTip(tr("Interpolate the response in slices; off shows every voxel as it is"));
  connect(m_smooth, &QCheckBox::toggled, this, [this](bool on) { m_session.view().setSmoothSlices(on); });
  form.addRow(QString(), m_smooth);
  m_nan = new QCheckBox(tr("Show where no value is"));
  m_nan->setToolTip(tr("Draw voxels of the brain that are outside the mask in grey"));
  connect(m_nan, &QCheckBox::toggled, this,
          [this](bool on) { change([on](auto& scale) { scale.showNan = on; }); });
  form.addRow(QString(), m_nan);
}

void DisplayPanel::change(const std::function<void(scene::ColorScale&)>& edit) {
  scene::ColorScale changed = scale();
  edit(changed);
  m_session.view().setScaleOf(m_session.view().activeLayer(), changed);
}

const scene::ColorScale& DisplayPanel::scale() const {
  return m_session.view().state().scaleOf(m_session.view().activeLayer());
}

void DisplayPanel::takeScale() {
  const scene::ComparisonState& state = m_session.view().state();
  const QSignalBlocker a(m_map), b(m_range), c(m_threshold), d(m_thresholdSlider), e(m_opacity), f(m_smooth),
      g(m_nan), h(m_convention);
  const scene::ColorScale& shown = scale();
  const auto compared = m_session.data();
  m_heading->setText(m_session.view().activeLayer() == scene::Layer::Map && compared
                         ? tr("Colours of the map %1").arg(layerTitle(*compared, scene::Layer::Map))
                         : tr("Colours of every response"));
  m_map->setCurrentText(QString::fromStdString(shown.map));
  m_range->setPrefix(shown.fromZero ? QStringLiteral("0 – ") : QStringLiteral("± "));
  m_range->setValue(shown.range);
  m_threshold->setValue(shown.thresholdZ);
  m_thresholdSlider->setValue(static_cast<int>(std::lround(kSliderSteps * shown.thresholdZ / shown.range)));
  m_opacity->setValue(static_cast<int>(std::lround(100 * shown.opacity)));
  m_smooth->setChecked(state.smoothSlices);
  m_nan->setChecked(shown.showNan);
  m_convention->setCurrentIndex(static_cast<int>(state.convention));
}

void DisplayPanel::fitRange() {
  const auto compared = m_session.data();
  if (!compared) return;
  const bool map = m_session.view().activeLayer() == scene::Layer::Map;
  std::vector<const std::vector<float>*> present;
  for (const scene::Layer layer : scene::kAllLayers)
    if ((layer == scene::Layer::Map) == map && !compared->volume(layer).empty())
      present.push_back(&compared->volume(layer).values);
  if (!present.empty()) change([&](auto& scale) { scale.range = scene::symmetricRange(present); });
}

}  // namespace vxs::ui
