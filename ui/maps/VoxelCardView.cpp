#include "ui/maps/VoxelCardView.h"

#include "core/volume/MaskPosition.h"
#include "ui/maps/ScatterView.h"
#include "ui/maps/ThumbnailStrip.h"
#include "ui/paint/Numbers.h"
#include "ui/paint/RoundedNumber.h"
#include "ui/session/ComparisonLabels.h"
#include "ui/widgets/HintLabel.h"
#include "ui/widgets/TextLabel.h"
#include "ui/widgets/WrappedLabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace vxs::ui {

namespace {

QString nameOf(const std::shared_ptr<const RunSource>& run) {
  return run ? runName(*run) : QString();
}

/// A run's name that may be broken at its joints, not at hyphens alone: the card is narrow.
QString breakable(QString name) {
  static const QRegularExpression joint(QStringLiteral("([_.])"));
  return name.replace(joint, QStringLiteral("\\1\u200b"));
}

/// "r²/NC 41.2 %", which only a voxel with a ceiling has.
QString normalisedOf(const train::VoxelCard& card) {
  return VoxelCardView::tr("r²/NC %1 %").arg(100 * card.r * card.r / card.ceiling, 0, 'f', 1);
}

/// "r 0.42 [0.31, 0.52] · r² 0.18 · CoD 0.17", with what there is of it.
QString statisticsOf(const train::VoxelCard& card) {
  if (!std::isfinite(card.r)) return VoxelCardView::tr("no r: measured or predicted response is constant");
  QString text = VoxelCardView::tr("<b>r %1</b>").arg(card.r, 0, 'f', 3);
  if (std::isfinite(card.interval.low))
    text +=
        VoxelCardView::tr(" [%1, %2]").arg(card.interval.low, 0, 'f', 3).arg(card.interval.high, 0, 'f', 3);
  text += VoxelCardView::tr(" · r² %1").arg(card.r * card.r, 0, 'f', 3);
  if (std::isfinite(card.determination))
    text += VoxelCardView::tr(" · CoD %1").arg(card.determination, 0, 'f', 3);
  if (!std::isfinite(card.interval.low))
    text += VoxelCardView::tr(
        "<br>no interval and a coarse scatter: this evaluation's responses are of an earlier "
        "version, with too few digits here; evaluate again");
  return text;
}

}  // namespace

VoxelCardView::VoxelCardView(MapsModel& maps, QWidget* parent) : QWidget(parent), m_maps(maps) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  m_scatter = new ScatterView;
  layout->addWidget(m_scatter, 1);
  auto* column = new QWidget;
  auto* side = new QVBoxLayout(column);
  side->setContentsMargins(0, 0, 0, 0);
  side->setSpacing(2);
  // a low dock cuts nothing off: what does not fit is a scroll away
  auto* scroll = new QScrollArea;
  m_side = scroll;
  scroll->setWidget(column);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setMinimumWidth(4 * (ThumbnailStrip::kSide + 6) + scroll->verticalScrollBar()->sizeHint().width() +
                          4);
  layout->addWidget(scroll, 1);
  m_facts = new TextLabel;
  m_facts->setTextFormat(Qt::RichText);
  m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
  side->addWidget(m_facts);
  const QString tip =
      tr("An image raises r where measured and predicted response lie on the same side of their means, and "
         "lowers it where they lie on opposite sides. The number is the product of the two z-scores over the "
         "test images; r is the mean of these products");
  for (const bool good : {true, false}) {
    auto* title = hintLabel<WrappedLabel>(good ? tr("Images that raise r here most")
                                               : tr("Images that lower r here most"));
    title->setToolTip(tip);
    auto* strip = new ThumbnailStrip(maps.session());
    strip->setAccessibleName(good ? tr("Images that raise r at this voxel most")
                                  : tr("Images that lower r at this voxel most"));
    connect(strip, &ThumbnailStrip::chosen, this, [this](int item) { m_maps.session().selectItem(item); });
    side->addWidget(title);
    side->addWidget(strip);
    (good ? m_best : m_worst) = strip;
    (good ? m_bestTitle : m_worstTitle) = title;
  }
  side->addStretch(1);
  connect(m_scatter, &ScatterView::chosen, this, [this](int image) {
    if (const int item = itemOf(static_cast<std::uint32_t>(image)); item >= 0)
      m_maps.session().selectItem(item);
  });
  connect(&maps.session().view(), &ViewState::crosshairChanged, this, &VoxelCardView::refresh);
  connect(&maps, &MapsModel::stateChanged, this, &VoxelCardView::refresh);
  connect(&maps, &MapsModel::mapChanged, this, &VoxelCardView::followMap);
  const auto rewrite = [this] {
    if (!m_cards.first || !m_maps.evaluation()) return;
    nameImages();
    m_facts->setText(paint::withMinus(facts()));
  };
  connect(&maps.layers(), &LayerService::changed, this, rewrite);
  connect(&maps.session(), &Session::secondRunChanged, this, rewrite);
  connect(&maps.session(), &Session::itemChanged, this, &VoxelCardView::markSelected);
  refresh();
}

