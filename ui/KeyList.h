#pragma once

#include <QDialog>

namespace vxs::ui {

/// What F1 and ? show: every key and mouse gesture of the window.
class KeyList : public QDialog {
  Q_OBJECT
 public:
  explicit KeyList(QWidget* parent = nullptr);
};

}  // namespace vxs::ui
