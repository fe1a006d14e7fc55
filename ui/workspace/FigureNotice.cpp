#include "ui/workspace/FigureNotice.h"

#include "ui/docks/DockFront.h"
#include "ui/workspace/NoticeBar.h"

#include <QDockWidget>
#include <QMainWindow>

namespace vxs::ui {

namespace {
const QString kAbout = QStringLiteral("figure");
}

void showFigure(QMainWindow& window, NoticeBar& notice, SessionKeeper& keeper, const SessionFile& session,
                bool replaced) {
  const SessionFile::Figure& figure = session.figure;
  if (auto* dock = figure.panel.isEmpty() ? nullptr : window.findChild<QDockWidget*>(figure.panel))
    bringToFront(*dock);
  if (figure.name.isEmpty()) return;
  notice.retract(kAbout);  // of the figure before
  if (!replaced && figure.says.isEmpty()) return;
  QString text = replaced ? QObject::tr("%1 is open with its run %2.")
                                .arg(figure.name, QString::fromStdString(session.run.filename().string()))
                          : QObject::tr("%1 is open.").arg(figure.name);
  if (!figure.says.isEmpty()) text += QLatin1Char(' ') + figure.says;
  notice.show(
      text, replaced ? QObject::tr("Back to %1").arg(keeper.formerName()) : QString(),
      [&keeper] { keeper.goBack(); }, kAbout);
}

}  // namespace vxs::ui