int VoxelCardView::itemOf(std::uint32_t testImage) const {
  return testImage < m_items.size() ? m_items[testImage] : -1;
}

void VoxelCardView::refresh() {
  const quint64 wanted = ++m_wanted;  // an answer to an older question is thrown away, its cancelling too
  const EvaluationPtr evaluation = m_maps.evaluation();
  if (!evaluation) return showReason(m_maps.reason());
  if (!evaluation->responses)
    return showReason(QString::fromStdString(evaluation->whyNoResponses) + tr(" Run the evaluation again."));
  const auto voxel = positionAt(evaluation->mask, m_maps.session().view().state().crosshairRasMm);
  if (!voxel) return showReason(tr("The crosshair is outside the run's mask."));
  Cards wantedCards;
  m_wantedBoth = comparing();
  if (m_wantedBoth)
    wantedCards = {
        {}, {}, m_maps.difference(), nameOf(m_maps.session().run()), nameOf(m_maps.session().secondRun())};
  const EvaluationPtr second = m_wantedBoth ? m_maps.secondEvaluation() : nullptr;
  m_maps.session().tasks().run(
      this, {Lane::Data, {}, QStringLiteral("voxel card"), true, true},
      [evaluation, second, cards = wantedCards, voxel = *voxel](Progress&) mutable {
        const auto cardOf = [voxel](const train::Evaluation& e) {
          return std::make_shared<const train::VoxelCard>(train::voxelCard(e, voxel));
        };
        cards.first = cardOf(*evaluation);
        if (second) cards.second = cardOf(*second);
        return cards;
      },
      [this, wanted](Cards cards) {
        if (wanted == m_wanted) showCard(std::move(cards));
      },
      [this, wanted](const QString& message) {
        if (wanted == m_wanted) showReason(message);
      });
}

bool VoxelCardView::comparing() const {
  return m_maps.kind() == MapKind::Difference && m_maps.difference() && m_maps.session().secondRun();
}

void VoxelCardView::followMap() {
  if (comparing() || m_wantedBoth) refresh();
}

void VoxelCardView::showReason(const QString& reason) {
  m_side->hide();  // the reason has the whole card
  m_cards = {};
  m_scatter->setReason(reason);
  m_facts->clear();
  m_best->setPictures({});
  m_worst->setPictures({});
  m_bestTitle->hide();
  m_worstTitle->hide();
}

QString VoxelCardView::facts() const {
  const train::VoxelCard& card = *m_cards.first;
  const train::Evaluation& e = *m_maps.evaluation();
  const auto at = e.mask.grid.position(e.mask.voxels[card.voxel]);
  QString text = tr("<b>voxel %1, %2, %3</b><br>").arg(at[0]).arg(at[1]).arg(at[2]);
  if (const QString run = m_maps.ownerOf(MapKind::R); !run.isEmpty() && !m_cards.second)
    text += tr("%1: ").arg(run.toHtmlEscaped());
  text += (m_cards.second ? bothRuns() : statisticsOf(card)) + QStringLiteral("<br>");
  if (!std::isfinite(card.ceiling))
    text += tr("noise ceiling unknown");
  else if (card.ceiling <= 0)
    text += tr("noise ceiling 0: no ratio");
  else
    text += tr("ceiling %1 % (r at most %2)")
                .arg(100 * card.ceiling, 0, 'f', 1)
                .arg(std::sqrt(card.ceiling), 0, 'f', 3);
  if (card.ceiling > 0 && !m_cards.second) text += QStringLiteral(" · ") + normalisedOf(card);
  text += tr("<br>n %1 test images, repeats").arg(card.measured.size());
  if (e.repeats.thrice) text += tr(" 3 × %1").arg(e.repeats.thrice);
  if (e.repeats.twice) text += tr(" 2 × %1").arg(e.repeats.twice);
  if (e.repeats.once) text += tr(" 1 × %1").arg(e.repeats.once);
  if (std::isfinite(card.alpha) && !m_cards.second)
    text += tr(" · ridge α %1").arg(paint::roundedNumber(card.alpha));
  return text + layersOf(card.voxel);
}

