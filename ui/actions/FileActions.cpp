#include "ui/actions/FileActions.h"

#include "core/base/Error.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/figure/ExportFigure.h"
#include "ui/figure/FigureDialog.h"
#include "ui/figure/PanelsDialog.h"
#include "ui/figure/WindowView.h"
#include "ui/maps/RoiBars.h"
#include "ui/session/CommandLine.h"
#include "ui/views/ComparisonView.h"
#include "ui/workspace/DialogFolder.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QPointer>
#include <QWidget>

namespace vxs::ui {

FileActions::FileActions(Session& session, ActionRegistry& actions, QWidget& window)
    : QObject(&window), m_session(session), m_window(window) {
  addOpening(actions);
  addSaving(actions);
  actions.add({.name = QStringLiteral("file.quit"),
               .text = tr("&Quit"),
               .tip = tr("Close the window"),
               .menu = Menu::File,
               .group = QStringLiteral("last"),
               .keys = {QStringLiteral("Ctrl+Q")},
               .run = [this] { m_window.close(); },
               .command = [] { return QString(); }});
  connect(&session, &Session::dataChanged, &actions, &ActionRegistry::refresh);
}

void FileActions::addOpening(ActionRegistry& actions) {
  actions.add({.name = QStringLiteral("file.open.run"),
               .text = tr("&Open run…"),
               .tip = tr("A folder written by “voxelscope-cli train”"),
               .menu = Menu::File,
               .group = QStringLiteral("open"),
               .keys = {QStringLiteral("Ctrl+O")},
               .icon = QStringLiteral("run"),
               .runWith =
                   [this](const QStringList& folder) {
                     folder.isEmpty() ? openRun() : m_session.openRun(folder.front().toStdString());
                   },
               .arguments = QStringLiteral("[FOLDER]"),
               .asks = [] { return true; },
               .command = [this] { return windowCommand(m_session); }});
  actions.add(
      {.name = QStringLiteral("file.open.picture"),
       .text = tr("Open &picture…"),
       .tip = tr("Predict the response to any photograph"),
       .menu = Menu::File,
       .group = QStringLiteral("open"),
       .keys = {QStringLiteral("Ctrl+P")},
       .icon = QStringLiteral("picture"),
       .runWith =
           [this](const QStringList& file) {
             file.isEmpty()
                 ? openPicture()
                 : m_session.openPicture(file.front().toStdString(), m_session.captionForAnotherPicture());
           },
       .arguments = QStringLiteral("[FILE]"),
       .asks = [] { return true; },
       .enabled = [this] { return m_session.run() != nullptr; },
       .command = [this] { return m_session.pictureFile().empty() ? QString() : m_session.commandLine(); }});
}

void FileActions::addSaving(ActionRegistry& actions) {
  actions.add({.name = QStringLiteral("file.export.figure"),
               .text = tr("&Export figure…"),
               .tip = tr("Save what is shown as a figure of a stated size and resolution"),
               .menu = Menu::File,
               .group = QStringLiteral("export"),
               .keys = {QStringLiteral("Ctrl+E")},
               .icon = QStringLiteral("figure"),
               .run = [this] { exportFigureDialog(); },
               .enabled = [this] { return m_session.data() != nullptr; },
               .command = [this] { return viewCommand(); }});
  actions.add({.name = QStringLiteral("file.compose"),
               .text = tr("Pa&ge of figures…"),
               .tip = tr("Put several figures on one page, each with its letter"),
               .menu = Menu::File,
               .group = QStringLiteral("export"),
               .keys = {QStringLiteral("Ctrl+Shift+E")},
               .icon = QStringLiteral("page"),
               .runWith = [this](const QStringList& figures) { panelsDialog(figures); },
               .arguments = QStringLiteral("[FIGURE]..."),
               .command = [] { return QStringLiteral("voxelscope-cli figure panels"); }});
  actions.add({.name = QStringLiteral("file.save.volume"),
               .text = tr("Save predicted &volume…"),
               .tip = tr("Save the predicted response as NIfTI"),
               .menu = Menu::File,
               .group = QStringLiteral("export"),
               .keys = {QStringLiteral("Ctrl+Shift+V")},
               .icon = QStringLiteral("volume"),
               .runWith =
                   [this](const QStringList& file) {
                     file.isEmpty() ? saveVolume() : savePrediction(m_session, file.front().toStdString());
                   },
               .arguments = QStringLiteral("[FILE]"),
               .asks = [] { return true; },
               .enabled =
                   [this] {
                     const auto data = m_session.data();
                     return data && !data->volumes[static_cast<std::size_t>(scene::Layer::Predicted)].empty();
                   },
               .command = [this] { return volumeCommand(m_session); }});
  actions.add({.name = QStringLiteral("file.copy.command"),
               .text = tr("&Copy command line"),
               .tip = tr("Copy the voxelscope-cli command that paints what is shown"),
               .menu = Menu::File,
               .group = QStringLiteral("export"),
               .keys = {QStringLiteral("Ctrl+Shift+C")},
               .icon = QStringLiteral("command"),
               .run = [this] { copyCommand(); },
               .enabled = [this] { return m_session.data() != nullptr; },
               .command = [this] { return viewCommand(); }});
}

void FileActions::openRun() {
  const QString folder = askForRun(&m_window, tr("Open a run's folder"), m_session);
  if (!folder.isEmpty()) m_session.openRun(folder.toStdString());
}

void FileActions::openPicture() {
  const QString file = QFileDialog::getOpenFileName(
      &m_window, tr("Open a picture"), besideOpenPicture(m_session),
      tr("Pictures (*.png *.jpg *.jpeg *.bmp *.tif *.tiff *.webp);;All files (*)"));
  if (!file.isEmpty()) m_session.openPicture(file.toStdString(), m_session.captionForAnotherPicture());
}

void FileActions::exportFigureDialog() {
  const auto* comparison = m_window.findChild<ComparisonView*>();
  if (!comparison) return;
  BarsAtlases bars;
  if (const auto* regions = m_window.findChild<RoiBars*>()) bars = {regions->atlases(), regions->atlas()};
  auto* dialog = new FigureDialog(m_session, viewSpecOf(m_session, *comparison),
                                  focusedViewSpecOf(m_session, *comparison), bars, &m_window);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  if (!m_figureKind.isEmpty()) dialog->chooseKind(m_figureKind);
  connect(dialog, &FigureDialog::kindChosen, this, [this](const QString& kind) { m_figureKind = kind; });
  connect(dialog, &FigureDialog::exportRequested, this, [this, dialog = QPointer(dialog)] {
    exportFigure(m_session, dialog->recipe(), dialog->file(), [dialog](const QString& message) {
      if (!dialog) return;
      message.isEmpty() ? dialog->deleteLater() : dialog->showProblem(message);
    });
  });
  dialog->open();
}

/// The same as long as the window lives, so that a page which was saved or left can be gone on with.
void FileActions::panelsDialog(const QStringList& figures) {
  if (!m_panels) m_panels = makePanelsDialog();
  m_panels->addFigures(figures);
  m_panels->open();
}

PanelsDialog* FileActions::makePanelsDialog() {
  const auto shown = [this] {
    const auto* comparison = m_window.findChild<ComparisonView*>();
    if (!comparison || !m_session.data())
      throw Error(tr("Nothing is open that could be shown").toStdString());
    paint::PageSetup page;
    page.size.heightMm = 0;  // as high as the figure
    return viewRecipe(m_session, viewSpecOf(m_session, *comparison), page);
  };
  auto* dialog = new PanelsDialog(shown, &m_window);
  connect(dialog, &PanelsDialog::saved, this,
          [this](const QString& file) { Q_EMIT m_session.tasks().noted(tr("Saved %1").arg(file)); });
  return dialog;
}

void FileActions::saveVolume() {
  const QString file = askWhereToSave(&m_window, tr("Save the predicted volume"), FileKind::Volume,
                                      QStringLiteral("predicted.nii.gz"), tr("NIfTI (*.nii.gz *.nii)"));
  if (!file.isEmpty()) savePrediction(m_session, file.toStdString());
}

void FileActions::copyCommand() {
  const QString command = viewCommand();
  if (command.isEmpty()) return;
  QApplication::clipboard()->setText(command);
  Q_EMIT m_session.tasks().noted(tr("Copied the command that paints what is shown"));
}

QString FileActions::viewCommand() const {
  const auto* comparison = m_window.findChild<ComparisonView*>();
  if (!comparison || !m_session.data()) return {};
  const paint::ViewSpec spec = viewSpecOf(m_session, *comparison);
  if (spec.cells.empty()) return {};
  paint::PageSetup page;
  page.size.heightMm = 0;  // as high as the figure
  return figureCommand(viewRecipe(m_session, spec, page), QStringLiteral("view.png"));
}

}  // namespace vxs::ui
