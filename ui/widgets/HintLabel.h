#pragma once

#include "ui/widgets/Theme.h"

#include <QLabel>

namespace vxs::ui {

/// Text that explains, in the ink of hints, in as many lines as its width asks for. `Label`: QLabel or a kind
/// of it.
template <class Label = QLabel>
Label* hintLabel(const QString& text = {}) {
  auto* label = new Label(text);
  setTextRole(*label, TextRole::Hint);
  label->setWordWrap(true);
  return label;
}

}  // namespace vxs::ui
