#include "ui/training/TrainingSettings.h"

#include "core/base/Error.h"
#include "core/store/FeatureCache.h"
#include "core/store/VoxelStore.h"
#include "core/train/RunList.h"
#include "ui/session/CommandLine.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <cmath>

namespace vxs::ui {

namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("TrainingSettings", text);
}

train::TrainParams params(const char* head, const char* penalty, double weight, double rate, int epochs) {
  train::TrainParams p;
  p.head = head;
  p.penalty = penalty;
  p.penaltyWeight = weight;
  p.learningRate = rate;
  p.epochs = epochs;
  return p;
}

QString number(double value) {
  return QString::number(value, 'g', 8);
}

/// A whole number from `low` to `high`; otherwise the problem is noted.
void requireWhole(TrainingProblems& problems, TrainingField field, const QString& text, qlonglong low,
                  qlonglong high) {
  bool isNumber = false;
  const qlonglong value = text.trimmed().toLongLong(&isNumber);
  if (!isNumber)
    problems[field] = tr("“%1” is no whole number").arg(text);
  else if (value < low || value > high)
    problems[field] = tr("must be from %1 to %2").arg(low).arg(high);
}

void requirePositive(TrainingProblems& problems, TrainingField field, const QString& text, bool zeroToo) {
  bool isNumber = false;
  const double value = text.trimmed().toDouble(&isNumber);
  if (!isNumber || !std::isfinite(value))
    problems[field] = tr("“%1” is no number").arg(text);
  else if (value < 0 || (value == 0 && !zeroToo))
    problems[field] = zeroToo ? tr("must not be negative") : tr("must be above 0");
}

/// What training begins anew instead of adding to it: a run that was stopped before its first epoch was over.
bool holdsNothing(const std::filesystem::path& run) {
  try {
    const train::RunSummary summary = train::summariseRun(run);
    return summary.state == train::RunState::Stopped && summary.run.history.empty();
  } catch (const Error&) {
    return false;
  }
}

void checkPlaces(TrainingProblems& problems, const TrainingDraft& draft) {
  const QFileInfo folder(draft.folder.trimmed());
  if (draft.folder.trimmed().isEmpty())
    problems[TrainingField::Folder] = tr("choose a folder for the run");
  else if (folder.exists() && !folder.isDir())
    problems[TrainingField::Folder] = tr("%1 is a file").arg(draft.folder);
  else if (folder.exists() && !folder.isWritable())
    problems[TrainingField::Folder] = tr("nothing can be written into %1").arg(draft.folder);
  static const QRegularExpression other(QStringLiteral("[^A-Za-z0-9._-]"));
  if (draft.name.isEmpty())
    problems[TrainingField::Name] = tr("needs a name, which becomes that of a folder");
  else if (const auto found = other.match(draft.name); found.hasMatch())
    problems[TrainingField::Name] =
        tr("becomes a folder's name: letters a to z, digits, “-”, “_” and “.” only, no %1")
            .arg(found.captured() == QLatin1String(" ") ? tr("blanks")
                                                        : QStringLiteral("“%1”").arg(found.captured()));
  else if (draft.name == QLatin1String(".") || draft.name == QLatin1String(".."))
    problems[TrainingField::Name] = tr("“%1” is no name of a folder of its own").arg(draft.name);
  else if (QFileInfo::exists(runFolder(draft) + QStringLiteral("/run.json")) &&
           !holdsNothing(runFolder(draft).toStdString()))
    problems[TrainingField::Name] =
        tr("this run is there already: choose another name, or select it in the table to resume it");
}

}  // namespace

