#pragma once

#include "core/scene/Comparison.h"

#include <QWidget>

namespace vxs::ui {

class Session;

/// The colour bars of what is shown: one for all responses, which share one symmetric range, and one for the
/// map.
class ColorBarView : public QWidget {
  Q_OBJECT
 public:
  explicit ColorBarView(Session& session, QWidget* parent = nullptr);
  QSize sizeHint() const override { return {76, 300}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void paintBar(QPainter& painter, const QRectF& room, scene::Layer layer) const;
  Session& m_session;
};

}  // namespace vxs::ui