/// Each run's numbers under its name, and how far they are apart.
QString VoxelCardView::bothRuns() const {
  QString text;
  for (const auto& [name, card] :
       {std::pair(m_cards.firstRun, m_cards.first), std::pair(m_cards.secondRun, m_cards.second)}) {
    QString numbers = statisticsOf(*card);
    if (std::isfinite(card->r) && card->ceiling > 0) numbers += QStringLiteral(" · ") + normalisedOf(*card);
    if (std::isfinite(card->alpha)) numbers += tr(" · ridge α %1").arg(paint::roundedNumber(card->alpha));
    text += tr("%1: %2<br>").arg(breakable(name).toHtmlEscaped(), numbers);
  }
  const train::EvaluationDifference& between = *m_cards.difference;
  const std::uint32_t voxel = m_cards.first->voxel;
  if (!std::isfinite(between.delta[voxel])) return text + tr("no Δr");
  text += tr("<b>Δr %1</b>").arg(between.delta[voxel], 0, 'f', 3);
  if (std::isfinite(between.low[voxel]))
    text += tr(" [%1, %2]").arg(between.low[voxel], 0, 'f', 3).arg(between.high[voxel], 0, 'f', 3);
  return text +
         tr(": %1 less %2")
             .arg(breakable(m_cards.secondRun).toHtmlEscaped(), breakable(m_cards.firstRun).toHtmlEscaped());
}

/// While two runs are open: whose predictions scatter and pictures are about.
void VoxelCardView::nameImages() {
  const QString run = m_maps.ownerOf(MapKind::R);
  m_scatter->setRun(run);
  m_bestTitle->setText(run.isEmpty() ? tr("Images that raise r here most")
                                     : tr("Images that raise r of %1 here most").arg(breakable(run)));
  m_worstTitle->setText(run.isEmpty() ? tr("Images that lower r here most")
                                      : tr("Images that lower r of %1 here most").arg(breakable(run)));
}

QString VoxelCardView::layersOf(std::uint32_t voxel) const {
  const LayerMapsPtr& maps = m_maps.layers().maps();
  if (!maps) return {};
  if (!std::isfinite(maps->preferred[voxel]))
    return tr("<br>no layer by itself reaches validation r %1").arg(maps->threshold, 0, 'f', 2);
  const auto layer = static_cast<std::size_t>(maps->preferred[voxel]);
  return tr("<br>layer %1 of %2 predicts it best (test r %3), depth %4")
      .arg(QString::fromStdString(train::layerNames(*maps)[layer - 1]))
      .arg(maps->layerCount())
      .arg(maps->r[layer - 1][voxel], 0, 'f', 3)
      .arg(maps->depth[voxel], 0, 'f', 2);
}

void VoxelCardView::showCard(Cards cards) {
  m_side->show();
  m_cards = std::move(cards);
  nameImages();
  const auto& items = m_maps.session().run()->items();
  const auto& images = m_maps.evaluation()->responses->images();
  m_items.assign(images.size(), -1);
  for (std::size_t i = 0; i < items.size(); ++i)
    if (const int image = m_maps.evaluation()->responses->indexOf(items[i].nsdId); image >= 0)
      m_items[static_cast<std::size_t>(image)] = static_cast<int>(i);
  m_facts->setText(paint::withMinus(facts()));
  std::vector<ThumbnailStrip::Picture> best, worst;
  const std::size_t count =
      std::isfinite(m_cards.first->r) ? std::min<std::size_t>(kPictures, images.size() / 2) : 0;
  const auto picture = [&](std::uint32_t image) {
    const int item = itemOf(image);
    const QString caption =
        item >= 0 && !items[static_cast<std::size_t>(item)].captions.empty()
            ? QString::fromStdString(items[static_cast<std::size_t>(item)].captions.front())
            : tr("image %1").arg(images[image].nsdId);
    return ThumbnailStrip::Picture{item,
                                   paint::withMinus(QString::number(m_cards.first->share[image], 'f', 1)),
                                   paint::withMinus(tr("%1\nmeasured %2, predicted %3, share in r %4")
                                                        .arg(caption)
                                                        .arg(m_cards.first->measured[image], 0, 'f', 2)
                                                        .arg(m_cards.first->predicted[image], 0, 'f', 2)
                                                        .arg(m_cards.first->share[image], 0, 'f', 2))};
  };
  for (std::size_t i = 0; i < count; ++i) {
    best.push_back(picture(m_cards.first->bestFirst[i]));
    worst.push_back(picture(m_cards.first->bestFirst[m_cards.first->bestFirst.size() - 1 - i]));
  }
  m_best->setPictures(std::move(best));
  m_worst->setPictures(std::move(worst));
  m_bestTitle->setVisible(count > 0);
  m_worstTitle->setVisible(count > 0);
  markSelected();
}

void VoxelCardView::markSelected() {
  if (!m_cards.first) return;
  const auto found = std::ranges::find(m_items, m_maps.session().selectedItem());
  m_scatter->setCard(m_cards.first,
                     found == m_items.end() || *found < 0 ? -1 : static_cast<int>(found - m_items.begin()));
  m_best->update();
  m_worst->update();
}

}  // namespace vxs::ui
