#include "ui/maps/ImageCardView.h"

#include "ui/docks/DockScroll.h"
#include "ui/paint/Numbers.h"
#include "ui/session/ComparisonLabels.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/TableFilling.h"
#include "ui/widgets/TextLabel.h"
#include "ui/widgets/Theme.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace vxs::ui {

namespace {

constexpr int kFactsWidth = 140, kMostFactsWidth = 180;  ///< at least: at 100 % type; pixels of any type
constexpr int kTableWidth = 190, kMostTableWidth = 240;  ///< at least: at 100 % type; pixels of any type
constexpr int kRegionWidth = 70;  ///< at 100 % type: what is left of a region's name before a column goes

enum Column { Region, R, SecondR, Delta, Voxels, kColumns };

QTableWidgetItem* numberItem(const QVariant& value) {
  auto* item = new QTableWidgetItem;
  if (std::isfinite(value.toDouble())) item->setData(Qt::DisplayRole, value);
  item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
  return item;
}

/// Numbers are sorted as numbers and shown with three decimals and a minus; counts are whole.
class NumberDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  QString displayText(const QVariant& value, const QLocale& locale) const override {
    return paint::withMinus(value.typeId() == QMetaType::Double
                                ? QString::number(value.toDouble(), 'f', 3)
                                : QStyledItemDelegate::displayText(value, locale));
  }
};

}  // namespace

ImageCardView::ImageCardView(MapsModel& maps, QWidget* parent) : QWidget(parent), m_maps(maps) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  auto* column = new QWidget;
  auto* side = new QVBoxLayout(column);
  side->setContentsMargins(0, 0, 0, 0);
  // a low dock cuts nothing off: what does not fit is a scroll away
  auto* facts = new DockScroll(column, DockScroll::Across::Fitted, kFactsWidth);
  facts->setSizePolicy(QSizePolicy::Ignored, facts->sizePolicy().verticalPolicy());
  followFont(*facts,
             [facts] { facts->setMinimumWidth(std::min(scaledPixels(kFactsWidth), kMostFactsWidth)); });
  layout->addWidget(facts, 1);
  m_facts = new TextLabel;
  m_facts->setTextFormat(Qt::RichText);
  m_facts->setMinimumWidth(kFactsWidth - 20);  // beside a scroll bar
  m_facts->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
  side->addWidget(m_facts, 1);
  m_presentations = new FlowLayout(3);
  side->addLayout(m_presentations);
  m_buttons = new QButtonGroup(this);
  connect(m_buttons, &QButtonGroup::idClicked, this, [this](int trialNumber) {
    m_maps.session().selectItem(m_maps.session().selectedItem(), trialNumber);
  });
  m_regions = new QTableWidget(0, kColumns);
  m_regions->setHorizontalHeaderLabels({tr("region"), tr("pattern r"), tr("2nd r"), tr("Δr"), tr("voxels")});
  m_regions->setAccessibleName(tr("Pattern correlation of the image by region"));
  m_regions->verticalHeader()->hide();
  m_regions->setItemDelegate(new NumberDelegate(m_regions));
  followFont(*m_regions, [this] {
    m_regions->verticalHeader()->setDefaultSectionSize(scaledPixels(20));
    m_regions->setMinimumWidth(std::min(scaledPixels(kTableWidth), kMostTableWidth));
  });
  m_regions->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  m_regions->horizontalHeader()->setSectionResizeMode(Region, QHeaderView::Stretch);
  m_regions->horizontalHeader()->setMinimumSectionSize(1);
  m_regions->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);  // the names make way
  m_regions->setWordWrap(false);
  m_regions->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_regions->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_regions->setSelectionMode(QAbstractItemView::SingleSelection);
  m_regions->setShowGrid(false);
  m_regions->sortByColumn(R, Qt::DescendingOrder);
  layout->addWidget(m_regions, 1);
  connect(m_regions, &QTableWidget::cellClicked, this,
          [this](int row) { m_maps.setRegion(m_regions->item(row, Region)->data(Qt::UserRole).toInt()); });
  connect(&maps.session(), &Session::dataChanged, this, &ImageCardView::refresh);
  connect(&maps.session(), &Session::itemChanged, this, &ImageCardView::listPresentations);
  for (const auto signal : {&MapsModel::stateChanged, &MapsModel::secondCompared})
    connect(&maps, signal, this, &ImageCardView::refresh);
  connect(&maps.session(), &Session::secondRunChanged, this, &ImageCardView::refresh);
  listPresentations();
  refresh();
}

