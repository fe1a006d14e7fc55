#include "ui/session/CommandLine.h"

#include "ui/session/Session.h"

#include <QRegularExpression>

namespace vxs::ui {

QString shellQuoted(const QString& word) {
  static const QRegularExpression harmless(QStringLiteral("^[A-Za-z0-9_./:=@%+,-]+$"));
  if (harmless.match(word).hasMatch()) return word;
  QString quoted = word;
  quoted.replace(QLatin1Char('\''), QStringLiteral("'\\''"));
  return QLatin1Char('\'') + quoted + QLatin1Char('\'');
}

QString predictCommand(const Session& session) {
  if (!session.run()) return {};
  const QString run = shellQuoted(QString::fromStdString(session.run()->info().run.string()));
  const QString caption = QStringLiteral(" --caption ") + shellQuoted(session.caption());
  if (!session.pictureFile().empty())
    return QStringLiteral("voxelscope-cli predict ") + run + QStringLiteral(" --image ") +
           shellQuoted(QString::fromStdString(session.pictureFile().string())) + caption +
           QStringLiteral(" --out predicted.nii.gz");
  if (session.selectedItem() < 0) return {};
  const TrialItem& item = session.run()->items()[static_cast<std::size_t>(session.selectedItem())];
  if (session.trialNumber() > 0 && item.trialNumbers.size() > 1) return {};
  const int trial = item.trialNumbers.front();
  const bool edited = item.captions.empty() || session.caption().toStdString() != item.captions.front();
  return QStringLiteral("voxelscope-cli figure compare3d ") + run + QStringLiteral(" --trial %1").arg(trial) +
         (edited ? caption : QString()) + QStringLiteral(" --out compare.png");
}

QString volumeCommand(const Session& session) {
  return session.pictureFile().empty() ? QString() : predictCommand(session);
}

QString stimulusCommand(const Session& session, const QString& command, const RunSource* of) {
  const auto run = session.run();
  const bool ownPicture = !session.pictureFile().empty();
  if (!run || (!ownPicture && session.selectedItem() < 0)) return {};
  const QString line =
      QStringLiteral("voxelscope-cli %1 %2 ")
          .arg(command, shellQuoted(QString::fromStdString((of ? of : run.get())->info().run.string())));
  if (ownPicture)
    return line + QStringLiteral("--image ") +
           shellQuoted(QString::fromStdString(session.pictureFile().string()));
  const TrialItem& item = run->items()[static_cast<std::size_t>(session.selectedItem())];
  return line + QStringLiteral("--trial %1").arg(item.trialNumbers.front());
}

QString windowCommand(const Session& session) {
  if (!session.run()) return {};
  QString command =
      QStringLiteral("voxelscope ") + shellQuoted(QString::fromStdString(session.run()->info().run.string()));
  if (!session.pictureFile().empty())
    command += QStringLiteral(" --image ") +
               shellQuoted(QString::fromStdString(session.pictureFile().string())) +
               QStringLiteral(" --caption ") + shellQuoted(session.caption());
  else if (session.selectedItem() >= 0)
    command += QStringLiteral(" --trial %1")
                   .arg(session.run()
                            ->items()[static_cast<std::size_t>(session.selectedItem())]
                            .trialNumbers.front());
  return command;
}

}  // namespace vxs::ui
