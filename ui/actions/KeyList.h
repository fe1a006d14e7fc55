#pragma once

#include <QDialog>
#include <QString>

#include <vector>

class QScrollArea;

namespace vxs::ui {

class ActionRegistry;

/// One line of the list of keys.
struct KeyLine {
  QString section, keys, does;
};
/// Every mouse gesture and every action that has a key, by section: views first, then the menus in their
/// order.
std::vector<KeyLine> keyLines(const ActionRegistry& actions);

/// What F1 and ? show: every key and mouse gesture of the window.
class KeyList : public QDialog {
  Q_OBJECT
 public:
  explicit KeyList(const ActionRegistry& actions, QWidget* parent = nullptr);

 private:
  void fill(const QString& filter);
  std::vector<KeyLine> m_lines;
  QWidget* m_page = nullptr;
  QScrollArea* m_scroll;
};

}  // namespace vxs::ui
