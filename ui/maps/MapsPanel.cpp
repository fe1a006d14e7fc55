#include "ui/maps/MapsPanel.h"

#include "ui/docks/Audience.h"
#include "ui/maps/DensityView.h"
#include "ui/maps/HistogramView.h"
#include "ui/maps/ImageCardView.h"
#include "ui/maps/RoiBars.h"
#include "ui/maps/VoxelCardView.h"
#include "ui/session/ComparisonLabels.h"
#include "ui/widgets/HintLabel.h"
#include "ui/widgets/PageLayout.h"
#include "ui/widgets/SplitterPlaces.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/WrappedLabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFontMetrics>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace vxs::ui {

namespace {

constexpr metrics::AccuracyPreset kPresets[] = {
    metrics::AccuracyPreset::Report, metrics::AccuracyPreset::Vision, metrics::AccuracyPreset::Algonauts};

constexpr QMargins kMargins(10, 2, 10, 4);
constexpr int kChooserWidth = 168, kMostChooserWidth = 240;  ///< at 100 % type; pixels of any type

QLabel* selectableHint() {
  auto* label = hintLabel();
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return label;
}

/// As many lines as the dock's width asks for, none of them ever cut.
QLabel* wholeHint() {
  auto* label = hintLabel<WrappedLabel>();
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  label->setSizePolicy(policy);
  label->resize(scaledPixels(1000), 1);  // until it is laid out: no dock is asked for lines of a narrow one
  return label;
}

}  // namespace

MapsPanel::MapsPanel(MapsModel& maps, QWidget* parent) : QWidget(parent), m_maps(maps) {
  m_pages = new PageLayout(this);
  m_pages->addWidget(makeEmpty());
  m_pages->addWidget(makeContent());
  connect(&maps, &MapsModel::stateChanged, this, &MapsPanel::showState);
  for (const auto signal : {&MapsModel::mapChanged, &MapsModel::regionChanged, &MapsModel::brushChanged})
    connect(&maps, signal, this, &MapsPanel::showTexts);
  for (const auto signal : {&Session::secondRunChanged, &Session::mapChanged})
    connect(&maps.session(), signal, this, &MapsPanel::showTexts);
  connect(&maps.session().view(), &ViewState::shownLayersChanged, this, &MapsPanel::showTexts);
  showState();
}

QWidget* MapsPanel::makeEmpty() {
  auto* page = new QWidget;
  auto* layout = new QVBoxLayout(page);
  layout->setContentsMargins(kMargins);
  layout->setAlignment(Qt::AlignCenter);
  m_reason = selectableHint();
  m_reason->setAlignment(Qt::AlignCenter);
  m_reason->setMinimumWidth(420);
  m_evaluate = new QPushButton(tr("Run the evaluation"));
  m_evaluate->setObjectName(QStringLiteral("evaluate"));
  m_evaluate->setToolTip(
      tr("Predict every test image and compare with what was measured; can be cancelled in the "
         "status bar. The same as: voxelscope-cli evaluate RUN"));
  layout->addWidget(m_reason, 0, Qt::AlignCenter);
  layout->addWidget(m_evaluate, 0, Qt::AlignCenter);
  connect(m_evaluate, &QPushButton::clicked, &m_maps, &MapsModel::evaluate);
  return page;
}

void MapsPanel::makeLayerChoice() {
  m_tower = new QComboBox;
  m_tower->setObjectName(QStringLiteral("tower"));
  m_tower->setAccessibleName(tr("Layers of"));
  m_tower->addItem(tr("Image tower"), QStringLiteral("image"));
  m_tower->addItem(tr("Text tower"), QStringLiteral("text"));
  m_tower->addItem(tr("Both towers"), QStringLiteral("both"));
  m_tower->setToolTip(
      tr("Which layers are fitted: of the vision transformer, of the text encoder from the image's first "
         "caption, or of both one after the other"));
  m_tower->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  connect(m_tower, &QComboBox::activated, this,
          [this](int index) { m_maps.layers().setTower(m_tower->itemData(index).toString()); });
  m_findLayers = new QPushButton(tr("Find the layers"));
  m_findLayers->setObjectName(QStringLiteral("findLayers"));
  m_findLayers->setToolTip(
      tr("Fit a ridge from every layer of the encoder to the voxels, in the background; progress and cancel "
         "are in the status bar. The same as: voxelscope-cli layers STORE --encoder ENCODER --tower TOWER "
         "--out RUN"));
  connect(m_findLayers, &QPushButton::clicked, this, [this] { m_maps.layers().find(); });
  connect(&m_maps.layers(), &LayerService::changed, this, &MapsPanel::showTexts);
}

