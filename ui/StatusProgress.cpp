#include "ui/StatusProgress.h"

#include "ui/paint/RoundedNumber.h"
#include "ui/widgets/ElidedLabel.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>

#include <cmath>

namespace vxs::ui {

StatusProgress::StatusProgress(TaskRunner& tasks, QWidget* parent) : QWidget(parent) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(4, 0, 4, 0);
  m_text = new ElidedLabel;
  m_bar = new QProgressBar;
  m_bar->setFixedSize(160, 14);
  m_bar->setTextVisible(false);
  m_bar->setAccessibleName(tr("Progress"));
  auto* cancel = new QPushButton(tr("Cancel"));
  cancel->setToolTip(tr("Stop the running work; what is shown stays"));
  layout->addWidget(m_text);
  layout->addWidget(m_bar);
  layout->addWidget(cancel);
  hide();
  connect(cancel, &QPushButton::clicked, &tasks, &TaskRunner::cancelVisible);
  connect(&tasks, &TaskRunner::statusChanged, this, [this, &tasks](const TaskStatus& status) {
    if (tasks.hasVisibleWork()) showStatus(status);  // a late report of finished work shows nothing
  });
  connect(&tasks, &TaskRunner::visibleWorkEnded, this, &QWidget::hide);
}

QString StatusProgress::describe(const TaskStatus& status) {
  QStringList parts{status.title};
  if (!status.stage.isEmpty()) parts << status.stage;
  if (status.total > 0)
    parts << tr("%1 of %2 %3").arg(status.done).arg(status.total).arg(status.unit).trimmed();
  if (status.ratePerSecond > 0)
    parts << tr("%1 %2/s").arg(paint::roundedNumber(status.ratePerSecond), status.unit);
  if (status.secondsLeft >= 1) {
    const auto seconds = static_cast<int>(std::lround(status.secondsLeft));
    parts << tr("%1:%2 left").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
  }
  return parts.join(QStringLiteral(" · "));
}

void StatusProgress::showStatus(const TaskStatus& status) {
  m_text->setText(describe(status));
  m_bar->setRange(0, status.total > 0 ? 1000 : 0);
  if (status.total > 0) m_bar->setValue(static_cast<int>(1000 * status.done / status.total));
  show();
}

}  // namespace vxs::ui
