#include "ui/why/WhyWords.h"

#include <QObject>
#include <QStringList>

namespace vxs::ui {

using workflow::ExplainMethod;

namespace {

/// How finely it is worked out; empty: the method has nothing of the kind.
QString finenessWords(const WhyChoice& choice) {
  if (choice.method == ExplainMethod::Integrated) return QObject::tr("%1 steps").arg(choice.steps);
  if (choice.method == ExplainMethod::Occlusion) return QObject::tr("%1 cells a side").arg(choice.grid);
  return {};
}

QString baselineWords(const WhyChoice& choice) {
  return QObject::tr("against %1").arg(baselineName(choice.baseline));
}

}  // namespace

QString methodName(ExplainMethod method) {
  switch (method) {
    case ExplainMethod::Gradient:
      return QObject::tr("gradient × input");
    case ExplainMethod::Integrated:
      return QObject::tr("integrated gradients");
    case ExplainMethod::Occlusion:
      return QObject::tr("occlusion");
    case ExplainMethod::Attention:
      break;
  }
  return QObject::tr("attention per word");
}

QString methodNote(ExplainMethod method) {
  switch (method) {
    case ExplainMethod::Gradient:
      return QObject::tr(
          "What an infinitesimal step from the baseline to the picture and its words would change. Quick, "
          "and no more than local.");
    case ExplainMethod::Integrated:
      return QObject::tr(
          "Gradients added up on the way from the baseline ([PAD] for words): they sum to the change of the "
          "prediction but for the gap that is shown.");
    case ExplainMethod::Occlusion:
      return QObject::tr("The prediction minus the prediction with one cell covered or one word left out.");
    case ExplainMethod::Attention:
      break;
  }
  return QObject::tr(
      "Which patches each word looks at in the encoder. It is the same for every voxel and does not say what "
      "the head makes of it. Click a word, or a head of the matrix.");
}

QString baselineName(const std::string& baseline) {
  return baseline == "blur" ? QObject::tr("blurred") : QObject::tr("grey");
}

QString methodWords(const WhyChoice& choice) {
  if (choice.method == ExplainMethod::Attention) return methodName(choice.method);
  const QString words = methodName(choice.method) + QLatin1Char(' ') + baselineWords(choice);
  const QString fineness = finenessWords(choice);
  return fineness.isEmpty() ? words : words + QStringLiteral(", ") + fineness;
}

QString formerChoiceLine(const WorkedOutWith& shown, const WorkedOutWith& chosen) {
  QStringList was, now;
  const auto compare = [&](const QString& is, const QString& would) {
    if (is == would) return;
    was << is;
    now << would;
  };
  compare(methodName(shown.choice.method), methodName(chosen.choice.method));
  if (shown.choice.method != ExplainMethod::Attention && chosen.choice.method != ExplainMethod::Attention) {
    compare(shown.target, chosen.target);
    compare(baselineWords(shown.choice), baselineWords(chosen.choice));
  }
  if (shown.choice.method == chosen.choice.method)
    compare(finenessWords(shown.choice), finenessWords(chosen.choice));
  compare(shown.run, chosen.run);
  if (was.isEmpty()) return {};
  const QString separator = QStringLiteral(" · ");
  return QObject::tr("Shown: %1. Press Explain for %2.").arg(was.join(separator), now.join(separator));
}

}  // namespace vxs::ui
