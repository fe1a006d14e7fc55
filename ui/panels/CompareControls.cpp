#include "ui/panels/CompareControls.h"
#include "ui/widgets/FieldLabel.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/MinusSpinBox.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>

#include <cmath>

namespace vxs::ui {

CompareControls::CompareControls(ViewState& view, QFormLayout& form, QObject* parent)
    : QObject(parent), m_view(view) {
  makePair(form);
  makeVolume(form);
  makeMosaic(form);
  for (const auto signal :
       {&ViewState::pairChanged, &ViewState::volumeLookChanged, &ViewState::mosaicChanged})
    connect(&view, signal, this, &CompareControls::takeState);
  takeState();
}

void CompareControls::makePair(QFormLayout& form) {
  m_pair = new QComboBox;
  m_pair->addItems({tr("side by side"), tr("curtain"), tr("fade")});
  m_pair->setAccessibleName(tr("Measured and predicted"));
  m_pair->setToolTip(
      tr("Measured and predicted beside each other, or in one view: a curtain with measured left of its "
         "edge and predicted right of it, or one shining through the other"));
  m_amount = new QSlider(Qt::Horizontal);
  m_amount->setRange(0, 100);
  m_amount->setAccessibleName(tr("How much of the prediction is seen"));
  m_amount->setToolTip(tr("Where the curtain's edge hangs, or how much of the prediction shines through"));
  connect(m_pair, &QComboBox::activated, this,
          [this](int index) { m_view.setPairMode(static_cast<scene::PairMode>(index)); });
  connect(m_amount, &QSlider::valueChanged, this, [this](int value) { m_view.setPairAmount(value / 100.0); });
  auto* row = new QHBoxLayout;
  row->addWidget(m_pair);
  row->addWidget(m_amount, 1);
  form.addRow(fieldLabel(tr("Com&pare"), m_pair), row);
}

void CompareControls::makeVolume(QFormLayout& form) {
  m_cutout = new QComboBox;
  m_cutout->addItems({tr("whole"), tr("corner at the crosshair cut out"), tr("left of it cut away"),
                      tr("right of it cut away"), tr("front cut away"), tr("back cut away"),
                      tr("top cut away"), tr("bottom cut away")});
  m_cutout->setAccessibleName(tr("3-D cut"));
  m_cutout->setToolTip(tr("What 3-D views leave out, seen from the crosshair"));
  connect(m_cutout, &QComboBox::activated, this,
          [this](int index) { m_view.setCutout(static_cast<scene::CutoutSide>(index)); });
  form.addRow(tr("3-&D"), m_cutout);
  m_maximum = new QCheckBox(tr("Strongest along each ray"));
  m_maximum->setToolTip(
      tr("Maximum intensity projection: nothing hides what is behind it; the sign keeps its colour"));
  connect(m_maximum, &QCheckBox::toggled, this, [this](bool on) { m_view.setMaximumIntensity(on); });
  form.addRow(QString(), m_maximum);
}

void CompareControls::makeMosaic(QFormLayout& form) {
  m_plane = new QComboBox;
  m_plane->addItems({tr("axial"), tr("coronal"), tr("sagittal")});
  m_plane->setAccessibleName(tr("Plane of the mosaic"));
  m_count = new QSpinBox;
  m_count->setRange(1, 60);
  m_count->setAccessibleName(tr("Slices in the mosaic"));
  m_count->setToolTip(tr("How many slices the mosaic shows (key 5)"));
  m_spacing = new MinusSpinBox;
  m_spacing->setRange(0, 50);
  m_spacing->setDecimals(1);
  m_spacing->setSuffix(tr(" mm"));
  m_spacing->setSpecialValueText(tr("even"));
  m_spacing->setAccessibleName(tr("Distance between slices of the mosaic"));
  m_spacing->setToolTip(tr("Between slices around the crosshair; 0: evenly over the whole brain"));
  const auto change = [this] {
    m_view.setMosaic(
        {static_cast<scene::Plane>(m_plane->currentIndex()), m_count->value(), m_spacing->value()});
  };
  connect(m_plane, &QComboBox::activated, this, change);
  connect(m_count, &QSpinBox::valueChanged, this, change);
  connect(m_spacing, &QDoubleSpinBox::valueChanged, this, change);
  auto* row = new FlowLayout;
  m_plane->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  for (QWidget* widget : std::initializer_list<QWidget*>{m_plane, m_count, m_spacing}) row->addWidget(widget);
  form.addRow(fieldLabel(tr("Mosai&c"), m_plane), row);
}

void CompareControls::takeState() {
  const QSignalBlocker a(m_pair), b(m_amount), c(m_cutout), d(m_maximum), e(m_plane), f(m_count),
      g(m_spacing);
  const auto& state = m_view.state();
  m_pair->setCurrentIndex(static_cast<int>(state.pairMode));
  m_amount->setValue(static_cast<int>(std::lround(100 * state.pairAmount)));
  m_amount->setEnabled(m_view.paired());
  m_cutout->setCurrentIndex(static_cast<int>(state.cutout));
  m_maximum->setChecked(state.maximumIntensity);
  m_plane->setCurrentIndex(static_cast<int>(state.mosaic.plane));
  m_count->setValue(state.mosaic.count);
  m_spacing->setValue(state.mosaic.spacingMm);
}

}  // namespace vxs::ui
