#include "ui/views/LayerView.h"

#include "core/scene/Highlight.h"
#include "core/scene/LayerPicture.h"
#include "core/scene/Weights.h"
#include "ui/paint/TextWidth.h"
#include "ui/session/ComparisonLabels.h"
#include "ui/views/RegionKeyView.h"
#include "ui/widgets/Theme.h"

#include <QFontMetrics>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTextOption>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace vxs::ui {

namespace {
constexpr double kStandardPixels = 11;  ///< of letters, at 100 % type
constexpr int kTitleBaseline = 16;
constexpr int kMarkBottom = 25;       ///< where the honesty mark ends beside a title, at 100 % type
constexpr int kBesideTitle = 12;      ///< between a title and the mark
constexpr int kLowMarkBelow = 11;     ///< how far below a title of a low view, in smaller type
constexpr double kLowMarkFont = 0.8;  ///< of that type
constexpr double kLowSlice = 16;      ///< lines of text
constexpr QSize kLeastView(90, 80);   ///< at every size of type, which is bounded by the view's
constexpr double kLinesDown = 12, kLinesAcross = 12;  ///< of a view, at least
constexpr int kReasonPixels = 13, kLeastReasonPixels = 8;
}  // namespace

LayerView::LayerView(Session& session, scene::Layer layer, QWidget* parent)
    : QWidget(parent), m_session(session), m_layer(layer) {
  setFocusPolicy(Qt::StrongFocus);
  setMinimumSize(kLeastView);
  setAttribute(Qt::WA_OpaquePaintEvent);
  connect(&session.view(), &ViewState::activeLayerChanged, this, qOverload<>(&QWidget::update));
  connect(&session, &Session::dataChanged, this, [this] { m_strongestOf = nullptr; });
}

bool LayerView::isPaired() const {
  const bool partner = m_layer == scene::Layer::Measured || m_layer == scene::Layer::Predicted;
  return partner && view().paired() && m_session.data();
}

bool LayerView::sharesView() const {
  return isPaired() && !m_session.data()->volume(scene::Layer::Measured).empty() &&
         !m_session.data()->volume(scene::Layer::Predicted).empty();
}

std::optional<scene::Layer> LayerView::aloneLayer() const {
  if (!isPaired()) return {};
  const bool measured = !m_session.data()->volume(scene::Layer::Measured).empty();
  const bool predicted = !m_session.data()->volume(scene::Layer::Predicted).empty();
  if (measured == predicted) return {};
  return measured ? scene::Layer::Measured : scene::Layer::Predicted;
}

scene::Layer LayerView::secondLayer() const {
  return shownLayer() == scene::Layer::Measured ? scene::Layer::Predicted : scene::Layer::Measured;
}

scene::Layer LayerView::shownLayer() const {
  if (sharesView()) return view().flicker() ? scene::Layer::Predicted : scene::Layer::Measured;
  if (const auto alone = aloneLayer()) return *alone;
  if (!view().flicker()) return m_layer;
  if (m_layer == scene::Layer::Measured) return scene::Layer::Predicted;
  if (m_layer == scene::Layer::Predicted) return scene::Layer::Measured;
  return m_layer;
}

const Volume& LayerView::shownVolume() const {
  static const Volume nothing;
  return m_session.data() ? m_session.data()->volume(shownLayer()) : nothing;
}

QString LayerView::emptyReason() const {
  if (!m_session.data()) return tr("Nothing is open");
  if (!shownVolume().empty()) return {};
  return QString::fromStdString(m_session.data()->why[scene::indexOf(shownLayer())]);
}

paint::PaintStyle LayerView::style() const {
  paint::PaintStyle look = viewStyle();
  // large type must not leave a small view more letters than brain
  const QSize common = commonSize();
  const double most = std::min(common.height() / kLinesDown, common.width() / kLinesAcross);
  look.fontPixels = std::min(look.fontPixels, std::max(kStandardPixels, most));
  look.cornerLetters = common.height() < kLowSlice * look.fontPixels;
  return look;
}

int LayerView::inPixels(int pixels) const {
  return qRound(pixels * style().fontPixels / kStandardPixels);
}