std::vector<TrainingPreset> trainingPresets() {
  return {
      {tr("Quick look"),
       tr("CNN, three epochs, about two minutes on two cores for the demo. It learns from the first epoch "
          "on: "
          "its score there is 45 % after one, the report's MLP's 2 %"),
       params("cnn", "l2", 1e-6, 1e-3, 3)},
      {tr("Report's MLP"), tr("The report's first head, with the L1 penalty that did best there"),
       params("mlp", "l1", 1e-6, 1e-3, 25)},
      {tr("Report's SIREN"), tr("Sine activations, the report's best head"),
       params("siren", "l1", 1e-6, 1e-4, 25)},
      {tr("Report's CNN"), tr("The report's own convolutional head, 12 layers; slow without a GPU"),
       params("cnn", "l1", 1e-6, 1e-3, 25)},
      {tr("Ridge"), tr("The baseline: closed form, one penalty a voxel by cross-validation"),
       params("ridge", "none", 0, 1e-3, 1)},
  };
}

bool choosesReadout(const std::string& head) {
  return head == "mlp" || head == "siren";
}

StoreFacts readStoreFacts(const std::filesystem::path& path) {
  const auto store = store::VoxelStore::open(path);
  StoreFacts facts;
  facts.subject = store.info().subject;
  facts.mask = QString::fromStdString(store.info().maskName);
  facts.voxels = static_cast<qint64>(store.voxelCount());
  facts.trials = static_cast<qint64>(store.trials().size());
  facts.synthetic = store.info().synthetic;
  for (const char* mode : {"multimodal", "image"}) {
    std::error_code ignored;
    bool there = false;
    for (const auto& entry : std::filesystem::directory_iterator(path / "features", ignored))
      there = there || entry.path().filename().string().starts_with(std::string(mode) + "-");
    if (!there) continue;
    const auto cache = store::FeatureCache::open(path, mode);
    facts.features << QString::fromLatin1(mode);
    facts.encoder = QString::fromStdString(cache.info().encoder);
    facts.demoEncoder = facts.demoEncoder || cache.info().demo;
  }
  return facts;
}

TrainingDraft draftOf(const train::TrainParams& p) {
  TrainingDraft draft;
  draft.choices = p;
  draft.store = QString::fromStdString(p.store.string());
  draft.penaltyWeight = number(p.penaltyWeight);
  draft.learningRate = number(p.learningRate);
  draft.epochs = QString::number(p.epochs);
  draft.batch = QString::number(p.batchSize);
  draft.hidden = QString::number(p.hidden);
  draft.patience = QString::number(p.patience);
  draft.seed = QString::number(p.seed);
  return draft;
}

TrainingProblems problemsOf(const TrainingDraft& draft, const std::optional<StoreFacts>& store) {
  TrainingProblems problems;
  const QString mode = QString::fromStdString(draft.choices.features);
  if (draft.store.trimmed().isEmpty())
    problems[TrainingField::Store] = tr("choose a store: what “voxelscope-cli prepare” wrote");
  else if (!store)
    problems[TrainingField::Store] = tr("not a store that can be read");
  else if (!store->features.contains(mode))
    problems[TrainingField::Features] = tr("the store has none yet: run voxelscope-cli features %1 --mode %2")
                                            .arg(shellQuoted(draft.store), mode);
  checkPlaces(problems, draft);
  bool isSeed = false;
  (void)draft.seed.trimmed().toULongLong(&isSeed);
  if (!isSeed) problems[TrainingField::Seed] = tr("“%1” is no whole number from 0").arg(draft.seed);
  if (draft.choices.head == "ridge") return problems;  // nothing else plays a part
  if (draft.choices.penalty != "none")
    requirePositive(problems, TrainingField::PenaltyWeight, draft.penaltyWeight, true);
  requirePositive(problems, TrainingField::LearningRate, draft.learningRate, false);
  requireWhole(problems, TrainingField::Epochs, draft.epochs, 1, 1000000);
  requireWhole(problems, TrainingField::Batch, draft.batch, 1, 1000000);
  requireWhole(problems, TrainingField::Hidden, draft.hidden, 0, 65536);
  requireWhole(problems, TrainingField::Patience, draft.patience, 0, 1000000);
  return problems;
}

