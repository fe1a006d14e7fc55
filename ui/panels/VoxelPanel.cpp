#include "ui/panels/VoxelPanel.h"

#include "core/metrics/Accuracy.h"
#include "core/train/Cards.h"
#include "core/volume/MaskPosition.h"
#include "ui/maps/MapsModel.h"
#include "ui/paint/Numbers.h"
#include "ui/paint/RoundedNumber.h"
#include "ui/session/AtVoxel.h"
#include "ui/session/ComparisonLabels.h"
#include "ui/widgets/MinusSpinBox.h"
#include "ui/widgets/TextLabel.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/VoxelSpinBox.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStyle>
#include <QTableWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace vxs::ui {

namespace {
constexpr int kRows = 6;  ///< without a second model and a map
constexpr int kLeastRow = 25, kAroundWords = 2;
constexpr int kRestMs = 150;  ///< of the crosshair, before a voxel's interval is worked out
/// Of a row's name, from its longest wording on; and of what is cut where none has room, with the run.
constexpr int kWordings = Qt::UserRole, kRun = Qt::UserRole + 1;
const QString kNothing = QStringLiteral("–");

QString responseTip(const scene::ComparisonData& data, scene::Layer layer) {
  const QString tip = VoxelPanel::tr("Response in z units");
  return data.runOf(layer).empty() ? tip : namedTitle(data, layer) + QLatin1Char('\n') + tip;
}
}  // namespace

VoxelPanel::VoxelPanel(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(10, 4, 10, 8);
  layout->setSpacing(7);
  layout->addWidget(makePosition());
  m_values = new QTableWidget(kRows, 2);
  m_values->setAccessibleName(tr("Values at the crosshair"));
  m_values->horizontalHeader()->hide();
  m_values->verticalHeader()->hide();
  m_values->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Fixed);  // by fitRows()
  m_values->horizontalHeader()->setStretchLastSection(true);
  m_values->horizontalHeader()->setMinimumSectionSize(1);
  m_values->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_values->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);  // by fitRows()
  m_values->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_values->setShowGrid(false);
  m_values->setAlternatingRowColors(true);
  m_values->setWordWrap(true);
  // every row is seen: where the dock is short, the whole panel scrolls
  m_values->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  const auto fitHeight = [this] {
    m_values->setMinimumHeight(m_values->verticalHeader()->length() + 2 * m_values->frameWidth());
  };
  connect(m_values->verticalHeader(), &QHeaderView::sectionResized, this, fitHeight);
  connect(m_values->verticalHeader(), &QHeaderView::sectionCountChanged, this, fitHeight);
  connect(m_values->horizontalHeader(), &QHeaderView::sectionResized, this, &VoxelPanel::fitRows);
  followFont(*m_values, [this] { fitRows(); });
  layout->addWidget(m_values, 1);
  m_source = new TextLabel;
  setTextRole(*m_source, TextRole::Hint);
  layout->addWidget(m_source);
  connect(&session.view(), &ViewState::crosshairChanged, this, &VoxelPanel::showPosition);
  connect(&session.view(), &ViewState::referenceChanged, this, &VoxelPanel::showPosition);
  connect(&session, &Session::dataChanged, this, &VoxelPanel::showValues);
  connect(&session.view(), &ViewState::shownLayersChanged, this, &VoxelPanel::showValues);
  showPosition();
}

void VoxelPanel::follow(MapsModel& maps) {
  m_maps = &maps;
  connect(&maps, &MapsModel::stateChanged, this, [this] {
    takeScore();
    showValues();
  });
  takeScore();
  showValues();
}

/// r at once; its interval, which is work, when the crosshair has come to rest.
void VoxelPanel::takeScore() {
  const quint64 wanted = ++m_scoreWanted;
  const EvaluationPtr evaluation = m_maps->evaluation();
  m_score = kNothing;
  if (!evaluation) return;
  const auto voxel = positionAt(evaluation->mask, m_session.view().state().crosshairRasMm);
  m_score = tr("outside the mask");
  if (!voxel) return;
  const double r = evaluation->r[*voxel];
  m_score = std::isfinite(r) ? paint::fixedNumber(r, 3) : tr("none: a response is constant");
  if (std::isfinite(r) && evaluation->responses)
    QTimer::singleShot(kRestMs, this, [this, wanted, evaluation, voxel = *voxel] {
      if (wanted == m_scoreWanted) takeInterval(evaluation, voxel);
    });
}

