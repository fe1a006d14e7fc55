#pragma once

#include "ui/why/WhyChoice.h"

#include <QString>

namespace vxs::ui {

QString methodName(workflow::ExplainMethod method);
/// What its values say, in a sentence or two.
QString methodNote(workflow::ExplainMethod method);
QString baselineName(const std::string& baseline);
/// "integrated gradients against grey, 32 steps".
QString methodWords(const WhyChoice& choice);

/// What an explanation is worked out with.
struct WorkedOutWith {
  WhyChoice choice;
  QString target, run;  ///< of attention no target counts
};
/// "Shown: gradient × input. Press Explain for integrated gradients.", with all that differs; empty where
/// nothing does.
QString formerChoiceLine(const WorkedOutWith& shown, const WorkedOutWith& chosen);

}  // namespace vxs::ui
