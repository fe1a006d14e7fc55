#include "ui/views/RegionKeyView.h"

#include "core/volume/LabelAtlas.h"
#include "ui/paint/RegionKey.h"
#include "ui/session/Session.h"
#include "ui/widgets/Theme.h"

#include <QPainter>

#include <cmath>

namespace vxs::ui {

const LabelAtlas* outlinedAtlas(Session& session) {
  const std::string& name = session.view().state().outlineAtlas;
  if (!session.run() || name.empty()) return nullptr;
  for (const LabelAtlas& atlas : session.run()->atlases())
    if (atlas.name == name) return &atlas;
  return nullptr;
}

RegionKeyView::RegionKeyView(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
  setObjectName(QStringLiteral("regionKey"));
  setAccessibleName(tr("Outlined regions"));
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  setAttribute(Qt::WA_OpaquePaintEvent);
  followFont(*this, [this] { updateGeometry(); });
}

QSize RegionKeyView::sizeHint() const {
  return {200, static_cast<int>(std::ceil(paint::outlineKeyLine(viewStyle())))};
}

bool RegionKeyView::follow() {
  const LabelAtlas* atlas = outlinedAtlas(m_session);
  m_labels = atlas ? paint::outlinedLabels(*atlas) : std::set<std::int32_t>();
  QStringList names;
  for (const std::int32_t label : m_labels) names << QString::fromStdString(atlas->regionName(label));
  setToolTip(names.join(QStringLiteral(", ")));
  update();
  return !m_labels.empty();
}

void RegionKeyView::paintEvent(QPaintEvent*) {
  const paint::PaintStyle look = viewStyle();
  QPainter painter(this);
  painter.fillRect(rect(), look.background);
  if (const LabelAtlas* atlas = outlinedAtlas(m_session))
    paint::paintOutlineKeyLine(painter, QRectF(rect()), m_labels, *atlas, look);
}

}  // namespace vxs::ui
