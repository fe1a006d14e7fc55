#include "ui/session/ComparisonLabels.h"

#include "ui/session/ViewState.h"

#include <QObject>

namespace vxs::ui {

namespace {

std::string subjectName(const train::RunInfo& run) {
  return (run.subject < 10 ? "subj0" : "subj") + std::to_string(run.subject);
}

/// A prediction for an image that the head was fitted to proves nothing, so that is written large.
const char* splitText(ImageUse use) {
  switch (use) {
    case ImageUse::Test:
      return "test image";
    case ImageUse::Validation:
      return "validation image";
    case ImageUse::Train:
      return "TRAINING IMAGE";
    case ImageUse::Unused:
      break;
  }
  return "image of no split";
}

}  // namespace

QString runName(const RunSource& run) {
  return QString::fromStdString(run.info().run.filename().string());
}

std::string subjectLine(const train::RunInfo& run, const TrialItem& item, int trialNumber) {
  const int shown = trialNumber > 0 ? trialNumber : item.trialNumbers.front();
  const std::size_t count = item.trialNumbers.size();
  const std::string measured = trialNumber > 0 && count > 1
                                   ? "this trial alone"
                                   : "mean of " + std::to_string(count) + (count == 1 ? " trial" : " trials");
  return subjectName(run) + ", trial " + std::to_string(shown) + ", image " + std::to_string(item.nsdId) +
         " (" + splitText(item.use) + "), measured: " + measured;
}

std::string subjectLine(const train::RunInfo& run, const std::filesystem::path& picture) {
  return subjectName(run) + ", picture " + picture.filename().string();
}

QString layerTitle(const scene::ComparisonData& data, scene::Layer layer) {
  return layer == scene::Layer::Map && !data.map.name.empty() ? QString::fromStdString(data.map.name)
                                                              : layerName(layer);
}

QString namedTitle(const scene::ComparisonData& data, scene::Layer layer) {
  const std::string& run = data.runOf(layer);
  const QString title = layerTitle(data, layer);
  return run.empty() ? title : QObject::tr("%1: %2").arg(title, QString::fromStdString(run));
}

QStringList titleWordings(const scene::ComparisonData& data, scene::Layer layer) {
  QStringList wordings{namedTitle(data, layer)};
  if (const std::string& run = data.runOf(layer); layer == scene::Layer::Second && !run.empty())
    wordings << QObject::tr("Second: %1").arg(QString::fromStdString(run));
  return wordings;
}

}  // namespace vxs::ui
