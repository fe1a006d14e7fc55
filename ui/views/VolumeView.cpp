#include "ui/views/VolumeView.h"

#include "ui/graphics/Drawing.h"
#include "ui/paint/HighlightPainter.h"
#include "ui/paint/PairPainter.h"
#include "ui/paint/RegionKey.h"
#include "ui/paint/figure/ComparisonParts.h"
#include "ui/session/ComparisonLabels.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>
#include <vector>

namespace vxs::ui {

namespace {
constexpr double kDotPixels = 2.2;  ///< of highlighted voxels
constexpr int kAxesHeight = 58;     ///< of the directions in the corner, at 100 % type
constexpr double kAxesHeights = 2;  ///< that a view is high where they are of full size
}  // namespace

VolumeView::VolumeView(Session& session, scene::Layer layer, QWidget* parent)
    : LayerView(session, layer, parent), m_thread(session.layerWeights()) {
  setObjectName(viewObjectName(layer, "3d"));
  setAccessibleName(tr("%1, 3-D").arg(layerName(layer)));
  setCursor(Qt::OpenHandCursor);
  m_rest.setSingleShot(true);
  connect(&m_rest, &QTimer::timeout, this, [this] { request(true); });
  connect(&m_thread, &RenderThread::rendered, this,
          [this](const QImage& image, const scene::Camera& camera, bool full) { show(image, camera, full); });
  connect(&m_thread, &RenderThread::bordersFound, this, &VolumeView::takeBorders);
  connect(&session, &Session::dataChanged, this, &VolumeView::takeData);
  connect(&view(), &ViewState::outlinesChanged, this, &VolumeView::followOutlines);
  connect(&view(), &ViewState::cameraChanged, this, &VolumeView::followCamera);
  connect(&view(), &ViewState::scaleChanged, this, &VolumeView::takeState);
  connect(&view(), &ViewState::volumeLookChanged, this, &VolumeView::takeState);
  connect(&view(), &ViewState::crosshairChanged, this, [this] {
    if (view().state().cutout != scene::CutoutSide::None) requestSoon();
    update();
  });
  connect(&view(), &ViewState::highlightChanged, this, qOverload<>(&QWidget::update));
  for (const auto signal : {&ViewState::flickerChanged, &ViewState::pairChanged})
    connect(&view(), signal, this, [this] {
      const bool bordered = m_bordersFound || !outlined() || !findsBorders();
      if (borrowed() && !m_rest.isActive() && !(m_imageFull && bordered)) request(true);
      update();
    });
  setMouseTracking(true);
  takeState();
  takeData();
}

/// Regions go on below the surface that is seen, where nothing outlines them.
QString VolumeView::outlineNote() const {
  return outlined() ? tr("outlines: where regions reach the surface") : QString();
}

void VolumeView::setDrawing(Drawing& drawing) {
  connect(&drawing, &Drawing::changed, this, [this, &drawing] {
    m_thread.useGraphicsCard(drawing.onGraphicsCard());
    requestSoon();
  });
  connect(&m_thread, &RenderThread::graphicsCardFailed, &drawing, &Drawing::giveUp);
  m_thread.useGraphicsCard(drawing.onGraphicsCard());
}

void VolumeView::takeState() {
  m_thread.setState(view().state());
  requestSoon();
}

/// Hidden, but the partner shows this view's picture.
bool VolumeView::borrowed() const {
  return !isVisible() && m_partner && m_partner->isVisible() && (view().flicker() || view().paired());
}

bool VolumeView::hasVolume() const {
  const auto compared = session().data();
  return compared && !compared->volume(layer()).empty();
}

/// One that borrows a picture has borders of its own to lay over it, unless it has no volume to find them in.
bool VolumeView::findsBorders() const {
  return isVisible() || (borrowed() && !m_partner->hasVolume());
}

void VolumeView::takeData() {
  const auto compared = session().data();
  if (!hasVolume()) {
    m_image = {};
    m_borders.reset();
    m_bordersFound = false;
    m_thread.setData({}, layer());
    update();
    return;
  }
  const bool changed = m_thread.setData(compared, layer());
  if (changed || view().state().evidence != scene::Evidence::None) requestSoon();
  followOutlines();  // the atlas may be another run's
}

bool VolumeView::ofAtlas() const {
  return m_borders && m_borders->atlas.get() == outlined();
}

std::optional<scene::Box> VolumeView::removed() const {
  const auto& state = view().state();
  return scene::cutoutBox(state.cutout, state.crosshairRasMm, state.camera);
}

void VolumeView::followOutlines() {
  if (outlined() ? ofAtlas() : !m_borders) return;
  m_borders.reset();
  m_bordersFound = false;
  update();
  if (!outlined() || !hasVolume() || !findsBorders()) return;
  m_thread.setOutlined({session().run(), outlined()});
  m_thread.requestBorders(view().state().camera, pixelSize(), removed());
}

void VolumeView::takeBorders(const std::shared_ptr<const FoundBorders>& found) {
  m_borders = found;
  if (!ofAtlas()) return m_borders.reset();
  m_bordersFound = found->camera == view().state().camera && found->pixels == pixelSize() &&
                   found->removed == removed() && !m_rest.isActive();
  update();
  if (borrowed()) m_partner->update();
}

QSize VolumeView::pixelSize() const {
  const QSize size = isVisible() || !m_partner ? this->size() : m_partner->size();
  return (QSizeF(size) * devicePixelRatioF()).toSize();
}

void VolumeView::requestSoon() {
  m_imageFull = m_bordersFound = false;
  request(false);
  m_rest.start(kRestMs);
}

void VolumeView::followCamera(bool live) {
  requestSoon();
  if (live) return;
  // nothing more is to come, so there is no rest to wait for; a quick picture goes first where none is there
  const bool seen = !m_image.isNull() && m_imageCamera == view().state().camera;
  m_rest.start(seen ? 0 : kQuickMs);
}

void VolumeView::request(bool full) {
  if (!hasVolume() || !(isVisible() || borrowed())) return;
  const QSize pixels = pixelSize();
  if (pixels.width() < 8 || pixels.height() < 8) return;
  m_thread.setOutlined(findsBorders() ? std::shared_ptr<const LabelAtlas>(session().run(), outlined())
                                      : nullptr);
  m_thread.request(view().state().camera, pixels, full, removed());
}

void VolumeView::show(const QImage& image, const scene::Camera& camera, bool full) {
  if (!hasVolume()) return;
  m_image = image;
  m_image.setDevicePixelRatio(devicePixelRatioF());
  m_imageCamera = camera;
  m_imageFull = full && camera == view().state().camera && !m_rest.isActive();
  ++m_frames;
  update();
  if (m_partner && (view().flicker() || view().paired())) m_partner->update();
}

bool VolumeView::complete() const {
  if (!isVisible()) return true;
  if (!emptyReason().isEmpty()) return true;
  const auto done = [this](const VolumeView& each) {
    return !each.hasVolume() ||
           (!each.m_image.isNull() && each.m_imageFull && each.m_imageCamera == view().state().camera);
  };
  const VolumeView& from = source();
  const bool bordered = m_bordersFound || from.m_bordersFound || !outlined();
  return done(*this) && done(from) && bordered &&
         (!m_partner || !m_partner->borrowed() || !sharesView() || (done(*m_partner) && pairReady()));
}

const VolumeView& VolumeView::source() const {
  return shownLayer() != layer() && m_partner ? *m_partner : *this;
}

void VolumeView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const paint::PaintStyle look = style();
  if (!beginPainting(painter, look)) return;
  const VolumeView& from = source();
  if (!shownVolume().empty() && !from.m_image.isNull()) {
    paintPicture(painter, look);
    paintRegions(painter, look);
    if (view().highlight())
      paint::paintHighlightDots(painter, rect(), source().m_imageCamera, *view().highlight(), kDotPixels);
    paintCrosshair(painter, look);
    std::vector<QRectF> words = paintAxes(painter, look);
    std::ranges::copy(paintRegionKey(painter, look), std::back_inserter(words));
    paintCurtain(painter, look, std::move(words));
  } else if (!shownVolume().empty()) {
    paintWaiting(painter, look);
  }
  const Marks marks = this->marks();
  if (!shownVolume().empty()) paintCut(painter, look, marks);
  paintLabels(painter, marks);
}