void VoxelPanel::takeInterval(const EvaluationPtr& evaluation, std::uint32_t voxel) {
  m_session.tasks().run(
      this, {Lane::Data, {}, QStringLiteral("voxel score"), true, true},
      [evaluation, voxel](Progress&) { return train::voxelCard(*evaluation, voxel).interval; },
      [this, wanted = m_scoreWanted, r = evaluation->r[voxel]](const metrics::Interval& interval) {
        if (wanted != m_scoreWanted || !std::isfinite(interval.low)) return;
        m_score = tr("%1 [%2, %3]")
                      .arg(paint::fixedNumber(r, 3), paint::fixedNumber(interval.low, 3),
                           paint::fixedNumber(interval.high, 3));
        showValues();
      },
      [](const QString&) {});  // the card in the Maps panel says why there is none
}

void VoxelPanel::showScore(int row) {
  const QString run = m_maps->ownerOf(MapKind::R);
  const EvaluationPtr evaluation = m_maps->evaluation();
  setRow(row, {{run.isEmpty() ? tr("Test r") : tr("Test r: %1").arg(run)}, run}, m_score,
         evaluation ? tr("Correlation of measured and predicted response over %1 test images, with the 95 % "
                         "interval of a bootstrap over them")
                          .arg(evaluation->testImages)
                    : m_maps->reason());
}

QWidget* VoxelPanel::makePosition() {
  auto* box = new QWidget;
  auto* grid = new QGridLayout(box);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setSpacing(4);
  auto* ras = new QLabel(tr("RAS mm"));
  auto* index = new QLabel(tr("voxel"));
  grid->addWidget(ras, 0, 0);
  grid->addWidget(index, 1, 0);
  const std::array<QString, 3> axes{tr("right"), tr("anterior"), tr("superior")};
  for (int d = 0; d < 3; ++d) {
    const auto at = static_cast<std::size_t>(d);
    auto* mm = new MinusSpinBox;
    mm->setRange(-500, 500);
    mm->setDecimals(1);
    mm->setAccessibleName(tr("Crosshair, millimetres towards %1").arg(axes[at]));
    mm->setToolTip(tr("Millimetres towards the subject's %1").arg(axes[at]));
    auto* voxel = new VoxelSpinBox;
    voxel->setAccessibleName(tr("Crosshair, voxel index %1").arg(QChar('i' + d)));
    voxel->setToolTip(tr("Voxel index %1, from 0").arg(QChar('i' + d)));
    for (auto* spin : std::initializer_list<QAbstractSpinBox*>{mm, voxel}) {
      spin->setButtonSymbols(QAbstractSpinBox::NoButtons);
      spin->setAlignment(Qt::AlignRight);
      spin->setKeyboardTracking(false);
      spin->setMinimumWidth(spin->fontMetrics().horizontalAdvance(QStringLiteral("−000.0")) + 8);
    }
    grid->addWidget(mm, 0, d + 1);
    grid->addWidget(voxel, 1, d + 1);
    connect(mm, &QDoubleSpinBox::valueChanged, this, [this] {
      m_session.view().setCrosshair(
          {m_millimetres[0]->value(), m_millimetres[1]->value(), m_millimetres[2]->value()});
      showPosition();  // the crosshair stays in the volume, whatever was asked for
    });
    connect(voxel, &QSpinBox::valueChanged, this, [this] {
      m_session.view().setCrosshairVoxel({static_cast<double>(m_voxel[0]->value()),
                                          static_cast<double>(m_voxel[1]->value()),
                                          static_cast<double>(m_voxel[2]->value())});
      showPosition();
    });
    m_millimetres[at] = mm;
    m_voxel[at] = voxel;
  }
  QWidget* before = m_millimetres[0];
  for (QWidget* next : std::initializer_list<QWidget*>{m_millimetres[1], m_millimetres[2], m_voxel[0],
                                                       m_voxel[1], m_voxel[2]}) {
    setTabOrder(before, next);
    before = next;
  }
  ras->setBuddy(m_millimetres[0]);
  index->setBuddy(m_voxel[0]);
  return box;
}

