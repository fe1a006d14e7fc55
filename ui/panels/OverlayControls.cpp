#include "ui/panels/OverlayControls.h"
#include "ui/widgets/FieldLabel.h"
#include "ui/widgets/MinusSpinBox.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStandardItemModel>

namespace vxs::ui {

namespace {
constexpr double kFullCeiling = 0.5, kFullMap = 0.3;
}

OverlayControls::OverlayControls(Session& session, QFormLayout& form, QObject* parent)
    : QObject(parent), m_session(session) {
  makeEvidence(form);
  makeClusters(form);
  makeOutlines(form);
  makeUnderlay(form);
  const ViewState& view = session.view();
  for (const auto signal :
       {&ViewState::scaleChanged, &ViewState::activeLayerChanged, &ViewState::outlinesChanged})
    connect(&view, signal, this, &OverlayControls::takeState);
  connect(&session, &Session::mapChanged, this, &OverlayControls::takeState);
  connect(&session, &Session::underlayChanged, this, &OverlayControls::takeState);
  connect(&session, &Session::runChanged, this, &OverlayControls::takeRun);
  takeRun();
}

void OverlayControls::makeEvidence(QFormLayout& form) {
  m_evidence = new QComboBox;
  m_evidence->addItems({tr("the value alone"), tr("noise ceiling"), tr("the map")});
  m_evidence->setAccessibleName(tr("Opacity follows"));
  m_evidence->setToolTip(
      tr("Colour shows the value; opacity can show how much it can be trusted: the noise ceiling of this "
         "measurement, or the map that is shown"));
  m_full = new MinusSpinBox;
  m_full->setDecimals(2);
  m_full->setRange(0.01, 1000);
  m_full->setSingleStep(0.05);
  m_full->setKeyboardTracking(false);
  m_full->setAccessibleName(tr("Evidence at full opacity"));
  m_full->setToolTip(tr("Evidence from which the overlay is as opaque as its value asks for"));
  connect(m_evidence, &QComboBox::activated, this, [this](int index) {
    const auto evidence = static_cast<scene::Evidence>(index);
    m_session.view().setEvidence(evidence, evidence == scene::Evidence::Map ? kFullMap : kFullCeiling);
  });
  connect(m_full, &QDoubleSpinBox::valueChanged, this,
          [this](double full) { m_session.view().setEvidence(m_session.view().state().evidence, full); });
  auto* row = new QHBoxLayout;
  row->addWidget(m_evidence, 1);
  row->addWidget(m_full);
  form.addRow(fieldLabel(tr("Opacity &by"), m_evidence), row);
}

void OverlayControls::makeClusters(QFormLayout& form) {
  m_cluster = new QSpinBox;
  m_cluster->setRange(1, 100000);
  m_cluster->setSuffix(tr(" voxels"));
  m_cluster->setSpecialValueText(tr("any size"));
  m_cluster->setKeyboardTracking(false);
  m_cluster->setAccessibleName(tr("Smallest cluster"));
  m_cluster->setToolTip(
      tr("Show only clusters of at least so many voxels above the threshold (joined by their faces, "
         "one sign)"));
  connect(m_cluster, &QSpinBox::valueChanged, this, [this](int voxels) {
    const scene::Layer layer = m_session.view().activeLayer();
    scene::ColorScale scale = m_session.view().state().scaleOf(layer);
    scale.smallestCluster = voxels;
    m_session.view().setScaleOf(layer, scale);
  });
  form.addRow(tr("Cl&usters"), m_cluster);
}

void OverlayControls::makeOutlines(QFormLayout& form) {
  m_outlines = new QComboBox;
  m_outlines->setAccessibleName(tr("Outlined regions"));
  m_outlines->setToolTip(
      tr("Outline an atlas's regions in slices and on the brain in 3-D; the region at the crosshair and "
         "under the mouse "
         "is named"));
  connect(m_outlines, &QComboBox::activated, this, [this](int index) {
    m_session.view().setOutlineAtlas(index <= 0 ? std::string() : m_outlines->itemText(index).toStdString());
  });
  form.addRow(tr("Regio&ns"), m_outlines);
}

void OverlayControls::makeUnderlay(QFormLayout& form) {
  m_underlay = new QComboBox;
  m_underlay->setAccessibleName(tr("Underlay"));
  connect(m_underlay, &QComboBox::activated, this,
          [this](int index) { m_session.setUnderlay(m_underlay->itemText(index).toStdString()); });
  form.addRow(tr("Underla&y"), m_underlay);
}

void OverlayControls::takeRun() {
  const QSignalBlocker quiet(m_outlines), still(m_underlay);
  m_underlay->clear();
  const auto underlays = m_session.run() ? m_session.run()->underlayNames() : std::vector<std::string>();
  for (const std::string& name : underlays) m_underlay->addItem(QString::fromStdString(name));
  m_underlay->setEnabled(underlays.size() > 1);
  m_underlay->setToolTip(underlays.size() > 1 ? tr("The anatomy below the responses")
                                              : tr("The dataset has no other anatomy on this grid"));
  m_outlines->clear();
  m_outlines->addItem(tr("none"));
  if (m_session.run())
    for (const LabelAtlas& atlas : m_session.run()->atlases())
      m_outlines->addItem(QString::fromStdString(atlas.name));
  m_outlines->setEnabled(m_outlines->count() > 1);
  takeState();
}

void OverlayControls::takeState() {
  const QSignalBlocker a(m_evidence), b(m_full), c(m_cluster), d(m_outlines), e(m_underlay);
  m_underlay->setCurrentText(QString::fromStdString(m_session.underlayName()));
  const auto& state = m_session.view().state();
  const auto compared = m_session.data();
  m_evidence->setCurrentIndex(static_cast<int>(state.evidence));
  const bool map = compared && !compared->volume(scene::Layer::Map).empty();
  if (auto* items = qobject_cast<QStandardItemModel*>(m_evidence->model())) items->item(2)->setEnabled(map);
  m_full->setEnabled(state.evidence != scene::Evidence::None);
  m_full->setValue(state.evidenceFull);
  m_cluster->setValue(state.scaleOf(m_session.view().activeLayer()).smallestCluster);
  const int index = m_outlines->findText(QString::fromStdString(state.outlineAtlas));
  m_outlines->setCurrentIndex(state.outlineAtlas.empty() ? 0 : std::max(0, index));
}

}  // namespace vxs::ui