/// Below the title, for a part that is not there must not be taken for one without responses.
void VolumeView::paintCut(QPainter& painter, const paint::PaintStyle& look, const Marks& marks) const {
  const std::string cut = paint::cutText(view().state());
  if (cut.empty()) return;
  const double baseline = titleBaseline() + inPixels(15) + markRoom(marks);
  painter.setPen(look.text);
  painter.setFont(sourceFont());
  painter.drawText(QPointF(kTextInset, baseline),
                   elided(tr("cut: %1").arg(QString::fromStdString(cut)), sourceFont()));
}

bool VolumeView::pairReady() const {
  return sharesView() && m_partner && !m_image.isNull() && m_image.size() == m_partner->m_image.size();
}

/// The volume's own picture, its partner's while flickering, or both as a pair.
void VolumeView::paintPicture(QPainter& painter, const paint::PaintStyle& look) const {
  if (sharesView() && !pairReady()) {
    // one picture alone would be named as two
    return paintWaiting(painter, look);
  }
  if (!sharesView()) {
    painter.drawImage(QRectF(rect()), source().m_image);
    return;
  }
  const auto& state = view().state();
  const VolumeView& first = layer() == shownLayer() ? *this : *m_partner;
  const VolumeView& second = &first == this ? *m_partner : *this;
  MixedPicture& mixed = m_mixedPicture;
  const qint64 keys[] = {first.m_image.cacheKey(), second.m_image.cacheKey()};
  if (mixed.first != keys[0] || mixed.second != keys[1] || mixed.mode != state.pairMode ||
      mixed.amount != state.pairAmount)
    mixed = {keys[0], keys[1], state.pairMode, state.pairAmount,
             paint::mixedImage(first.m_image, second.m_image, state.pairMode, state.pairAmount)};
  painter.drawImage(QRectF(rect()), mixed.image);
}

