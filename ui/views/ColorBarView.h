#pragma once

#include "core/scene/Comparison.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace vxs::ui {

class Session;

/// The colour bars of what is shown: one for all responses, which share one symmetric range, and one for the
/// map.
class ColorBarView : public QWidget {
  Q_OBJECT
 public:
  explicit ColorBarView(Session& session, QWidget* parent = nullptr);
  /// As wide as its words, which are as large as the application's font, ask for in two lines.
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;
  /// What stands over a layer's bar.
  QString label(scene::Layer layer) const;
  /// The layer of a view that has the whole space; none: all that are shown.
  void showOnly(std::optional<scene::Layer> layer);
  /// The layers whose bars are shown: Predicted's is that of every response.
  std::vector<scene::Layer> bars() const;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  int widthOfBars() const;
  void paintBar(QPainter& painter, const QRectF& room, scene::Layer layer) const;
  Session& m_session;
  std::optional<scene::Layer> m_only;
};

}  // namespace vxs::ui