void ImageCardView::listPresentations() {
  for (QAbstractButton* button : m_buttons->buttons()) {
    m_buttons->removeButton(button);
    button->deleteLater();
  }
  while (QLayoutItem* item = m_presentations->takeAt(0)) delete item;
  const Session& session = m_maps.session();
  if (!session.run() || session.selectedItem() < 0) return;
  const TrialItem& item = session.run()->items()[static_cast<std::size_t>(session.selectedItem())];
  const auto add = [&](const QString& text, int trialNumber, const QString& tip) {
    auto* button = new QToolButton;
    button->setText(text);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setToolTip(tip);
    button->setChecked(session.trialNumber() == trialNumber);
    m_buttons->addButton(button, trialNumber);
    m_presentations->addWidget(button);
  };
  if (item.trialNumbers.size() > 1) add(tr("mean"), 0, tr("Measured: the mean of all presentations"));
  for (std::size_t i = 0; i < item.trialNumbers.size() && item.trialNumbers.size() > 1; ++i)
    add(tr("repeat %1").arg(i + 1), item.trialNumbers[i],
        tr("Measured: presentation %1 alone, trial %2").arg(i + 1).arg(item.trialNumbers[i]));
}

bool ImageCardView::fromEvaluation() const {
  const Session& session = m_maps.session();
  if (!m_maps.hasResponses() || session.selectedItem() < 0 || session.trialNumber() > 0) return false;
  const TrialItem& item = session.run()->items()[static_cast<std::size_t>(session.selectedItem())];
  const bool edited = !item.captions.empty() && session.caption().toStdString() != item.captions.front();
  return !edited && m_maps.evaluation()->responses->indexOf(item.nsdId) >= 0;
}

void ImageCardView::refresh() {
  const quint64 wanted = ++m_wanted;  // an answer to an older question is thrown away, its cancelling too
  const Session& session = m_maps.session();
  const auto run = session.run();
  const ComparisonPtr compared = session.data();
  if (!run || !compared) return showReason(tr("Nothing is open."));
  if (session.selectedItem() < 0)
    return showReason(tr("This picture was not shown in the scanner: nothing to compare."));
  const TrialItem item = run->items()[static_cast<std::size_t>(session.selectedItem())];
  const EvaluationPtr evaluation = fromEvaluation() ? m_maps.evaluation() : nullptr,
                      other = evaluation ? m_maps.secondEvaluation() : nullptr;
  const bool both = session.secondRun() != nullptr;
  m_maps.session().tasks().run(
      this, {Lane::Data, {}, QStringLiteral("image card"), true, true},
      [run, compared, item, evaluation, other, both](Progress&) {
        Findings found;
        const auto regions = train::regionsOf(run->atlases(), run->mask());
        const Volume &measured = compared->volumes[static_cast<std::size_t>(scene::Layer::Measured)],
                     &predicted = compared->volumes[static_cast<std::size_t>(scene::Layer::Predicted)],
                     &second = compared->volumes[static_cast<std::size_t>(scene::Layer::Second)];
        if (evaluation) {
          const auto at = static_cast<std::size_t>(evaluation->responses->indexOf(item.nsdId));
          found.card = train::imageCard(evaluation->responses->measured(at),
                                        evaluation->responses->predicted(at), regions);
          found.evaluated = found.compared = true;
        } else if (!measured.empty() && !predicted.empty()) {
          found.card = train::imageCard(run->mask().gather(measured), run->mask().gather(predicted), regions);
          found.compared = true;
        }
        if (other) {  // of the same images and voxels, else there were no difference
          const auto at = static_cast<std::size_t>(other->responses->indexOf(item.nsdId));
          found.second =
              train::imageCard(other->responses->measured(at), other->responses->predicted(at), regions);
          found.both = true;
        } else if (both && !measured.empty() && !second.empty()) {
          found.second = train::imageCard(run->mask().gather(measured), run->mask().gather(second), regions);
          found.both = true;
        }
        found.both = found.both && found.compared;
        std::vector<std::vector<float>> repeats;
        for (const std::size_t row : item.rows) repeats.push_back(run->mask().gather(run->measured({row})));
        found.repeats = train::repeatCorrelations(repeats);
        return found;
      },
      [this, wanted](const Findings& found) {
        if (wanted == m_wanted) showCard(found);
      },
      [this, wanted](const QString& message) {
        if (wanted == m_wanted) showReason(message);
      });
}

