#include "ui/workspace/NoticeBar.h"

#include "ui/widgets/TextLabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace vxs::ui {

NoticeBar::NoticeBar(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("noticeBar"));
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(10, 4, 6, 4);
  m_text = new TextLabel;
  m_text->setObjectName(QStringLiteral("noticeText"));
  m_back = new QPushButton;
  m_back->setObjectName(QStringLiteral("noticeBack"));
  auto* dismiss = new QPushButton(tr("Dismiss"));
  dismiss->setObjectName(QStringLiteral("noticeDismiss"));
  dismiss->setToolTip(tr("Take this line away; nothing else changes"));
  layout->addWidget(m_text, 1);
  layout->addWidget(m_back);
  layout->addWidget(dismiss);
  connect(dismiss, &QPushButton::clicked, this, &QWidget::hide);
  connect(m_back, &QPushButton::clicked, this, [this] {
    hide();
    if (m_action) m_action();
  });
  hide();
}

void NoticeBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), palette().brush(QPalette::AlternateBase));
  painter.setPen(palette().color(QPalette::Highlight));
  painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

void NoticeBar::show(const QString& text, const QString& action, std::function<void()> back,
                     const QString& about) {
  m_text->setText(text);
  m_back->setText(action);
  m_back->setVisible(!action.isEmpty());
  m_action = std::move(back);
  m_about = about;
  QWidget::show();
}

void NoticeBar::retract(const QString& about) {
  if (m_about == about) hide();
}

}  // namespace vxs::ui