bool LayerView::beginPainting(QPainter& painter, const paint::PaintStyle& look) const {
  painter.fillRect(rect(), look.background);  // without smooth edges: as a whole
  painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing |
                         QPainter::SmoothPixmapTransform);
  return session().data() && view().grid().voxelCount() > 0;
}

scene::RgbaImage LayerView::rendered(const scene::SliceGeometry& geometry, scene::Layer layer) const {
  const auto compared = session().data();
  const auto underlay = session().underlays().at(geometry, compared->underlay);
  scene::RgbaImage picture = scene::layerSlice(geometry, *compared, view().state(), layer,
                                               session().weights(layer).get(), nullptr, underlay.get());
  if (view().highlight()) scene::outlineSlice(picture, geometry, *view().highlight(), scene::kHighlightColor);
  return picture;
}

const LabelAtlas* LayerView::outlined() const {
  return outlinedAtlas(session());
}

void LayerView::setKeyHasRoom(bool has) {
  if (has == m_keyHasRoom) return;
  m_keyHasRoom = has;
  Q_EMIT keyRoomChanged();
}

void LayerView::setKeyElsewhere(bool elsewhere) {
  m_keyElsewhere = elsewhere;
  m_keyHasRoom = m_keyHasRoom || !elsewhere;  // as far as is known before it is drawn
  update();
}

void LayerView::paintEmpty(QPainter& painter, const Marks& marks) const {
  painter.setPen(viewStyle().text.darker(150));
  const bool marked = marks.synthetic || marks.demoEncoder;
  const int top = (marked ? inPixels(kMarkBottom) : titleBaseline() + 6) + markRoom(marks);
  const QRectF room = QRectF(rect()).adjusted(kTextInset, top, -kTextInset, -inPixels(kTitleBaseline));
  QTextOption option(Qt::AlignCenter);
  option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  QString reason = emptyReason();
  QFont font = this->font();
  const auto tooHigh = [&] {
    painter.setFont(font);
    return painter.boundingRect(room, reason + QChar(0x2026), option).height() > room.height();
  };
  int pixels = inPixels(kReasonPixels);
  font.setPixelSize(pixels);
  while (pixels > kLeastReasonPixels && tooHigh()) font.setPixelSize(--pixels);
  // the rest is in the tooltip
  bool cut = false;
  while (!reason.isEmpty() && tooHigh()) {
    reason.chop(1);
    cut = true;
  }
  painter.setFont(font);
  painter.drawText(room, cut ? reason + QChar(0x2026) : reason, option);
}

void LayerView::paintWaiting(QPainter& painter, const paint::PaintStyle& look) const {
  painter.setPen(look.text.darker(150));
  painter.drawText(rect(), Qt::AlignCenter, tr("Drawing…"));
}

QString LayerView::titleText() const {
  const auto compared = m_session.data();
  const auto& state = view().state();
  const QString first = namedTitle(*compared, shownLayer());
  if (sharesView()) {
    const QString second = namedTitle(*compared, secondLayer());
    if (state.pairMode == scene::PairMode::Curtain) return tr("%1 | %2").arg(first, second);
    const int percent = static_cast<int>(std::lround(100 * state.pairAmount));
    return tr("%1 %2 % + %3 %4 %").arg(first).arg(100 - percent).arg(second).arg(percent);
  }
  // the other's column gave way to this one, so its reason has to be said here
  if (aloneLayer()) {
    const scene::Layer missing = secondLayer();
    return tr("%1 alone. %2: %3")
        .arg(first, layerName(missing), QString::fromStdString(compared->why[scene::indexOf(missing)]));
  }
  return first;
}

QString LayerView::sourceText() const {
  const auto compared = m_session.data();
  QString text = QString::fromStdString(compared->source(shownLayer()));
  if (sharesView()) text += QStringLiteral("  |  ") + QString::fromStdString(compared->source(secondLayer()));
  const std::string evidence = scene::evidenceName(*compared, view().state(), shownLayer());
  if (!evidence.empty()) text = tr("opacity: %1  |  ").arg(QString::fromStdString(evidence)) + text;
  if (const QString note = outlineNote(); !note.isEmpty()) text = note + QStringLiteral("  |  ") + text;
  if (isBelowThreshold()) text = tr("all below the threshold  |  ") + text;
  return text;
}

