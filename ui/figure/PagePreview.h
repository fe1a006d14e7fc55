#pragma once

#include <QImage>
#include <QWidget>

namespace vxs::ui {

/// A page as large as there is room, on grey; where it is transparent, on a chequered ground.
class PagePreview : public QWidget {
  Q_OBJECT
 public:
  explicit PagePreview(QWidget* parent = nullptr);
  void setPage(const QImage& page);
  /// Shown instead while there is no page.
  void setWords(const QString& words);
  /// Shown beside the page: another one is being painted.
  void setPainting(bool painting);
  bool painting() const { return m_painting; }
  /// What there is for a page, in pixels of the screen.
  QSizeF room() const;
  QSize sizeHint() const override { return {560, 440}; }
  QSize minimumSizeHint() const override { return {320, 240}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QImage m_page;
  QString m_words;
  bool m_painting = false;
};

}  // namespace vxs::ui