QWidget* MapsPanel::makeChooser() {
  auto* box = new QWidget;
  auto* layout = new QVBoxLayout(box);
  layout->setContentsMargins(0, 0, 4, 0);
  layout->setSpacing(4);
  m_kind = new QComboBox;
  m_kind->setAccessibleName(tr("Map"));
  for (const MapInfo& info : mapInfos()) {
    m_kind->addItem(info.name, static_cast<int>(info.kind));
    m_kind->setItemData(m_kind->count() - 1, info.tip, Qt::ToolTipRole);
  }
  connect(m_kind, &QComboBox::activated, this,
          [this](int index) { m_maps.setKind(static_cast<MapKind>(m_kind->itemData(index).toInt())); });
  m_preset = new QComboBox;
  m_preset->setAccessibleName(tr("Preset of r²/NC"));
  for (const auto preset : kPresets) m_preset->addItem(presetName(preset));
  m_preset->setToolTip(
      tr("How r²/NC is formed: report squares every r, drops ceilings of 0 and takes the median; "
         "vision and algonauts set r < 0 to 0, keep ceilings of 0 and cap at 100 %"));
  connect(m_preset, &QComboBox::activated, this, [this](int index) { m_maps.setPreset(kPresets[index]); });
  m_toDifference = new QPushButton(infoOf(MapKind::Difference).name);
  m_toDifference->setObjectName(QStringLiteral("toDifference"));
  connect(m_toDifference, &QPushButton::clicked, this, [this] { m_maps.setKind(MapKind::Difference); });
  m_second = new QPushButton(tr("Second run…"));
  m_second->setToolTip(tr("Choose another run of the same subject to compare with"));
  connect(m_second, &QPushButton::clicked, this, &MapsPanel::secondRunRequested);
  m_evaluateSecond = new QPushButton(tr("Evaluate it"));
  m_evaluateSecond->setObjectName(QStringLiteral("evaluateSecond"));
  m_evaluateSecond->setToolTip(
      tr("Predict every test image with the second run and compare with what was measured; can be cancelled "
         "in the status bar"));
  connect(m_evaluateSecond, &QPushButton::clicked, &m_maps, &MapsModel::evaluateSecond);
  makeLayerChoice();
  m_inViews = new QCheckBox(tr("Sho&w in the views"));
  m_inViews->setToolTip(
      tr("A column of brain views for this map, beside measured, predicted and difference"));
  connect(m_inViews, &QCheckBox::toggled, this, [this](bool on) { m_maps.setInViews(on); });
  m_scope = selectableHint();
  m_letGoRegion = new QPushButton(tr("Whole mask"));
  m_letGoRegion->setToolTip(tr("Show every voxel again, not one region"));
  connect(m_letGoRegion, &QPushButton::clicked, this, [this] { m_maps.setRegion(-1); });
  m_letGoBrush = new QPushButton(tr("Clear brush"));
  connect(m_letGoBrush, &QPushButton::clicked, this, [this] { m_maps.setBrush({}); });
  m_again = new QPushButton(tr("Evaluate again"));
  m_again->setToolTip(tr("Run the evaluation anew, under the chosen preset"));
  connect(m_again, &QPushButton::clicked, &m_maps, &MapsModel::evaluate);
  for (QWidget* widget :
       std::initializer_list<QWidget*>{m_kind, m_toDifference, m_preset, m_second, m_evaluateSecond, m_tower,
                                       m_findLayers, m_inViews, m_scope, m_letGoRegion, m_letGoBrush})
    layout->addWidget(widget);
  layout->addStretch(1);
  layout->addWidget(m_again);
  followFont(*box, [box] { box->setFixedWidth(std::min(scaledPixels(kChooserWidth), kMostChooserWidth)); });
  return box;
}

