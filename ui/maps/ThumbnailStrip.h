#pragma once

#include "ui/session/Session.h"

#include <QHash>
#include <QPixmap>
#include <QWidget>

namespace vxs::ui {

/// A few pictures of the run in a row, read in the background; a click chooses one.
class ThumbnailStrip : public QWidget {
  Q_OBJECT
 public:
  struct Picture {
    int item = -1;  ///< of the run's images
    QString note;   ///< beneath it
    QString tip;
  };
  explicit ThumbnailStrip(Session& session, QWidget* parent = nullptr);
  void setPictures(std::vector<Picture> pictures);
  const std::vector<Picture>& pictures() const { return m_pictures; }
  QRectF pictureRect(int at) const;
  QSize sizeHint() const override;
  static constexpr int kSide = 44;

 Q_SIGNALS:
  void chosen(int item);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  int pictureAt(const QPointF& point) const;
  void request(int item);

  Session& m_session;
  std::vector<Picture> m_pictures;
  QHash<int, QPixmap> m_pixmaps;  ///< null while it is being read
  int m_current = 0;
};

}  // namespace vxs::ui
