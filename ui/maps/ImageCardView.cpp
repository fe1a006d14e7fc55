#include "ui/maps/ImageCardView.h"

#include "ui/DockScroll.h"
#include "ui/Theme.h"
#include "ui/paint/Numbers.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace vxs::ui {

namespace {

constexpr int kFactsWidth = 160;

enum Column { Atlas, Name, R, Voxels, kColumns };

QTableWidgetItem* numberItem(double value, int decimals) {
  auto* item = new QTableWidgetItem;
  if (std::isfinite(value))
    item->setData(Qt::DisplayRole, QVariant(QString::number(value, 'f', decimals).toDouble()));
  item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
  return item;
}

/// Numbers are sorted as numbers and shown with a minus.
class NumberDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  QString displayText(const QVariant& value, const QLocale& locale) const override {
    return paint::withMinus(QStyledItemDelegate::displayText(value, locale));
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
  layout->addWidget(new DockScroll(column, DockScroll::Across::Fitted, kFactsWidth), 1);
  m_facts = new QLabel;
  m_facts->setTextFormat(Qt::RichText);
  m_facts->setWordWrap(true);
  m_facts->setMinimumWidth(kFactsWidth);
  m_facts->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
  side->addWidget(m_facts, 1);
  m_presentations = new QHBoxLayout;
  m_presentations->setSpacing(3);
  side->addLayout(m_presentations);
  m_buttons = new QButtonGroup(this);
  connect(m_buttons, &QButtonGroup::idClicked, this, [this](int trialNumber) {
    m_maps.session().selectItem(m_maps.session().selectedItem(), trialNumber);
  });
  m_regions = new QTableWidget(0, kColumns);
  m_regions->setHorizontalHeaderLabels({tr("atlas"), tr("region"), tr("pattern r"), tr("voxels")});
  m_regions->setAccessibleName(tr("Pattern correlation of the image by region"));
  m_regions->verticalHeader()->hide();
  m_regions->setItemDelegate(new NumberDelegate(m_regions));
  followFont(*m_regions, [this] { m_regions->verticalHeader()->setDefaultSectionSize(scaledPixels(20)); });
  m_regions->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  m_regions->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_regions->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_regions->setSelectionMode(QAbstractItemView::SingleSelection);
  m_regions->setShowGrid(false);
  m_regions->sortByColumn(R, Qt::DescendingOrder);
  layout->addWidget(m_regions, 1);
  connect(m_regions, &QTableWidget::cellClicked, this,
          [this](int row) { m_maps.setRegion(m_regions->item(row, Atlas)->data(Qt::UserRole).toInt()); });
  connect(&maps.session(), &Session::dataChanged, this, &ImageCardView::refresh);
  connect(&maps.session(), &Session::itemChanged, this, &ImageCardView::listPresentations);
  connect(&maps, &MapsModel::stateChanged, this, &ImageCardView::refresh);
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
  m_presentations->addStretch(1);
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
  const EvaluationPtr evaluation = fromEvaluation() ? m_maps.evaluation() : nullptr;
  m_maps.session().tasks().run(
      this, {Lane::Data, {}, QStringLiteral("image card"), true, true},
      [run, compared, item, evaluation](Progress&) {
        Findings found;
        const auto regions = train::regionsOf(run->atlases(), run->mask());
        const Volume &measured = compared->volumes[static_cast<std::size_t>(scene::Layer::Measured)],
                     &predicted = compared->volumes[static_cast<std::size_t>(scene::Layer::Predicted)];
        if (evaluation) {
          const auto at = static_cast<std::size_t>(evaluation->responses->indexOf(item.nsdId));
          found.card = train::imageCard(evaluation->responses->measured(at),
                                        evaluation->responses->predicted(at), regions);
          found.evaluated = found.compared = true;
        } else if (!measured.empty() && !predicted.empty()) {
          found.card = train::imageCard(run->mask().gather(measured), run->mask().gather(predicted), regions);
          found.compared = true;
        }
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
  const auto regions = train::regionsOf(session.run()->atlases(), session.run()->mask());
  const auto name = [&](std::ptrdiff_t at) {
    const train::Region& region = regions[static_cast<std::size_t>(at)];
    return QString::fromStdString(region.name == "all" ? region.atlas : region.name).toHtmlEscaped();
  };
  if (found.compared) {
    if (const QString run = m_maps.ownerOf(MapKind::R); !run.isEmpty())
      text += tr("%1: ").arg(run.toHtmlEscaped());
    text += tr("<b>pattern r %1</b> over %L2 voxels of mask %3<br>")
                .arg(found.card.r, 0, 'f', 3)
                .arg(found.card.voxels)
                .arg(QString::fromStdString(session.run()->info().maskName).toHtmlEscaped());
    if (found.card.best >= 0)
      text += tr("best %1 %2 · worst %3 %4<br>")
                  .arg(name(found.card.best))
                  .arg(found.card.regions[static_cast<std::size_t>(found.card.best)].r, 0, 'f', 2)
                  .arg(name(found.card.worst))
                  .arg(found.card.regions[static_cast<std::size_t>(found.card.worst)].r, 0, 'f', 2);
    text += (found.evaluated ? tr("from the evaluation") : tr("from what is shown: not a plain test image")) +
            QStringLiteral("<br>");
  } else {
    text += tr("no measured and predicted pattern to compare<br>");
  }
  m_facts->setText(paint::withMinus(text + repeatsText(found.repeats)));
  m_regions->setSortingEnabled(false);
  m_regions->setRowCount(static_cast<int>(found.card.regions.size()));
  for (int row = 0; row < m_regions->rowCount(); ++row) {
    const train::RegionScore& score = found.card.regions[static_cast<std::size_t>(row)];
    auto* atlas = new QTableWidgetItem(QString::fromStdString(regions[score.region].atlas));
    atlas->setData(Qt::UserRole, static_cast<int>(score.region));
    m_regions->setItem(row, Atlas, atlas);
    m_regions->setItem(row, Name, new QTableWidgetItem(QString::fromStdString(regions[score.region].name)));
    m_regions->setItem(row, R, numberItem(score.r, 3));
    m_regions->setItem(row, Voxels, numberItem(static_cast<double>(score.voxels), 0));
  }
  m_regions->setSortingEnabled(true);
}

}  // namespace vxs::ui