QWidget* MapsPanel::makeContent() {
  auto* page = new QWidget;
  auto* layout = new QVBoxLayout(page);
  layout->setContentsMargins(kMargins);
  layout->setSpacing(2);
  m_summary = wholeHint();
  m_summary->setObjectName(QStringLiteral("summary"));
  m_provenance = wholeHint();
  m_provenance->setObjectName(QStringLiteral("provenance"));
  auto* row = new QHBoxLayout;
  QWidget* chooser = makeChooser();
  row->addWidget(chooser);
  auto* parts = new QSplitter(Qt::Horizontal);
  parts->setChildrenCollapsible(false);
  parts->addWidget(m_histogram = new HistogramView(m_maps));
  parts->addWidget(m_density = new DensityView(m_maps));
  parts->addWidget(m_regions = new RoiBars(m_maps));
  m_cards = new QTabWidget;
  m_cards->setDocumentMode(true);
  m_cards->addTab(m_voxelCard = new VoxelCardView(m_maps), tr("Voxel"));
  m_cards->addTab(m_imageCard = new ImageCardView(m_maps), tr("Image"));
  parts->addWidget(m_cards);
  for (int i = 0; i < 4; ++i) parts->setStretchFactor(i, i == 3 ? 5 : 3);
  rememberPlaces(*parts, QStringLiteral("maps"));
  row->addWidget(parts, 1);
  layout->addLayout(row, 1);
  layout->addWidget(m_summary);
  layout->addWidget(m_provenance);
  setOnlyFor(*chooser, Audience::Desk);
  return page;
}

void MapsPanel::showCard(int card) {
  m_cards->setCurrentIndex(card);
}

void MapsPanel::showState() {
  const bool ready = m_maps.state() == MapsModel::State::Ready;
  m_pages->setCurrentIndex(ready ? 1 : 0);
  const bool busy = m_maps.evaluating();
  m_reason->setText(busy ? tr("Evaluating… progress is in the status bar, where it can be cancelled.")
                         : m_maps.reason());
  m_evaluate->setVisible(m_maps.state() == MapsModel::State::Missing);
  m_evaluate->setEnabled(!busy);
  m_again->setEnabled(!busy);
  m_evaluateSecond->setEnabled(!busy);
  if (ready) showTexts();
}

void MapsPanel::showTexts() {
  if (!m_maps.evaluation()) return;
  const QSignalBlocker a(m_kind), b(m_preset), c(m_inViews);
  m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(m_maps.kind())));
  m_kind->setToolTip(infoOf(m_maps.kind()).tip);
  m_preset->setCurrentText(presetName(m_maps.preset()));
  m_preset->setVisible(m_maps.kind() == MapKind::Normalised);
  const auto second = m_maps.session().secondRun();
  m_toDifference->setVisible(second && m_maps.kind() != MapKind::Difference);
  if (second)
    m_toDifference->setToolTip(tr("Where %1 predicts better than %2, and where worse: r minus r")
                                   .arg(runName(*second), runName(*m_maps.session().run())));
  m_second->setVisible(m_maps.kind() == MapKind::Difference);
  m_evaluateSecond->setVisible(m_maps.kind() == MapKind::Difference && m_maps.secondMissing());
  const LayerService& layers = m_maps.layers();
  m_tower->setVisible(isOfLayers(m_maps.kind()));
  m_tower->setCurrentIndex(m_tower->findData(layers.tower()));
  m_tower->setEnabled(!layers.finding());
  m_findLayers->setVisible(isOfLayers(m_maps.kind()) && layers.outdated());
  m_findLayers->setEnabled(!layers.finding());
  const QString other = m_maps.otherInViews();
  m_inViews->setChecked(m_maps.inViews() && other.isEmpty());
  m_again->setVisible(!m_maps.hasResponses() || m_maps.preset() != m_maps.evaluation()->accuracy.preset);
  QString scope =
      tr("%1: %L2 voxels").arg(m_maps.regionName()).arg(static_cast<qint64>(m_maps.members().size()));
  if (!m_maps.brush().empty())
    scope += tr("\nbrushed: %L1 voxels").arg(static_cast<qint64>(m_maps.brush().size()));
  if (!m_maps.brush().empty() && m_maps.region() >= 0)
    scope += tr(", %L1 of them here").arg(static_cast<qint64>(m_maps.brushedInRegion()));
  if (!other.isEmpty()) scope.prepend(tr("The views show %1 in the map's column\n").arg(other));
  m_scope->setText(scope);
  m_letGoRegion->setVisible(m_maps.region() >= 0);
  m_letGoBrush->setVisible(!m_maps.brush().empty());
  m_summary->setText(m_maps.values().empty() ? m_maps.whyNoMap() : m_maps.summary());
  m_provenance->setText(m_maps.provenance());
}

}  // namespace vxs::ui
