#pragma once

#include <QMainWindow>

namespace vxs::ui {

/// Gives the lower left corner of a window to the docks at its left, which are then as high as the window
/// whatever is open at its bottom, where that leaves the bottom as wide as its panels need; else to the
/// bottom.
class DockCorner : public QObject {
 public:
  explicit DockCorner(QMainWindow& window);
  /// Of a window of this width, in pixels, at the present size of type.
  static bool leavesTheBottomItsWidth(int windowWidth);
  /// Once the window has the arrangement of another one, whose corner comes with it.
  void follow();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QMainWindow& m_window;
};

}  // namespace vxs::ui
