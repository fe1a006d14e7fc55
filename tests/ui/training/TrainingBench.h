#pragma once

#include "core/base/AtomicFile.h"
#include "core/train/EpochFile.h"
#include "core/train/History.h"
#include "core/train/RunFile.h"
#include "core/volume/Nifti.h"
#include "tests/ui/UiTest.h"

#include <QFile>
#include <QSettings>
#include <QTemporaryDir>

#include <memory>

namespace vxs::ui::test {

/// A run folder on the fake run's mask: three epochs whose r at every voxel is epoch / 10, and whose
/// prediction for image 10 is the epoch.
inline void writeRun(const std::filesystem::path& folder, const FakeRun& fake) {
  std::filesystem::create_directories(folder);
  train::RunFile run;
  run.info = fake.info();
  run.info.run = folder;
  run.info.head = "mlp";
  run.info.testImages = {10, 11};
  run.info.validationImages = {};
  run.info.trainImages = {12};
  run.info.bestEpoch = 2;
  run.params.head = "mlp";
  run.tokens = 32;
  run.width = 768;
  run.params.batchSize = 1;
  run.params.epochs = 5;
  run.bestValidationMedianR = 0.2;
  run.bestValidationScore = 0.4;
  run.criterion = "median validation r|r|/NC over nsdgeneral (12 voxels)";
  // the median r is largest in the third epoch, the score in the second
  run.history = {{1, 3, 4, 0.1, 1, 1, 0.1}, {2, 2, 3, 0.2, 1, 2, 0.4}, {3, 1, 3.5, 0.25, 1, 3, 0.3}};
  writeNifti(folder / "mask.nii.gz", fake.mask().indicator(), NiftiType::Int16);
  for (int epoch = 1; epoch <= 3; ++epoch) {
    train::EpochFile file{epoch,
                          epoch,
                          7,
                          std::vector<float>(fake.mask().size(), static_cast<float>(epoch) / 10),
                          train::keptImagesOf(run.info),
                          {},
                          {static_cast<float>(4 - epoch)}};
    file.predictions.assign(file.images.size(),
                            std::vector<float>(fake.mask().size(), static_cast<float>(epoch)));
    train::writeEpochFile(folder, file);
  }
  writeFileAtomically(folder / "last-3.safetensors", "weights");  // nothing here reads them
  train::writeHistory(folder, run.history);
  train::writeRunFile(run);
}

/// A folder with that run's files where the head is a ridge: solved in one step, whose map is kept as that of
/// an epoch 1.
inline void writeRidge(const std::filesystem::path& folder, const FakeRun& fake) {
  writeRun(folder, fake);
  for (const int epoch : {2, 3}) std::filesystem::remove(train::epochFilePath(folder, epoch));
  std::filesystem::remove(folder / "history.csv");
  train::RunFile run = train::readRunFile(folder);
  run.info.head = run.params.head = "ridge";
  run.info.bestEpoch = 1;
  run.history.clear();
  run.finished = true;
  train::writeRunFile(run);
}

/// For tests of what the Training panel makes of runs: an open session, and a folder for them.
class TrainingBench {
 protected:
  void begin() {
    for (const char* kept : {"training", "table1"}) QSettings().remove(QLatin1String(kept));
    m_open = std::make_unique<OpenSession>();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_open->waitUntilSettled());
  }
  void end() {
    m_open.reset();
    m_folder.reset();
  }
  Session& session() { return m_open->session; }
  std::filesystem::path folderOf(const char* run) const {
    return std::filesystem::path(m_folder->path().toStdString()) / run;
  }

  std::unique_ptr<OpenSession> m_open;
  std::unique_ptr<QTemporaryDir> m_folder;
};

/// A shell script in place of voxelscope-cli.
inline QString fakeProgram(const QTemporaryDir& folder, const QByteArray& body) {
  const QString path = folder.filePath(QStringLiteral("fake-cli"));
  QFile file(path);
  if (!file.open(QIODevice::WriteOnly)) return {};
  file.write("#!/bin/sh\n" + body);
  file.close();
  file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
  return path;
}

}  // namespace vxs::ui::test
