#pragma once

#include "core/train/Run.h"

#include <QString>
#include <QStringList>

#include <map>
#include <optional>
#include <vector>

namespace vxs::ui {

/// A head with settings to start from.
struct TrainingPreset {
  QString name, tip;  ///< what for, and why these values
  train::TrainParams params;
};
/// Quick look, the report's MLP, SIREN and CNN, and ridge.
std::vector<TrainingPreset> trainingPresets();

/// Whether it is chosen how the queries of this head become voxels (TrainParams::readout).
bool choosesReadout(const std::string& head);

/// What a store has to offer for training.
struct StoreFacts {
  int subject = 0;
  QString mask;
  qint64 voxels = 0, trials = 0;
  QStringList features;  ///< modes whose feature cache is there
  QString encoder;       ///< human name
  bool synthetic = false, demoEncoder = false;
};
/// Throws Error naming the file when `store` is none.
StoreFacts readStoreFacts(const std::filesystem::path& store);

/// The form as it is filled in: numbers are text until they are known to be some.
struct TrainingDraft {
  train::TrainParams choices;  ///< everything that is chosen from a list
  QString store, folder, name;
  QString penaltyWeight, learningRate, epochs, batch, hidden, patience, seed;
};
TrainingDraft draftOf(const train::TrainParams& params);

enum class TrainingField {
  Store,
  Features,
  Folder,
  Name,
  PenaltyWeight,
  LearningRate,
  Epochs,
  Batch,
  Hidden,
  Patience,
  Seed
};
using TrainingProblems = std::map<TrainingField, QString>;
/// What is wrong, each with its reason; empty when training can start. `store`: nothing while it is not
/// known. Looks whether the run's folder exists.
TrainingProblems problemsOf(const TrainingDraft& draft, const std::optional<StoreFacts>& store);
/// The first of these problems that is one of Table 1, too, with its field: "Epochs: must be from 1 to
/// 1000000"; empty where none is. The table names its runs itself and takes neither hidden units nor
/// patience.
QString tableProblem(const TrainingProblems& problems);
/// The absolute folder of the draft's run; a relative “Into” begins where this program was started.
QString runFolder(const TrainingDraft& draft);
/// Of a draft without problems.
train::TrainParams paramsOf(const TrainingDraft& draft);

/// The words of `voxelscope-cli train …` that fit these settings, every one of them spelt out.
QStringList trainArguments(const train::TrainParams& params);
/// For a shell: "voxelscope-cli train store --head mlp …".
QString shellCommand(const QStringList& arguments);
/// "mlp-l1", or "mlp-l1-2" and so on: the first that does not exist in `folder`.
QString freeRunName(const QString& folder, const train::TrainParams& params);
/// The next of the names that begin with this one: "mine-2" after "mine", and "mine-3" after both.
QString nextRunName(const QString& folder, const QString& name);

}  // namespace vxs::ui
