#pragma once

#include "ui/widgets/TextLabel.h"
#include "ui/widgets/Theme.h"

namespace vxs::ui {

/// Text that explains, in the ink of hints, in as many lines as its width asks for. `Label`: TextLabel or a
/// kind of it.
template <class Label = TextLabel>
Label* hintLabel(const QString& text = {}) {
  auto* label = new Label(text);
  setTextRole(*label, TextRole::Hint);
  return label;
}

}  // namespace vxs::ui
