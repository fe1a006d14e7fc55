#pragma once

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

 private:
  void showTip();
  QString m_text, m_tip;
  QStringList m_wordings;
  Qt::TextElideMode m_elide = Qt::ElideRight;
};

}  // namespace vxs::ui
