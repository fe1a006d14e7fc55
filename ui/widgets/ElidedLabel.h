#pragma once

#include <QList>
#include <QStringList>
#include <QWidget>

namespace vxs::ui {

/// One line of text that takes whatever width there is: cut short with an ellipsis where it is too long, and
/// without its line breaks; whole in its tooltip then. Where there are several wordings, the first that has
/// room.
class ElidedLabel : public QWidget {
  Q_OBJECT
 public:
  explicit ElidedLabel(const QString& text = {}, QWidget* parent = nullptr);
  void setText(const QString& text);
  /// The same in fewer and fewer words; text() is the first. The last has room always.
  void setWordings(const QStringList& wordings);
  /// Texts that it may come to show, each in its wordings: it asks for the room of the widest, whichever it
  /// shows, so that nothing beside it moves.
  void setRoomFor(const QList<QStringList>& all);
  /// Where a line that is too long is cut; at its end when it is not said.
  void setElide(Qt::TextElideMode mode);
  /// What its tooltip explains, below the whole text where that is not seen.
  void setTip(const QString& tip);
  const QString& text() const { return m_text; }
  /// What is seen of it at the present width.
  QString shown() const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void showTip();
  void measureRoom();
  QString m_text, m_tip;
  QStringList m_wordings;
  QList<QStringList> m_all;
  int m_room = 0, m_leastRoom = 0;  ///< pixels of the widest of these, in most and in fewest words
  Qt::TextElideMode m_elide = Qt::ElideRight;
};

}  // namespace vxs::ui
