#pragma once

#include <QDockWidget>
#include <QMainWindow>

#include <functional>
#include <map>
#include <vector>

namespace vxs::ui {

/// Gives docks the sizes that suit another size of type: those that they had when it was last in force, else
/// as much wider or narrower as the type is, of the same height. A window by itself only widens them, for
/// what no longer fits.
class DockSizes : public QObject {
 public:
  /// `across`: docks whose widths are kept, one a side; `down`: those whose heights are. `first`: called when
  /// docks have their widths for a size of type that was not in force before.
  DockSizes(QMainWindow& window, std::vector<QDockWidget*> across, std::vector<QDockWidget*> down,
            std::function<void()> first);

 private:
  struct Sizes {
    QList<int> widths, heights;  ///< 0: of a dock that is not seen
  };
  void followType();
  void give(const Sizes& sizes);
  Sizes present() const;

  QMainWindow& m_window;
  std::vector<QDockWidget*> m_across, m_down;
  std::function<void()> m_first;
  int m_percent;                 ///< size of type in force
  std::map<int, Sizes> m_sizes;  ///< by size of type, as it was left
};

}  // namespace vxs::ui