void VoxelPanel::showPosition() {
  const ViewState& view = m_session.view();
  const Vec3& position = view.state().crosshairRasMm;
  const Vec3 voxel = view.crosshairVoxel();
  const std::array<int, 3> size{view.grid().nx, view.grid().ny, view.grid().nz};
  for (std::size_t d = 0; d < 3; ++d) {
    const QSignalBlocker quietMm(m_millimetres[d]), quietVoxel(m_voxel[d]);
    m_millimetres[d]->setValue(position[d]);
    m_voxel[d]->setRange(0, std::max(0, size[d] - 1));
    m_voxel[d]->setValue(static_cast<int>(std::lround(voxel[d])));
  }
  if (m_maps) takeScore();
  showValues();
}

void VoxelPanel::setRow(int row, const RowName& name, const QString& value, const QString& tip) {
  if (row >= m_values->rowCount()) m_values->setRowCount(row + 1);
  for (int column = 0; column < 2; ++column) {
    auto* item = m_values->item(row, column);
    if (!item) m_values->setItem(row, column, item = new QTableWidgetItem);
    item->setToolTip(tip);
  }
  m_values->item(row, 0)->setData(kWordings, name.wordings);
  m_values->item(row, 0)->setData(kRun, name.run);
  m_values->item(row, 1)->setText(value);
}

void VoxelPanel::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  QTimer::singleShot(0, this, &VoxelPanel::fitRows);  // when the table has its new width
}

QString VoxelPanel::fittedName(int row, int room) const {
  const QTableWidgetItem& name = *m_values->item(row, 0);
  const QFontMetrics metrics = m_values->fontMetrics();
  const QStringList wordings = name.data(kWordings).toStringList();
  for (const QString& wording : wordings)
    if (metrics.horizontalAdvance(wording) <= room) return wording;
  const QString run = name.data(kRun).toString(), last = wordings.value(wordings.size() - 1);
  const auto cut = [&](const QString& text) { return metrics.elidedText(text, Qt::ElideMiddle, room); };
  return run.isEmpty() ? cut(last) : cut(last.chopped(run.size()).trimmed()) + QLatin1Char('\n') + cut(run);
}

void VoxelPanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  QTimer::singleShot(0, this, &VoxelPanel::fitRows);
}

/// By hand: Qt's own hint forgets the margins beside the words, and a line with them. Names have half of the
/// table at most.
void VoxelPanel::fitRows() {
  const int margins = 2 * (m_values->style()->pixelMetric(QStyle::PM_FocusFrameHMargin) + 2);
  const QFontMetrics metrics = m_values->fontMetrics();
  const int half = isVisible() ? m_values->viewport()->width() / 2 : QWIDGETSIZE_MAX;
  const auto sizeIn = [&](int room, const QString& text) {
    return metrics.boundingRect({0, 0, room, QWIDGETSIZE_MAX}, Qt::AlignLeft | Qt::TextWordWrap, text).size();
  };
  int names = 0;
  for (int row = 0; row < m_values->rowCount(); ++row) {
    QTableWidgetItem* name = m_values->item(row, 0);
    if (!name) continue;
    name->setText(fittedName(row, half - margins));
    for (const QString& line : name->text().split(QLatin1Char('\n')))
      names = std::max(names, metrics.horizontalAdvance(line));
  }
  m_values->setColumnWidth(0, std::min(names + margins, half));
  const int values = m_values->columnWidth(1) - margins;
  for (int row = 0; row < m_values->rowCount(); ++row) {
    const QTableWidgetItem *name = m_values->item(row, 0), *value = m_values->item(row, 1);
    const int lines = name ? sizeIn(QWIDGETSIZE_MAX, name->text()).height() : 0;
    const int around = name && name->text().contains(QLatin1Char('\n')) ? 3 * kAroundWords : kAroundWords;
    const int words = value ? sizeIn(values, value->text()).height() : 0;
    m_values->setRowHeight(row, std::max({kLeastRow, lines + around, words + kAroundWords}));
  }
}