QString tableProblem(const TrainingProblems& problems) {
  const std::pair<TrainingField, QString> fields[] = {
      {TrainingField::Store, tr("Store")},
      {TrainingField::Features, tr("Features")},
      {TrainingField::Folder, tr("Into")},
      {TrainingField::PenaltyWeight, tr("Its weight")},
      {TrainingField::Epochs, tr("Epochs")},
      {TrainingField::Batch, tr("Batch")},
      {TrainingField::LearningRate, tr("Learning rate")},
      {TrainingField::Seed, tr("Seed")},
  };
  for (const auto& [field, name] : fields)
    if (const auto found = problems.find(field); found != problems.end())
      return QStringLiteral("%1: %2").arg(name, found->second);
  return {};
}

QString runFolder(const TrainingDraft& draft) {
  return QDir::cleanPath(QDir(draft.folder.trimmed()).absoluteFilePath(draft.name));
}

train::TrainParams paramsOf(const TrainingDraft& draft) {
  train::TrainParams p = draft.choices;
  p.store = draft.store.trimmed().toStdString();
  p.out = runFolder(draft).toStdString();
  p.seed = draft.seed.trimmed().toULongLong();
  if (p.head == "ridge") return p;
  if (p.penalty != "none") p.penaltyWeight = draft.penaltyWeight.toDouble();
  p.learningRate = draft.learningRate.toDouble();
  p.epochs = draft.epochs.toInt();
  p.batchSize = draft.batch.toInt();
  p.hidden = draft.hidden.toInt();
  p.patience = draft.patience.toInt();
  return p;
}

QStringList trainArguments(const train::TrainParams& p) {
  const auto text = [](const std::string& word) { return QString::fromStdString(word); };
  QStringList words{QStringLiteral("train"), text(p.store.string()), QStringLiteral("--head"), text(p.head)};
  const auto add = [&words](const char* option, const QString& value) {
    words << QStringLiteral("--") + QLatin1String(option) << value;
  };
  add("features", text(p.features));
  add("split", text(p.split));
  if (p.head != "ridge") {
    add("loss", text(p.loss));
    add("penalty", text(p.penalty));
    if (p.penalty != "none") add("penalty-weight", number(p.penaltyWeight));
    add("optimizer", text(p.optimizer));
    add("lr", number(p.learningRate));
    add("epochs", QString::number(p.epochs));
    add("batch", QString::number(p.batchSize));
    if (p.hidden > 0) add("hidden", QString::number(p.hidden));
    if (p.patience > 0) add("patience", QString::number(p.patience));
    if (p.head == "siren") add("siren-convention", text(p.sirenConvention));
    if (choosesReadout(p.head)) add("readout", text(p.readout));
  }
  if (p.shuffleImages) words << QStringLiteral("--shuffle-images");
  add("seed", QString::number(p.seed));
  add("out", text(p.out.string()));
  return words;
}

QString shellCommand(const QStringList& arguments) {
  QString command = QStringLiteral("voxelscope-cli");
  for (const QString& word : arguments) command += QLatin1Char(' ') + shellQuoted(word);
  return command;
}

QString freeRunName(const QString& folder, const train::TrainParams& p) {
  QString base = QString::fromStdString(p.head);
  if (p.head != "ridge" && p.penalty != "none") base += QLatin1Char('-') + QString::fromStdString(p.penalty);
  if (p.shuffleImages) base += QStringLiteral("-control");
  return QDir(folder).exists(base) ? nextRunName(folder, base) : base;
}

QString nextRunName(const QString& folder, const QString& name) {
  static const QRegularExpression numbered(QStringLiteral("^(.+)-\\d+$"));
  const QDir place(folder);
  const QString first = numbered.match(name).captured(1);
  // a number at the end may be part of the name: of a series there is a first one
  const QString base = !first.isEmpty() && place.exists(first) ? first : name;
  for (int i = 2;; ++i)
    if (const QString next = base + QLatin1Char('-') + QString::number(i); !place.exists(next)) return next;
}

}  // namespace vxs::ui