void ImageCardView::showReason(const QString& reason) {
  m_facts->setText(reason.toHtmlEscaped());
  m_regions->setRowCount(0);
}

QString ImageCardView::repeatsText(const std::vector<double>& matrix) const {
  const auto n = static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(matrix.size()))));
  if (n < 2) return tr("shown once: no repeats to compare");
  QStringList pairs;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 1; j < n; ++j)
      pairs << tr("%1–%2: %3")
                   .arg(i + 1)
                   .arg(j + 1)
                   .arg(paint::withMinus(QString::number(matrix[i * n + j], 'f', 3)));
  return tr("repeat with repeat, pattern r: %1").arg(pairs.join(QStringLiteral(", ")));
}

void ImageCardView::showCard(const Findings& found) {
  const Session& session = m_maps.session();
  if (session.selectedItem() < 0) return;
  const TrialItem& item = session.run()->items()[static_cast<std::size_t>(session.selectedItem())];
  QString text = tr("<b>image %1</b>, shown %2 times<br>").arg(item.nsdId).arg(item.rows.size());
  text += found.compared ? judgement(found) : tr("no measured and predicted pattern to compare<br>");
  m_facts->setText(paint::withMinus(text + repeatsText(found.repeats)));
  showRegions(found);
}

/// Over the mask, with the best and the worst region, of one run or of both.
QString ImageCardView::judgement(const Findings& found) const {
  const Session& session = m_maps.session();
  const auto regions = train::regionsOf(session.run()->atlases(), session.run()->mask());
  const auto name = [&](std::ptrdiff_t at) {
    const train::Region& region = regions[static_cast<std::size_t>(at)];
    return QString::fromStdString(region.name == "all" ? region.atlas : region.name).toHtmlEscaped();
  };
  const QString over = tr("over %L1 voxels of mask %2<br>")
                           .arg(found.card.voxels)
                           .arg(QString::fromStdString(session.run()->info().maskName).toHtmlEscaped());
  const auto extremes = [&](const train::ImageCard& card) {
    return card.best < 0 ? QString()
                         : tr("best %1 %2 · worst %3 %4<br>")
                               .arg(name(card.best))
                               .arg(card.regions[static_cast<std::size_t>(card.best)].r, 0, 'f', 2)
                               .arg(name(card.worst))
                               .arg(card.regions[static_cast<std::size_t>(card.worst)].r, 0, 'f', 2);
  };
  const auto patternR = [](double r) { return tr("<b>pattern r %1</b>").arg(r, 0, 'f', 3); };
  QString text;
  if (const QString run = m_maps.ownerOf(MapKind::R); !run.isEmpty())
    text += tr("%1: ").arg(run.toHtmlEscaped());
  text += patternR(found.card.r);
  if (found.both) {
    const QString first = runName(*session.run()).toHtmlEscaped(),
                  second = runName(*session.secondRun()).toHtmlEscaped();
    text += tr("<br>%1: %2<br><b>Δr %3</b>: %1 less %4<br>%5")
                .arg(second, patternR(found.second.r))
                .arg(found.second.r - found.card.r, 0, 'f', 3)
                .arg(first, over);
    if (found.card.best >= 0) text += tr("%1: %2").arg(first, extremes(found.card));
    if (found.second.best >= 0) text += tr("%1: %2").arg(second, extremes(found.second));
  } else {
    text += QLatin1Char(' ') + over + extremes(found.card);
  }
  return text +
         (found.evaluated ? tr("from the evaluation") : tr("from what is shown: not a plain test image")) +
         QStringLiteral("<br>");
}