QString VoxelPanel::anatomyText(const Volume& volume) const {
  const QString text = valueAt(m_session, volume);
  return text.endsWith(QLatin1String(".000")) ? text.chopped(4) : text;
}

QString VoxelPanel::ceilingText() const {
  const auto position = positionAt(m_session.run()->mask(), m_session.view().state().crosshairRasMm);
  if (!position) return tr("outside the mask");
  const float ncsnr = m_session.run()->ncsnr()[*position];
  if (!std::isfinite(ncsnr)) return tr("unknown");
  const int item = m_session.selectedItem();
  if (item < 0) return tr("none: nothing was measured for this picture (ncsnr %1)").arg(ncsnr, 0, 'f', 3);
  // of the measurement shown: one trial, or the mean of as many as were shown
  int repeats = 1;
  if (m_session.trialNumber() <= 0)
    repeats = static_cast<int>(m_session.run()->items()[static_cast<std::size_t>(item)].rows.size());
  metrics::RepeatCounts counts;
  (repeats == 1 ? counts.once : repeats == 2 ? counts.twice : counts.thrice) = 1;
  return tr("%1 % of variance (%2), ncsnr %3")
      .arg(100 * metrics::noiseCeiling(ncsnr, counts), 0, 'f', 1)
      .arg(repeats == 1 ? tr("one trial") : tr("mean of %1").arg(std::min(repeats, 3)))
      .arg(ncsnr, 0, 'f', 3);
}

void VoxelPanel::showLayer(int row, scene::Layer layer) {
  const auto compared = m_session.data();
  if (!compared) return setRow(row, {{layerName(layer)}, {}}, kNothing, tr("Response in z units"));
  const QStringList wordings = titleWordings(*compared, layer);
  const bool map = layer == scene::Layer::Map;
  setRow(row, {wordings, QString::fromStdString(compared->runOf(layer))},
         valueAt(m_session, compared->volume(layer), map ? compared->map.unit : std::string()),
         map ? wordings[0] + QLatin1Char('\n') + QString::fromStdString(compared->map.provenance)
             : responseTip(*compared, layer));
}

void VoxelPanel::showValues() {
  const auto compared = m_session.data();
  int row = 0;
  for (const scene::Layer layer : scene::kAllLayers) {
    if (layer > scene::Layer::Difference && !m_session.view().layerShown(layer)) continue;
    showLayer(row++, layer);
  }
  m_values->setRowCount(row + (m_maps ? 4 : 3));
  const std::string underlay = m_session.underlayName();
  setRow(row++, {{underlay.empty() ? tr("T1") : QString::fromStdString(underlay)}, {}},
         compared ? anatomyText(compared->underlay) : kNothing, tr("The anatomical underlay's value"));
  if (m_maps) showScore(row++);
  const bool open = m_session.run() != nullptr;
  const QStringList regions = regionsAt(m_session);
  setRow(row++, {{tr("Ceiling")}, {}}, open ? ceilingText() : kNothing,
         tr("Noise ceiling: how much of this measurement's variance any model could explain"));
  setRow(row, {{tr("Regions")}, {}},
         !open               ? kNothing
         : regions.isEmpty() ? tr("none")
                             : regions.join(QStringLiteral(", ")),
         tr("Regions of interest that hold this voxel"));
  fitRows();
  QString source;
  if (compared) source = QString::fromStdString(compared->subjectLine + "\n" + compared->modelLine);
  if (compared && !compared->secondRun.empty())
    source += QLatin1Char('\n') + tr("second model: %1").arg(QString::fromStdString(compared->secondLine));
  m_source->setText(source);
}

}  // namespace vxs::ui
