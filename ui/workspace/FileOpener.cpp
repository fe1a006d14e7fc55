#include "ui/workspace/FileOpener.h"

#include "core/base/Error.h"
#include "core/volume/Nifti.h"
#include "ui/paint/figure/RecipeFile.h"
#include "ui/workspace/FigureSession.h"

#include <QFileInfo>

namespace vxs::ui {

namespace fs = std::filesystem;

namespace {

bool isThere(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

bool isNifti(const std::string& name) {
  return name.ends_with(".nii") || name.ends_with(".nii.gz");
}

void readVolume(IdentifiedFile& file) {
  file.volume = readNifti(file.path);
  const std::string description = inspectNifti(file.path).description;
  file.marks = train::marksOf(description);
  file.predictedResponse = train::isPrediction(description);
}

/// A figure of a run opens as a session, one of a picture alone as that picture.
void readFigure(IdentifiedFile& file) {
  const paint::Recipe recipe = paint::readRecipe(file.path);
  const std::string source = file.path.string();
  if (!recipe.run.empty() || !recipe.panels.empty()) {
    file.kind = FileKind::Figure;
    file.session = sessionOfRecipe(recipe, source);
    return;
  }
  if (recipe.image.empty())
    throw Error(source + " is a figure of kind '" + recipe.kind +
                "', which shows no run or picture that the window could open");
  if (!isThere(recipe.image))
    throw Error(source + " was made from the picture " + std::string(recipe.image) + ", which is not there");
  file.path = recipe.image;
  file.caption = QString::fromStdString(recipe.caption.value_or(""));
}

FileKind kindOfFolder(const fs::path& folder) {
  if (isThere(folder / "run.json")) return FileKind::Run;
  if (isThere(folder / "nsddata")) return FileKind::Dataset;
  if (isThere(folder / "store.json"))
    throw Error(folder.string() + " is a store of prepared responses: train a run on it, then open the run");
  throw Error(folder.string() + " is no run (there is no run.json in it) and no dataset in NSD's layout");
}

}  // namespace

IdentifiedFile identify(const fs::path& path) {
  if (!isThere(path)) throw Error(path.string() + " is not there");
  IdentifiedFile file;
  file.path = path;
  std::error_code ignored;
  const std::string name = path.filename().string();
  if (fs::is_directory(path, ignored)) {
    file.kind = kindOfFolder(path);
  } else if (name == "run.json") {
    file.kind = FileKind::Run;
    file.path = path.parent_path();
  } else if (path.extension() == ".voxelscope") {
    file.kind = FileKind::Session;
  } else if (isNifti(name)) {
    file.kind = FileKind::Volume;
    readVolume(file);
  } else if (paint::carriesRecipe(path)) {
    readFigure(file);
  }
  return file;
}

bool showAsMap(Session& session, IdentifiedFile file) {
  if (!session.showVolume(file.path, std::move(file.volume), scene::Layer::Map, file.marks)) return false;
  // a predicted response is compared with the others: nothing is rescaled for it
  if (file.predictedResponse) session.view().setMapScale(session.view().state().scale);
  return true;
}

FileOpener::FileOpener(Session& session, SessionKeeper& keeper, QObject* parent)
    : QObject(parent), m_session(session), m_keeper(keeper) {}

void FileOpener::open(const fs::path& path) {
  m_session.tasks().run(
      this,
      {Lane::Open, tr("Opening %1").arg(QString::fromStdString(path.filename().string())), {}, false, false},
      [path](Progress&) { return identify(path); },
      [this](IdentifiedFile file) { dispatch(std::move(file)); });
}

bool FileOpener::openDropped(const QList<QUrl>& dropped) {
  if (dropped.isEmpty() || !dropped.front().isLocalFile()) return false;
  const QString first = dropped.front().toLocalFile();
  open(first.toStdString());
  if (dropped.size() > 1)
    Q_EMIT m_session.tasks().noted(tr("One at a time: of %1 that were dropped, %2 is opened")
                                       .arg(dropped.size())
                                       .arg(QFileInfo(first).fileName()));
  return true;
}

void FileOpener::openAsMeasured(const fs::path& path) {
  m_session.tasks().run(
      this,
      {Lane::Open, tr("Opening %1").arg(QString::fromStdString(path.filename().string())), {}, false, false},
      [path](Progress&) {
        IdentifiedFile file;
        file.kind = FileKind::Volume;
        file.path = path;
        readVolume(file);
        return file;
      },
      [this](IdentifiedFile file) {
        m_session.showVolume(file.path, std::move(file.volume), scene::Layer::Measured, file.marks);
      });
}

void FileOpener::dispatch(IdentifiedFile file) {
  switch (file.kind) {
    case FileKind::Run:
      return m_session.openRun(file.path);
    case FileKind::Session:
      return m_keeper.open(file.path);
    case FileKind::Figure:
      return openFigure(file.session);
    case FileKind::Dataset:
      return Q_EMIT datasetFound(file.path);
    case FileKind::Volume:
      if (const fs::path path = file.path; showAsMap(m_session, std::move(file))) Q_EMIT openedVolume(path);
      return;
    case FileKind::Picture:
      m_session.openPicture(file.path,
                            file.caption.isNull() ? m_session.captionForAnotherPicture() : file.caption);
  }
}

/// In the run that is open it is one step for undo; another run takes its place once the person agrees.
void FileOpener::openFigure(const SessionFile& shows) {
  if (m_keeper.isOpen(shows.run)) return m_keeper.showHere(shows, tr("figure"));
  const auto go = [this, shows] { m_keeper.restore(shows); };
  m_question&& m_session.run() ? m_question(shows.figure.name, shows.run, go) : go();
}

}  // namespace vxs::ui