void ImageCardView::showRegions(const Findings& found) {
  const Session& session = m_maps.session();
  const auto regions = train::regionsOf(session.run()->atlases(), session.run()->mask());
  const TableFilling filling(*m_regions);
  m_regions->setSortingEnabled(false);
  m_regions->setRowCount(static_cast<int>(found.card.regions.size()));
  for (int row = 0; row < m_regions->rowCount(); ++row) {
    const train::RegionScore& score = found.card.regions[static_cast<std::size_t>(row)];
    const train::Region& region = regions[score.region];
    const auto voxels = static_cast<qlonglong>(score.voxels);
    const QString atlas = QString::fromStdString(region.atlas), name = QString::fromStdString(region.name);
    auto* title = new QTableWidgetItem(region.name == "all" ? tr("%1 (all)").arg(atlas)
                                                            : tr("%1 (%2)").arg(name, atlas));
    QString tip = tr("%1, %L2 voxels").arg(title->text()).arg(voxels);
    title->setData(Qt::UserRole, static_cast<int>(score.region));
    m_regions->setItem(row, Region, title);
    m_regions->setItem(row, R, numberItem(score.r));
    if (found.both) {
      const double other = found.second.regions[static_cast<std::size_t>(row)].r;
      m_regions->setItem(row, SecondR, numberItem(other));
      m_regions->setItem(row, Delta, numberItem(other - score.r));
      tip += tr("\nΔr %1").arg(other - score.r, 0, 'f', 3);
    }
    title->setToolTip(paint::withMinus(tip));
    m_regions->setItem(row, Voxels, numberItem(voxels));
  }
  m_regions->setSortingEnabled(true);
  m_both = found.both;
  for (const Column column : {SecondR, Delta}) m_regions->setColumnHidden(column, !found.both);
  m_regions->horizontalHeaderItem(R)->setText(found.both ? tr("1st r") : tr("pattern r"));
  m_regions->horizontalHeaderItem(R)->setToolTip(
      found.both ? tr("Pattern r of %1").arg(runName(*session.run())) : QString());
  if (found.both) {
    const QString second = runName(*session.secondRun());
    m_regions->horizontalHeaderItem(SecondR)->setToolTip(tr("Pattern r of %1").arg(second));
    m_regions->horizontalHeaderItem(Delta)->setToolTip(
        tr("r of %1 less r of %2").arg(second, runName(*session.run())));
  }
  fitColumns();
}

/// Where a region's name has no room the number of voxels goes, then the difference: the tooltip has them.
void ImageCardView::fitColumns() {
  const QHeaderView& header = *m_regions->horizontalHeader();
  const QAbstractItemView& view = *m_regions;
  int left =
      m_regions->width() - m_regions->verticalScrollBar()->sizeHint().width() - scaledPixels(kRegionWidth);
  for (const Column column : {R, SecondR, Delta, Voxels}) {
    if (column != Voxels && column != R && !m_both) continue;
    m_regions->setColumnHidden(column, false);  // a hidden one has no size
    left -= std::max(view.sizeHintForColumn(column), header.sectionSizeHint(column));
    if (column == Delta || column == Voxels) m_regions->setColumnHidden(column, left < 0);
  }
}

void ImageCardView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fitColumns();
}

}  // namespace vxs::ui