/// Of a response, which is then all but invisible: nobody is to take it for nothing.
bool LayerView::isBelowThreshold() const {
  const scene::Layer layer = shownLayer();
  if (layer == scene::Layer::Map || sharesView() || shownVolume().empty()) return false;
  if (const float* values = shownVolume().values.data(); values != m_strongestOf) {
    m_strongestOf = values;
    m_strongest = 0;
    for (const float value : shownVolume().values)
      if (std::isfinite(value)) m_strongest = std::max(m_strongest, std::abs(value));
  }
  return m_strongest > 0 && m_strongest < view().state().scale.thresholdZ;
}

int LayerView::markRoom(const Marks& marks) const {
  return marks.below ? inPixels(isLow() ? kLowMarkBelow : kMarkBelow) : 0;
}

LayerView::Marks LayerView::ownMarks() const {
  if (!headed()) return {false, false, false};
  const auto compared = session().data();
  // a measurement never carries the encoder's mark: it has nothing to do with it
  const bool demo = compared->isFromDemoEncoder(shownLayer()) ||
                    (sharesView() && compared->isFromDemoEncoder(secondLayer()));
  const bool synthetic =
      compared->isSynthetic(shownLayer()) || (sharesView() && compared->isSynthetic(secondLayer()));
  return {synthetic, demo, false};
}

/// In a narrow view the mark has fewer words, or goes below the title: never over it.
LayerView::Marks LayerView::marks() const {
  const QFont titleFont = this->titleFont();
  const auto views = peers();
  const int room = commonSize().width();
  const auto beside = [&](paint::MarkWords words) {
    for (const LayerView* each : views) {
      const Marks theirs = each->ownMarks();
      const double mark = paint::honestyMarkWidth(theirs.synthetic, theirs.demoEncoder, style(), words);
      const int name = qRound(paint::textWidth(titleFont, each->titleText()));
      if (mark > 0 && kTextInset + name + mark + kBesideTitle >= room) return false;
    }
    return true;
  };
  Marks marks = ownMarks();
  if (beside(paint::MarkWords::Full)) return marks;
  marks.words = paint::MarkWords::Brief;
  marks.below = !beside(paint::MarkWords::Brief);
  if (marks.below && paint::honestyMarkWidth(true, true, style()) + kBesideTitle < room)
    marks.words = paint::MarkWords::Full;
  return marks;
}

/// What the title may take of the first line.
int LayerView::titleRoom(const Marks& marks) const {
  const int all = width() - 2 * kTextInset;
  const double mark =
      marks.below ? 0 : paint::honestyMarkWidth(marks.synthetic, marks.demoEncoder, style(), marks.words);
  return mark > 0 ? all - static_cast<int>(std::ceil(mark)) - kBesideTitle + kTextInset : all;
}

int LayerView::titleBaseline() const {
  return headed() ? inPixels(kTitleBaseline) : 0;
}

int LayerView::sourceBaseline() const {
  return inPixels(6);
}

QFont LayerView::titleFont() const {
  QFont font = this->font();
  font.setPixelSize(inPixels(12));
  font.setBold(true);
  return font;
}

QFont LayerView::sourceFont() const {
  QFont font = this->font();
  font.setPixelSize(inPixels(10));
  return font;
}

/// A run that is named has to be told from the other: where its name would be cut, the line says what the
/// layer is and leaves the run to the tooltip. A map's epoch and a pair's second half are at the end of the
/// line.
QString LayerView::fittingTitle(const Marks& marks) const {
  const QFont font = titleFont();
  const int room = titleRoom(marks);
  const auto fits = [&](const QString& words) { return paint::textWidth(font, words) <= room; };
  const QString title = titleText();
  const auto compared = m_session.data();
  const scene::Layer layer = shownLayer();
  const QString brief = QString::fromStdString(compared->map.brief);
  // a pair's second half and the name of a file are told from others by their ends
  const bool endCounts =
      sharesView() ? !compared->secondRun.empty() : layer == scene::Layer::Map && brief.isEmpty();
  if (endCounts) return paint::elidedText(font, title, Qt::ElideMiddle, room);
  QStringList wordings{title};
  if (!sharesView() && !aloneLayer()) {
    if (layer == scene::Layer::Map)
      wordings << brief;
    else
      wordings << titleWordings(*compared, layer)
               << (layer == scene::Layer::Second ? tr("Second") : layerName(layer));
  }
  const auto fitting = std::ranges::find_if(wordings, fits);
  return fitting != wordings.end() ? *fitting
                                   : paint::elidedText(font, wordings.back(), Qt::ElideRight, room);
}

