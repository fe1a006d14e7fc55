#include "ui/views/ComparisonView.h"

#include "ui/views/ColorBarView.h"
#include "ui/views/MosaicView.h"
#include "ui/views/RegionKeyView.h"
#include "ui/widgets/Theme.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace vxs::ui {

using scene::Layer;
using scene::Plane;

namespace {
constexpr std::array kPlanes{Plane::Axial, Plane::Coronal, Plane::Sagittal};
constexpr int kSliceStretch = 10, kVolumeStretch = 13;
constexpr int kHeadingStretch = 3;  ///< of a row of slices that alone has headings
/// Slices lower than so many pixels at 100 % type are turned into rows; and what of a view is not the
/// slice's: letters at its sides, words above it.
constexpr int kLowSlice = 110, kLetters = 32, kWords = 26;
constexpr double kWorthTurning = 1.15;  ///< as much larger has the brain to be
/// Of it in rows, which a line may have less: there volumes are from left to right as in columns, and 3-D is
/// higher.
constexpr double kLineEnough = 0.85;
}  // namespace

ComparisonView::ComparisonView(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
  setAccessibleName(tr("Comparison of measured, predicted and difference"));
  auto* outer = new QHBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->setSpacing(2);
  auto* host = new QWidget;
  m_grid = new QGridLayout(host);
  m_grid->setContentsMargins(0, 0, 0, 0);
  m_grid->setSpacing(2);
  auto* views = new QVBoxLayout;
  views->setSpacing(0);
  views->addWidget(host, 1);
  m_key = new RegionKeyView(session);
  m_key->hide();
  views->addWidget(m_key);
  outer->addLayout(views, 1);
  m_bar = new ColorBarView(session);
  outer->addWidget(m_bar);
  for (const Layer layer : scene::kAllLayers) {
    const std::size_t index = scene::indexOf(layer);
    for (std::size_t plane = 0; plane < 3; ++plane)
      m_slices[index][plane] = new SliceView(session, layer, kPlanes[plane], host);
    m_volumes[index] = new VolumeView(session, layer, host);
  }
  m_mosaic = new MosaicView(session, host);
  m_volumes[0]->setPartner(m_volumes[1]);
  m_volumes[1]->setPartner(m_volumes[0]);
  for (auto* view : host->findChildren<LayerView*>()) {
    connect(view, &LayerView::maximiseRequested, this, &ComparisonView::toggleMaximised);
    // queued: it is found out while the view is drawn
    connect(view, &LayerView::keyRoomChanged, this, &ComparisonView::followKeyRoom, Qt::QueuedConnection);
  }
  connect(&session.view(), &ViewState::outlinesChanged, this, [this] {
    showKey(false);  // until a view that is drawn with them has no room
    m_key->follow();
  });
  for (const auto signal :
       {&ViewState::layoutChanged, &ViewState::maximisedChanged, &ViewState::shownLayersChanged})
    connect(&session.view(), signal, this, &ComparisonView::arrange);
  connect(&session.view(), &ViewState::pairChanged, this, [this] {
    if (m_arrangedColumns != columns()) arrange();
  });
  connect(&session.view(), &ViewState::activeLayerChanged, this, [this] {
    if (m_session.view().layout() == ViewLayout::Single && !m_maximised) arrange();
  });
  arrange();
}

void ComparisonView::setDrawing(Drawing& drawing) {
  for (VolumeView* view : m_volumes) view->setDrawing(drawing);
}

SliceView* ComparisonView::slice(Layer layer, Plane plane) const {
  return m_slices[scene::indexOf(layer)][static_cast<std::size_t>(plane)];
}

/// Once there, the line stays until other regions are outlined or views are arranged anew: views that are a
/// line higher for want of it might have no room again.
void ComparisonView::followKeyRoom() {
  const auto views = visibleViews();
  if (m_key->follow() &&
      std::ranges::any_of(views, [](const LayerView* view) { return !view->keyHasRoom(); }))
    showKey(true);
}

void ComparisonView::showKey(bool shown) {
  m_key->setVisible(shown);
  for (LayerView* view : m_grid->parentWidget()->findChildren<LayerView*>()) view->setKeyElsewhere(shown);
}

