#include "ui/figure/WindowView.h"

#include "ui/figure/SessionSources.h"
#include "ui/views/ComparisonView.h"
#include "ui/views/MosaicView.h"

#include <algorithm>

namespace vxs::ui {

namespace {

using Shows = paint::ViewSpec::Shows;

paint::ViewSpec::Cell cellOf(const LayerView& view, const QRectF& place) {
  Shows shows = Shows::Volume;
  if (const auto* slice = qobject_cast<const SliceView*>(&view)) shows = static_cast<Shows>(slice->plane());
  if (qobject_cast<const MosaicView*>(&view)) shows = Shows::Mosaic;
  paint::ViewSpec::Cell cell{view.shownLayer(), shows, {}, place};
  if (view.sharesView()) cell.partner = view.secondLayer();
  return cell;
}

paint::ViewSpec emptySpec(Session& session) {
  paint::ViewSpec spec;
  spec.sliceZoom = session.view().sliceZoom();
  spec.sliceCentre = session.view().sliceCentre();
  return spec;
}

double aspectOf(const QSizeF& size) {
  return size.isEmpty() ? 1.5 : std::clamp(size.width() / size.height(), 0.2, 5.0);
}

}  // namespace

paint::ViewSpec viewSpecOf(Session& session, const ComparisonView& comparison) {
  paint::ViewSpec spec = emptySpec(session);
  QRect whole;
  for (const LayerView* view : comparison.visibleViews()) whole |= view->geometry();
  for (const LayerView* view : comparison.visibleViews()) {
    const QRectF at = view->geometry().translated(-whole.topLeft());
    const QRectF place(at.x() / whole.width(), at.y() / whole.height(), at.width() / whole.width(),
                       at.height() / whole.height());
    spec.cells.push_back(cellOf(*view, place));
  }
  spec.aspect = aspectOf(whole.size());
  return spec;
}

paint::ViewSpec focusedViewSpecOf(Session& session, const ComparisonView& comparison) {
  const std::vector<LayerView*> views = comparison.visibleViews();
  if (views.empty()) return emptySpec(session);
  const LayerView* chosen = qobject_cast<const LayerView*>(comparison.focusWidget());
  if (!chosen || !chosen->isVisible()) {
    const scene::Layer active = session.view().activeLayer();
    const auto found = std::ranges::find(views, active, &LayerView::layer);
    chosen = found == views.end() ? views.front() : *found;
  }
  paint::ViewSpec spec = emptySpec(session);
  spec.cells.push_back(cellOf(*chosen, {0, 0, 1, 1}));
  spec.aspect = aspectOf(chosen->size());
  return spec;
}

paint::Recipe viewRecipe(Session& session, const paint::ViewSpec& spec, const paint::PageSetup& page) {
  paint::Recipe recipe = sessionRecipe(session, "view", page);
  recipe.options["view"] = paint::toText(spec);
  return recipe;
}

}  // namespace vxs::ui
