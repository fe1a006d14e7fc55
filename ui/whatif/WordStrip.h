#pragma once

#include <QString>
#include <QWidget>

#include <vector>

namespace vxs::ui {

/// The words of a caption in reading order, each over a bar of what it is worth: blue below, red above zero,
/// or one colour for sizes. A click, or Return on the word with the focus, picks it.
class WordStrip : public QWidget {
  Q_OBJECT
 public:
  struct Word {
    QString text;
    double value = 0;      ///< NaN: not known yet
    bool special = false;  ///< [ENC], [SEP]: faint, and cannot be picked
  };
  explicit WordStrip(QWidget* parent = nullptr);

  /// `unit` of the values, for the tooltip.
  void setWords(std::vector<Word> words, const QString& unit);
  void setEmptyText(const QString& text);
  /// What a click does, for the tooltip: "%1" is the word.
  void setClickHint(const QString& hint) { m_hint = hint; }
  const std::vector<Word>& words() const { return m_words; }
  /// Marks every word of that text as chosen; empty: none.
  void setChosen(const QString& text);
  QRect wordRect(int index) const;

  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  static int rowHeight();  ///< of one line of words with their bars and values, in pixels
  QSize sizeHint() const override;

 Q_SIGNALS:
  void picked(int index);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  int place(int width, std::vector<QRect>* rects) const;
  int wordAt(const QPoint& point) const;
  void pick(int index);
  void paintWord(QPainter& painter, int index) const;
  QString numberOf(const Word& word) const;
  std::vector<Word> m_words;
  std::vector<QRect> m_rects;
  bool isChosen(int index) const;
  QString m_unit, m_emptyText, m_hint;
  int m_hovered = -1, m_focused = 0;
  QString m_chosen;
};

}  // namespace vxs::ui
