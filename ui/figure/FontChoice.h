#pragma once

class QComboBox;

namespace vxs::ui {

/// The families that figures can have; first the one that they have where none is chosen.
QComboBox* makeFontChoice();

}  // namespace vxs::ui
