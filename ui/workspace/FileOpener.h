#pragma once

#include "core/train/VolumeNote.h"
#include "core/volume/Volume.h"
#include "ui/workspace/FileKind.h"
#include "ui/workspace/SessionKeeper.h"

#include <QList>
#include <QObject>
#include <QUrl>

#include <filesystem>
#include <functional>

namespace vxs::ui {

struct IdentifiedFile {
  FileKind kind = FileKind::Picture;
  std::filesystem::path path;      ///< a run's folder for its run.json too
  SessionFile session;             ///< Figure: what its recipe shows
  QString caption;                 ///< Picture: what its figure said of it; null: nothing is known
  Volume volume;                   ///< Volume: read
  train::VolumeMarks marks;        ///< Volume: what its header says of itself
  bool predictedResponse = false;  ///< Volume: written by `predict` or saved as a prediction
};

/// Looks at a file or folder. Throws Error naming it when it is none of these: missing, a store (which needs
/// a run), a folder without a run, a figure whose recipe is damaged.
IdentifiedFile identify(const std::filesystem::path& path);

/// Shows a file of the kind Volume as the map; false when it does not fit the run, which the session tells.
bool showAsMap(Session& session, IdentifiedFile file);

/// Opens anything that is dropped on the window or named on its command line.
class FileOpener : public QObject {
  Q_OBJECT
 public:
  FileOpener(Session& session, SessionKeeper& keeper, QObject* parent = nullptr);
  void open(const std::filesystem::path& path);
  /// Opens the first of what was dropped, and says so where there is more; false when that is no local file.
  bool openDropped(const QList<QUrl>& dropped);
  /// A volume takes the place of the measured response until another image is chosen.
  void openAsMeasured(const std::filesystem::path& path);
  /// Whoever opens a figure of another run than the open one goes by way of `question`, which calls its last
  /// argument when the person agrees; without one nobody is asked.
  using Question =
      std::function<void(const QString& figure, const std::filesystem::path& run, std::function<void()> go)>;
  void setQuestion(Question question) { m_question = std::move(question); }

 Q_SIGNALS:
  void openedVolume(const std::filesystem::path& path);  ///< as a map
  /// A folder in NSD's layout: it has to be prepared first.
  void datasetFound(const std::filesystem::path& folder);

 private:
  void dispatch(IdentifiedFile file);
  void openFigure(const SessionFile& shows);
  Session& m_session;
  SessionKeeper& m_keeper;
  Question m_question;
};

}  // namespace vxs::ui