/// Its names above other words.
void VolumeView::paintCurtain(QPainter& painter, const paint::PaintStyle& look,
                              std::vector<QRectF> taken) const {
  const auto& state = view().state();
  if (!pairReady() || state.pairMode != scene::PairMode::Curtain) return;
  paint::paintDivider(painter, QRectF(rect()), state.pairAmount, layerTitle(*session().data(), shownLayer()),
                      layerTitle(*session().data(), secondLayer()), look, {{}, std::move(taken)});
}

bool VolumeView::bordersFit(const VolumeView& picture) const {
  return ofAtlas() && m_borders->camera == picture.m_imageCamera &&
         m_borders->pixels == picture.m_image.size() && m_borders->removed == removed();
}

/// Not over a picture of another camera or cut: while these change there are none.
void VolumeView::paintRegions(QPainter& painter, const paint::PaintStyle& look) {
  const VolumeView& from = source();
  const VolumeView& found = from.bordersFit(from) ? from : *this;  // the partner has none when it is hidden
  if (!found.bordersFit(from) || (sharesView() && !pairReady())) return;
  painter.drawImage(0, 0, pictureOf(found.m_borders, look));
}

const QImage& VolumeView::pictureOf(const std::shared_ptr<const FoundBorders>& borders,
                                    const paint::PaintStyle& look) {
  BorderPicture& kept = m_borderPicture;
  const double ratio = devicePixelRatioF();
  if (kept.of == borders && kept.size == size() && kept.ratio == ratio && kept.fontPixels == look.fontPixels)
    return kept.image;
  QImage image((QSizeF(size()) * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
  image.setDevicePixelRatio(ratio);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  paint::paintBorders(painter, rect(), borders->pixels, borders->borders, look);
  painter.end();
  kept = {borders, size(), ratio, look.fontPixels, image};
  return kept.image;
}

/// Where no brain is; it stays while the camera moves. Returns its place.
std::vector<QRectF> VolumeView::paintRegionKey(QPainter& painter, const paint::PaintStyle& look) {
  const bool rests = source().m_imageFull;
  const VolumeView& found = ofAtlas() ? *this : source();
  if (!found.ofAtlas() || keyElsewhere() || (!rests && !keyHasRoom())) return {};
  const int top = titleBaseline() + inPixels(12) + markRoom(marks());
  const QRectF beside = QRectF(rect()).adjusted(kTextInset, top, -kTextInset, -inPixels(16));
  const FoundBorders& borders = *found.m_borders;
  std::vector<QRectF> taken;
  const bool named = paint::paintCornerKey(painter, beside, rect(), borders.pixels, borders.borders,
                                           *borders.atlas, look, rests ? source().m_image : QImage(), &taken);
  if (rests) setKeyHasRoom(named);
  return taken;
}

void VolumeView::paintCrosshair(QPainter& painter, const paint::PaintStyle& look) const {
  const Vec3 at = source().m_imageCamera.project(view().state().crosshairRasMm, width(), height());
  const QPointF centre(at[0], at[1]);
  // on a darker edge, which sets it off from regions and responses of like colours
  for (const QPen& pen : {QPen(QColor(0, 0, 0, 130), 4.0), QPen(look.crosshair, 1.5)}) {
    painter.setPen(pen);
    for (const QPointF& arm : {QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)})
      painter.drawLine(centre + 3 * arm, centre + 9 * arm);
  }
}

/// Returns the places of its letters.
std::vector<QRectF> VolumeView::paintAxes(QPainter& painter, const paint::PaintStyle& look) const {
  // the directions of the subject's right, anterior and superior as the camera sees them
  const scene::Camera& camera = source().m_imageCamera;
  const Vec3 origin = camera.project(camera.focalPoint, width(), height());
  const double distance =
      std::hypot(camera.position[0] - camera.focalPoint[0], camera.position[1] - camera.focalPoint[1],
                 camera.position[2] - camera.focalPoint[2]);
  const double millimetres = distance * 0.05;
  const double pixelsPerMm = camera.framePixels(width(), height()) /
                             (2 * distance * std::tan(camera.viewAngleDegrees / 2 * 3.14159265358979 / 180));
  // no higher than half a low view
  const double part = std::clamp(height() / (kAxesHeights * inPixels(kAxesHeight)), 0.6, 1.0);
  const auto scaled = [&](int pixels) { return qRound(part * inPixels(pixels)); };
  const int arm = scaled(14), half = scaled(8);
  const QPointF corner(scaled(32), height() - inPixels(17) - scaled(29));
  QFont font = this->font();
  font.setPixelSize(std::max(8, scaled(10)));
  font.setBold(true);
  painter.setFont(font);
  std::vector<QRectF> places;
  const std::array<std::pair<const char*, const char*>, 3> letters{{{"R", "L"}, {"A", "P"}, {"S", "I"}}};
  for (std::size_t axis = 0; axis < 3; ++axis)
    for (const double sign : {1.0, -1.0}) {
      Vec3 end = camera.focalPoint;
      end[axis] += sign * millimetres;
      const Vec3 pixel = camera.project(end, width(), height());
      const QPointF offset =
          QPointF(pixel[0] - origin[0], pixel[1] - origin[1]) / (pixelsPerMm * millimetres) * arm;
      QColor colour = look.text;
      colour.setAlpha(sign > 0 ? 220 : 130);
      painter.setPen(QPen(colour, sign > 0 ? 1.4 : 0.8));
      painter.drawLine(corner, corner + offset);
      if (std::hypot(offset.x(), offset.y()) < 5) continue;  // points at the viewer: no room for a letter
      const QPointF at = corner + offset * 1.5;
      const QRectF letter(at.x() - half, at.y() - half, 2 * half, 2 * half);
      const QString text = QLatin1String(sign > 0 ? letters[axis].first : letters[axis].second);
      painter.drawText(letter, Qt::AlignCenter, text);
      QRectF ink = QFontMetricsF(font).tightBoundingRect(text);
      ink.moveCenter(at);
      places.push_back(ink);
    }
  return places;
}

void VolumeView::resizeEvent(QResizeEvent* event) {
  LayerView::resizeEvent(event);
  requestSoon();
  if (m_partner && m_partner->borrowed()) m_partner->requestSoon();  // hidden, it is told of no size
}

void VolumeView::showEvent(QShowEvent* event) {
  LayerView::showEvent(event);
  requestSoon();
  if (m_partner && m_partner->borrowed()) m_partner->requestSoon();
}

}  // namespace vxs::ui