QString LayerView::shownTitle() const {
  return headed() && m_session.data() ? fittingTitle(marks()) : QString();
}

QString LayerView::elided(const QString& text, const QFont& font) const {
  return paint::elidedText(font, text, Qt::ElideRight, width() - 2 * kTextInset);
}

QString LayerView::cutTextAt(const QPoint& point) const {
  if (!m_session.data()) return {};
  if (headed() && point.y() <= titleBaseline() + QFontMetrics(titleFont()).descent()) {
    const QString title = titleText();
    return fittingTitle(marks()) == title ? QString() : title;
  }
  if (point.y() >= height() - sourceBaseline() - QFontMetrics(sourceFont()).ascent()) {
    const QString source = sourceText();
    return namesSource() && elided(source, sourceFont()) == source ? QString() : source;
  }
  return emptyReason();
}

bool LayerView::event(QEvent* event) {
  switch (event->type()) {
    case QEvent::Resize:
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::ShowToParent:
    case QEvent::HideToParent:
    case QEvent::ParentChange:
      forgetCommonSize();
      break;
    default:
      break;
  }
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  QToolTip::showText(help->globalPos(), cutTextAt(help->pos()), this);  // an empty text hides it
  return true;
}

void LayerView::paintLabels(QPainter& painter, const Marks& marks) const {
  const auto compared = m_session.data();
  if (!compared) return;
  paint::PaintStyle look = style();
  if (shownVolume().empty() && saysReason()) paintEmpty(painter, marks);
  const bool swapped = shownLayer() != m_layer && !aloneLayer();
  painter.setFont(titleFont());
  painter.setPen(swapped ? QColor(255, 190, 90) : look.text);
  if (headed()) painter.drawText(QPointF(kTextInset, titleBaseline()), fittingTitle(marks));
  painter.setFont(sourceFont());
  QColor dim = look.text;
  dim.setAlpha(150);
  painter.setPen(dim);
  if (namesSource())
    painter.drawText(QPointF(kTextInset, height() - sourceBaseline()), elided(sourceText(), sourceFont()));
  const QRectF top(0, markRoom(marks), width(), inPixels(kMarkBottom));
  if (marks.below && isLow()) look.fontPixels *= kLowMarkFont;
  paint::paintHonestyMark(painter, top, marks.synthetic, marks.demoEncoder, look, marks.words);
  if (hasFocus() || view().activeLayer() == m_layer) {
    QColor frame = palette().color(QPalette::Highlight);
    if (!hasFocus()) frame.setAlpha(90);
    // a smooth pen along it would take longer than all words
    for (const QRect& side : {QRect(0, 0, width(), 1), QRect(0, height() - 1, width(), 1),
                              QRect(0, 1, 1, height() - 2), QRect(width() - 1, 1, 1, height() - 2)})
      painter.fillRect(side, frame);
  }
}

void LayerView::mousePressEvent(QMouseEvent* event) {
  m_beforeClick = view().state().crosshairRasMm;
  view().setActiveLayer(m_layer);
  event->accept();
}

/// Its first click was not meant for the crosshair.
void LayerView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  if (const auto before = std::exchange(m_beforeClick, std::nullopt)) view().setCrosshair(*before);
  Q_EMIT maximiseRequested(this);
}

void LayerView::focusInEvent(QFocusEvent* event) {
  view().setActiveLayer(m_layer);
  QWidget::focusInEvent(event);
  update();
}

void LayerView::focusOutEvent(QFocusEvent* event) {
  QWidget::focusOutEvent(event);
  update();
}

}  // namespace vxs::ui
