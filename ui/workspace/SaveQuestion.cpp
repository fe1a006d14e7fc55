#include "ui/workspace/SaveQuestion.h"

#include "ui/workspace/SessionKeeper.h"

#include <utility>

namespace vxs::ui {

SaveQuestion::SaveQuestion(SessionKeeper& keeper, QWidget& window)
    : QObject(&window), m_keeper(keeper), m_window(window) {}

QMessageBox* SaveQuestion::ask(const QString& name, const QString& text, const QString& why,
                               QMessageBox::StandardButtons buttons) {
  auto* box = new QMessageBox(QMessageBox::Question, tr("Voxelscope"), text, buttons, &m_window);
  box->setObjectName(name);
  box->setInformativeText(why);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->open();
  return box;
}

void SaveQuestion::before(const std::function<void()>& go) {
  const QString why = std::exchange(m_why, {});
  if (!m_keeper.unsaved()) return go();
  auto* box = ask(QStringLiteral("saveQuestion"),
                  tr("%1 has changes that are not in its file. Save them?")
                      .arg(QString::fromStdString(m_keeper.path().filename().string())),
                  why, QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
  connect(box, &QMessageBox::finished, this, [this, go](int answer) {
    if (answer == QMessageBox::Save) m_keeper.saveThen(m_keeper.path(), go);
    if (answer == QMessageBox::Discard) go();
  });
}

void SaveQuestion::beforeRun(const QString& figure, const std::filesystem::path& run,
                             const std::function<void()>& go) {
  const QString open = m_keeper.openName();
  QString why = tr("%1 was made from the run %2, which takes the place of %3.")
                    .arg(figure, QString::fromStdString(run.filename().string()), open);
  if (m_keeper.unsaved()) {
    m_why = why;
    return go();
  }
  why += QLatin1Char(' ') + tr("“Back to %1” then brings back what is open now.").arg(open);
  auto* box = ask(QStringLiteral("runQuestion"), tr("Open the figure’s run?"), why,
                  QMessageBox::Open | QMessageBox::Cancel);
  connect(box, &QMessageBox::finished, this, [go](int answer) {
    if (answer == QMessageBox::Open) go();
  });
}

}  // namespace vxs::ui