void ComparisonView::place(LayerView* view, int row, int column, int rowStretch, int columnStretch,
                           int columnSpan) {
  m_grid->addWidget(view, row, column, 1, columnSpan);
  m_grid->setRowStretch(row, rowStretch);
  m_grid->setColumnStretch(column, columnStretch);
  m_placed.push_back(view);
}

void ComparisonView::arrange() {
  LayerView* focused = qobject_cast<LayerView*>(focusWidget());
  const bool hadFocus = focused && focused->hasFocus();
  if (hadFocus)
    setFocus();  // hiding would give it to another layer's view, which would become the active one
  QWidget* host = m_grid->parentWidget();
  host->setUpdatesEnabled(false);
  m_grid->setEnabled(false);  // views get their places once, not whenever one of them is shown or hidden
  const auto all = host->findChildren<LayerView*>();
  for (LayerView* view : all) m_grid->removeWidget(view);
  m_placed.clear();
  for (int i = 0; i < m_grid->rowCount(); ++i) m_grid->setRowStretch(i, 0);
  for (int i = 0; i < m_grid->columnCount(); ++i) m_grid->setColumnStretch(i, 0);
  const ViewLayout layout = m_session.view().layout();
  m_arrangedColumns = columns();
  const auto named = std::ranges::find(all, m_session.view().maximised(), &QObject::objectName);
  m_maximised = m_session.view().maximised().isEmpty() || named == all.end() ? nullptr : *named;
  if (m_maximised) {
    place(m_maximised, 0, 0);
  } else if (layout == ViewLayout::Mosaic) {
    place(m_mosaic, 0, 0);
  } else if (layout == ViewLayout::Single) {
    const std::size_t layer = scene::indexOf(m_session.view().activeLayer());
    place(m_slices[layer][0], 0, 0);
    place(m_slices[layer][1], 0, 1);
    place(m_slices[layer][2], 1, 0);
    place(m_volumes[layer], 1, 1);
  } else if (layout == ViewLayout::ThreeD) {
    placeVolumes();
  } else {
    placeLayers(layout == ViewLayout::All);
  }
  showKey(false);
  for (LayerView* view : all) view->setVisible(std::ranges::count(m_placed, view) > 0);
  m_grid->setEnabled(true);
  m_grid->activate();
  makeRoomForHeadings();
  host->setUpdatesEnabled(true);
  m_bar->showOnly(m_maximised ? std::optional(m_maximised->layer()) : std::nullopt);
  const auto views = visibleViews();
  if (!hadFocus || views.empty()) return;
  // the keyboard stays with the view, else with its layer
  auto next = std::ranges::find(views, focused);
  if (next == views.end()) next = std::ranges::find(views, focused->layer(), &LayerView::layer);
  (next != views.end() ? *next : views.front())->setFocus();
}

void ComparisonView::placeLayers(bool volumes) {
  m_arrangement = suiting();
  const int kinds = volumes ? 4 : 3;
  int at = 0;
  for (const Layer layer : columns()) {
    const std::size_t index = scene::indexOf(layer);
    for (int kind = 0; kind < kinds; ++kind) {
      LayerView* view = kind < 3 ? static_cast<LayerView*>(m_slices[index][static_cast<std::size_t>(kind)])
                                 : m_volumes[index];
      const int stretch = kind < 3 ? kSliceStretch : kVolumeStretch;
      if (m_arrangement == Arrangement::Columns)
        place(view, kind, at, stretch);
      else if (m_arrangement == Arrangement::Rows)
        place(view, at, kind, 1, stretch);
      else
        place(view, 0, kinds * at + kind, 1, stretch);
    }
    ++at;
  }
}

void ComparisonView::makeRoomForHeadings() {
  const ViewLayout layout = m_session.view().layout();
  if (m_maximised || m_arrangement != Arrangement::Columns) return;
  if (layout != ViewLayout::All && layout != ViewLayout::Slices) return;
  const auto layers = columns();
  const bool alone = !layers.empty() && !m_slices[scene::indexOf(layers.front())][1]->headed();
  m_grid->setRowStretch(0, kSliceStretch + (alone ? kHeadingStretch : 0));
}

