#pragma once

#include <QImage>
#include <QWidget>

namespace vxs::ui {

/// A page on grey; where it is transparent, on a chequered ground. As large as there is room, or larger: with
/// the wheel and Ctrl, and then it is moved by dragging or with the wheel.
class PagePreview : public QWidget {
  Q_OBJECT
 public:
  static constexpr double kMostZoom = 8;

  explicit PagePreview(QWidget* parent = nullptr);
  void setPage(const QImage& page);
  /// Shown instead while there is no page.
  void setWords(const QString& words);
  /// Shown beside the page: another one is being painted.
  void setPainting(bool painting);
  bool painting() const { return m_painting; }
  /// What there is for a page, in pixels of the screen.
  QSizeF room() const;
  /// Times the size at which the whole page is seen, 1 to kMostZoom, and as far beyond as paperZoom() is.
  double zoom() const { return m_zoom; }
  void setZoom(double zoom);
  /// The zoom at which the page is as large as on paper, on a screen of as many dots an inch as it says: less
  /// than 1 where there is more room than it takes.
  double paperZoom() const;
  /// How large the page is seen, as a part of its size on paper; 0 without a page.
  double paperScale() const;
  QSize sizeHint() const override { return {560, 440}; }
  QSize minimumSizeHint() const override { return {320, 240}; }

 Q_SIGNALS:
  /// The page is seen larger or smaller: by the zoom, or since it or the room is another.
  void scaled();
  void zoomed();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;

 private:
  /// Where the page lies in the widget.
  QRectF place() const;
  QSizeF fittingSize() const;
  double possible(double zoom) const;
  void zoomAbout(const QPointF& fixed, double zoom);
  void move(const QPointF& by);

  QImage m_page;
  QString m_words;
  QPointF m_middle{0.5, 0.5};  ///< of what is seen, in parts of the page
  QPointF m_grabbed;
  double m_zoom = 1;
  bool m_painting = false;
};

}  // namespace vxs::ui
