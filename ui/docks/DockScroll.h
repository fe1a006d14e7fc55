#pragma once

#include <QScrollArea>

namespace vxs::ui {

/// What a dock holds: its panel, never squeezed below the size that the panel asks for at least. A dock that
/// is smaller scrolls, so that nothing in it is cut off or painted over and no panel keeps the window large.
class DockScroll : public QScrollArea {
  Q_OBJECT
 public:
  /// Across: Fitted docks are as wide as their panel needs, which with large type is bounded, Scrolled ones
  /// as narrow as `leastWidth` (pixels at 100 % type).
  enum class Across { Fitted, Scrolled };
  DockScroll(QWidget* panel, Across across, int leastWidth);
  /// Height in lines of text that is never taken from it; 5 when it is not said.
  void setLeastLines(int lines);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void fit();
  int heightAt(int width) const;
  Across m_across;
  int m_leastWidth;
  int m_leastLines = 5;
  QSize m_told;  ///< what the dock knows to be the least size
};

}  // namespace vxs::ui