ComparisonView::Arrangement ComparisonView::suiting() const {
  const QSizeF room = m_grid->parentWidget()->size();
  const bool volumes = m_session.view().layout() == ViewLayout::All;
  const double part = 1.0 * kSliceStretch / (3 * kSliceStretch + (volumes ? kVolumeStretch : 0));
  const auto layers = static_cast<double>(columns().size());
  if (room.height() * part >= scaledPixels(kLowSlice)) return Arrangement::Columns;
  const auto brain = [](double width, double height) {
    return std::min(width - scaledPixels(kLetters), height - scaledPixels(kWords));
  };
  const double rows = brain(room.width() * part, room.height() / layers);
  const double line = brain(room.width() * part / layers, room.height());
  if (std::max(rows, line) <= kWorthTurning * brain(room.width() / layers, room.height() * part))
    return Arrangement::Columns;
  return line >= kLineEnough * rows ? Arrangement::Line : Arrangement::Rows;
}

scene::Tiling ComparisonView::volumeTiling() const {
  const QSize room = m_grid->parentWidget()->size();
  const double shape = room.height() > 0 ? static_cast<double>(room.width()) / room.height() : 1;
  return scene::tilingFor(static_cast<int>(std::max<std::size_t>(1, columns().size())), 1, shape);
}

void ComparisonView::placeVolumes() {
  m_arrangedTiling = volumeTiling();
  const auto layers = columns();
  const int across = m_arrangedTiling.columns;
  for (int at = 0; at < static_cast<int>(layers.size()); ++at) {
    // the last one has its row when it is alone in it: nothing of the room is empty
    const bool alone = at % across == 0 && at + 1 == static_cast<int>(layers.size());
    place(m_volumes[scene::indexOf(layers[static_cast<std::size_t>(at)])], at / across, at % across, 1, 1,
          alone ? across : 1);
  }
}

void ComparisonView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  layout()->activate();  // the views' room has its new size
  if (m_maximised) return;
  const ViewLayout layout = m_session.view().layout();
  if ((layout == ViewLayout::ThreeD && volumeTiling().columns != m_arrangedTiling.columns) ||
      ((layout == ViewLayout::All || layout == ViewLayout::Slices) && suiting() != m_arrangement))
    return arrange();
  makeRoomForHeadings();
}

std::vector<Layer> ComparisonView::columns() const {
  auto layers = m_session.view().shownLayers();
  if (m_session.view().paired() && m_session.view().layerShown(Layer::Measured))
    std::erase(layers, Layer::Predicted);
  return layers;
}

std::vector<LayerView*> ComparisonView::visibleViews() const {
  std::vector<LayerView*> views;
  if (!m_mosaic->isHidden()) views.push_back(m_mosaic);
  for (std::size_t layer = 0; layer < scene::kLayerCount; ++layer) {
    for (auto* view : m_slices[layer])
      if (!view->isHidden()) views.push_back(view);
    if (!m_volumes[layer]->isHidden()) views.push_back(m_volumes[layer]);
  }
  return views;
}

void ComparisonView::toggleMaximised(LayerView* view) {
  m_session.view().setMaximised(m_maximised || !view ? QString() : view->objectName());
  if (view) view->setFocus();
}

bool ComparisonView::complete() const {
  return m_mosaic->complete() &&
         std::ranges::all_of(m_volumes, [](const VolumeView* view) { return view->complete(); });
}

Plane ComparisonView::focusedPlane() const {
  const auto* focused = qobject_cast<const LayerView*>(focusWidget());
  return focused ? focused->keyPlane() : Plane::Axial;
}

LayerView* ComparisonView::focusedView() const {
  if (auto* focused = qobject_cast<LayerView*>(focusWidget()); focused && !focused->isHidden())
    return focused;
  const auto views = visibleViews();
  return views.empty() ? nullptr : views.front();
}

void ComparisonView::keyPressEvent(QKeyEvent* event) {
  if (!m_keys || !m_keys(*event)) return QWidget::keyPressEvent(event);
  event->accept();
}

}  // namespace vxs::ui
