#pragma once

#include "ui/figure/PagePreview.h"
#include "ui/paint/figure/ColorVision.h"
#include "ui/paint/figure/Legend.h"
#include "ui/paint/figure/Recipe.h"
#include "ui/session/Session.h"

#include <QImage>
#include <QTimer>

namespace vxs::ui {

/// The figure as it will be, painted in the background at the resolution of the screen: the same painting as
/// the file's, so nothing moves. Newest wish wins. Optionally as a colour-blind reader or a grey print shows
/// it.
class FigurePreview : public PagePreview {
  Q_OBJECT
 public:
  explicit FigurePreview(Session& session, QWidget* parent = nullptr);

  /// Paints after a short pause, so that typing a size does not paint for every digit.
  void show(const paint::Recipe& recipe);
  void setVision(paint::Vision vision);
  const QImage& image() const { return m_image; }       ///< null before the first
  const QString& problem() const { return m_problem; }  ///< why there is none; empty otherwise
  const paint::Legend& legend() const { return m_legend; }
  /// Of the page that is seen; 0 where there is none.
  double heightMm() const { return m_heightMm; }
  bool settled() const { return !m_pause.isActive() && !painting(); }

 Q_SIGNALS:
  void painted();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void start();

  static constexpr int kPauseMs = 150;
  Session& m_session;
  QTimer m_pause;
  paint::Recipe m_recipe;
  paint::Vision m_vision = paint::Vision::Normal;
  QImage m_image;
  paint::Legend m_legend;
  QString m_problem;
  double m_heightMm = 0;
  quint64 m_wish = 0;
};

}  // namespace vxs::ui
