#pragma once

#include <QKeyEvent>
#include <QWidget>

namespace vxs::ui {

/// The keys of undo and redo in an editor are the window's, which takes back what was typed between two
/// pauses.
inline void leaveUndoToWindow(QWidget& editor) {
  class Keys : public QObject {
   public:
    using QObject::QObject;
    bool eventFilter(QObject*, QEvent* event) override {
      if (event->type() != QEvent::ShortcutOverride) return false;
      const auto* key = static_cast<QKeyEvent*>(event);
      if (!key->matches(QKeySequence::Undo) && !key->matches(QKeySequence::Redo)) return false;
      event->ignore();  // else the editor keeps the key
      return true;
    }
  };
  editor.installEventFilter(new Keys(&editor));
}

}  // namespace vxs::ui
