#include "ui/figure/ExportFigure.h"

#include "core/train/VolumeNote.h"
#include "core/volume/Nifti.h"
#include "ui/figure/SessionSources.h"
#include "ui/paint/figure/FigureFile.h"
#include "ui/session/CommandLine.h"

namespace vxs::ui {

void exportFigure(Session& session, const paint::Recipe& recipe, const std::filesystem::path& file,
                  const std::function<void(const QString& message)>& ended) {
  session.tasks().run(
      &session, {Lane::Export, QObject::tr("Exporting the figure"), {}, false, ended != nullptr},
      [sources = SessionSources(session), recipe = paint::Recipe(recipe), file](Progress& progress) mutable {
        paint::formatOf(file);  // refuses a format that is not known before the work
        progress.begin("painting", 0, {});
        const auto figure = paint::makeFigure(recipe, sources, progress);
        paint::saveFigure(file, *figure, recipe, progress);
        progress.note("Saved " + file.string());
        return true;
      },
      [ended](bool) {
        if (ended) ended({});
      },
      ended);
}

void savePrediction(Session& session, const std::filesystem::path& file) {
  const ComparisonPtr data = session.data();
  const auto predicted = static_cast<std::size_t>(scene::Layer::Predicted);
  if (!session.run() || !data || data->volumes[predicted].empty()) return;
  session.tasks().run(
      &session, {Lane::Export, QObject::tr("Saving the predicted volume"), {}, false, false},
      [data, file, note = train::volumeNote("prediction", session.run()->info())](Progress& progress) {
        writeNifti(file, data->volumes[predicted], NiftiType::Float32, note);
        progress.note("Saved " + file.string());
        return true;
      },
      [](bool) {});
}

QString figureCommand(const paint::Recipe& recipe, const QString& file) {
  return QStringLiteral("voxelscope-cli figure --recipe-text ") +
         shellQuoted(QString::fromStdString(paint::toText(recipe))) + QStringLiteral(" --out ") +
         shellQuoted(file);
}

}  // namespace vxs::ui
