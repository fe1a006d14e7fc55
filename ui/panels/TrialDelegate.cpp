#include "ui/panels/TrialDelegate.h"

#include "ui/maps/TrialOrder.h"
#include "ui/paint/Numbers.h"
#include "ui/panels/TrialModel.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace vxs::ui {

namespace {

constexpr int kDetails = 15;             ///< height of the badge and what stands beside it, at 100 % type
constexpr qsizetype kLeastOfTrials = 9;  ///< letters of "trials 2, 80" below which they are left out

QColor badgeColor(ImageUse use) {
  switch (use) {
    case ImageUse::Test:
      return {0x3f, 0x9a, 0x6b};
    case ImageUse::Train:
      return {0xc7, 0x7a, 0x2b};
    default:
      return {0x7d, 0x82, 0x8b};
  }
}

void drawTwoLines(QPainter& painter, const QRectF& room, const QString& text, const QFont& font) {
  QTextLayout layout(text, font);
  layout.beginLayout();
  double y = room.top();
  for (int number = 0; number < 2; ++number) {
    QTextLine line = layout.createLine();
    if (!line.isValid()) break;
    line.setLineWidth(room.width());
    const bool last = number == 1;
    const QString words = last ? text.mid(line.textStart()) : text.mid(line.textStart(), line.textLength());
    painter.drawText(QRectF(room.left(), y, room.width(), line.height()), Qt::AlignLeft | Qt::AlignTop,
                     QFontMetricsF(font).elidedText(words, Qt::ElideRight, room.width()));
    y += line.height();
  }
  layout.endLayout();
}

/// The role of the score that the list is sorted by; that over the mask when it is none.
int sortedBy(const QModelIndex& index) {
  const auto* order = qobject_cast<const TrialOrder*>(index.model());
  if (order && order->key() == TrialOrder::Key::Region) return TrialModel::RegionRRole;
  if (order && order->key() == TrialOrder::Key::Brush) return TrialModel::BrushRRole;
  return TrialModel::PatternRRole;
}

}  // namespace

QString TrialDelegate::details(const QModelIndex& index, const QFontMetricsF& metrics, double room) {
  QStringList scores;
  const auto add = [&](int role, const QString& name) {
    const QVariant r = index.data(role);
    if (!r.isValid()) return;
    const QString score =
        QStringLiteral("%1 %2").arg(name, paint::withMinus(QString::number(r.toDouble(), 'f', 2)));
    role == sortedBy(index) ? scores.prepend(score) : scores.append(score);
  };
  add(TrialModel::BrushRRole, QObject::tr("brushed r"));
  add(TrialModel::RegionRRole, index.data(TrialModel::RegionNameRole).toString() + QObject::tr(" r"));
  add(TrialModel::PatternRRole, QStringLiteral("r"));
  const QString trials = index.data(TrialModel::TrialsRole).toString(), dot = QStringLiteral(" · ");
  if (scores.isEmpty()) return metrics.elidedText(trials, Qt::ElideRight, room);
  QString text = metrics.elidedText(scores.front(), Qt::ElideMiddle, room);  // a region's name may be long
  for (const QString& score : scores.mid(1)) {
    if (metrics.horizontalAdvance(text + dot + score) > room) return text;
    text += dot + score;
  }
  const QString whole = text + dot + trials, cut = metrics.elidedText(whole, Qt::ElideRight, room);
  return cut != whole && cut.size() < text.size() + dot.size() + kLeastOfTrials ? text : cut;
}

QSize TrialDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
  // two lines of the caption and one of its scores
  return {200, std::max(TrialModel::kThumbnailSide + 10, scaledPixels(2 * 16 + kDetails) + 14)};
}

void TrialDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
  painter->save();
  painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  const bool selected = option.state & QStyle::State_Selected;
  const QPalette& palette = option.palette;
  if (selected) painter->fillRect(option.rect, palette.color(QPalette::Highlight));
  const QRectF thumb(option.rect.left() + 5, option.rect.top() + 5, TrialModel::kThumbnailSide,
                     TrialModel::kThumbnailSide);
  const auto picture = index.data(Qt::DecorationRole).value<QPixmap>();
  if (picture.isNull())
    painter->fillRect(thumb, palette.color(QPalette::Mid));
  else
    painter->drawPixmap(thumb, picture, QRectF(picture.rect()));

  const QRectF text = QRectF(option.rect).adjusted(thumb.width() + 14, 6, -8, -6);
  QFont font = option.font;
  font.setPixelSize(scaledPixels(12));
  painter->setFont(font);
  painter->setPen(selected ? palette.color(QPalette::HighlightedText) : palette.color(QPalette::Text));
  drawTwoLines(*painter, text.adjusted(0, 0, 0, -scaledPixels(kDetails) - 5),
               index.data(TrialModel::CaptionRole).toString(), font);

  font.setPixelSize(scaledPixels(10));
  painter->setFont(font);
  const QString badge = index.data(TrialModel::UseTextRole).toString();
  const double width = painter->fontMetrics().horizontalAdvance(badge) + 10;
  const QRectF badgeRect(text.left(), text.bottom() - scaledPixels(kDetails), width, scaledPixels(kDetails));
  painter->setPen(Qt::NoPen);
  painter->setBrush(badgeColor(static_cast<ImageUse>(index.data(TrialModel::UseRole).toInt())));
  painter->drawRoundedRect(badgeRect, 4, 4);
  painter->setPen(Qt::white);
  painter->drawText(badgeRect, Qt::AlignCenter, badge);
  painter->setPen(selected ? palette.color(QPalette::HighlightedText)
                           : palette.color(QPalette::PlaceholderText));
  const QRectF rest = badgeRect.adjusted(width + 7, 0, text.width() - width, 0);
  const double room = text.right() - rest.left();
  painter->drawText(QRectF(rest.left(), rest.top(), room, rest.height()), Qt::AlignLeft | Qt::AlignVCenter,
                    details(index, QFontMetricsF(painter->font()), room));
  painter->restore();
}

}  // namespace vxs::ui
