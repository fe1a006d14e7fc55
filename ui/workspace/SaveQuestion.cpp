#include "ui/workspace/SaveQuestion.h"

#include "ui/workspace/SessionKeeper.h"

#include <QMessageBox>

namespace vxs::ui {

SaveQuestion::SaveQuestion(SessionKeeper& keeper, QWidget& window)
    : QObject(&window), m_keeper(keeper), m_window(window) {}

void SaveQuestion::before(const std::function<void()>& go) {
  if (!m_keeper.unsaved()) return go();
  auto* box = new QMessageBox(QMessageBox::Question, tr("Voxelscope"),
                              tr("%1 has changes that are not in its file. Save them?")
                                  .arg(QString::fromStdString(m_keeper.path().filename().string())),
                              QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, &m_window);
  box->setObjectName(QStringLiteral("saveQuestion"));
  box->setAttribute(Qt::WA_DeleteOnClose);
  connect(box, &QMessageBox::finished, this, [this, go](int answer) {
    if (answer == QMessageBox::Save) m_keeper.saveThen(m_keeper.path(), go);
    if (answer == QMessageBox::Discard) go();
  });
  box->open();
}

}  // namespace vxs::ui
