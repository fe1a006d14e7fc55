#include "ui/workspace/FigureNotice.h"

#include "ui/docks/DockFront.h"
#include "ui/workspace/NoticeBar.h"

#include <QDockWidget>
#include <QMainWindow>

namespace vxs::ui {

namespace {

const QString kAbout = QStringLiteral("figure");

QString nameOf(const std::filesystem::path& run) {
  return QString::fromStdString(run.filename().string());
}

QString backWords(const SessionKeeper& keeper) {
  return QObject::tr("Back to %1").arg(keeper.formerName());
}

}  // namespace

void showFormer(NoticeBar& notice, SessionKeeper& keeper) {
  notice.hide();
  if (!keeper.formerIsSetAside()) return;
  const QString text = keeper.formerHasFile()
                           ? QObject::tr("%1 is set aside: the run %2 is open.")
                           : QObject::tr("%1 with its guided steps is set aside: the run %2 is open.");
  notice.show(text.arg(keeper.formerName(), nameOf(keeper.openRun())), backWords(keeper),
              [&keeper] { keeper.goBack(); });
}

void showFigure(QMainWindow& window, NoticeBar& notice, SessionKeeper& keeper, const SessionFile& session,
                bool replaced) {
  const SessionFile::Figure& figure = session.figure;
  if (auto* dock = figure.panel.isEmpty() ? nullptr : window.findChild<QDockWidget*>(figure.panel))
    bringToFront(*dock);
  if (figure.name.isEmpty()) return;
  notice.retract(kAbout);  // of the figure before
  if (!replaced && figure.says.isEmpty()) return;
  QString text = replaced ? QObject::tr("%1 is open with its run %2.").arg(figure.name, nameOf(session.run))
                          : QObject::tr("%1 is open.").arg(figure.name);
  if (!figure.says.isEmpty()) text += QLatin1Char(' ') + figure.says;
  notice.show(
      text, replaced ? backWords(keeper) : QString(), [&keeper] { keeper.goBack(); }, kAbout);
}

}  // namespace vxs::ui
