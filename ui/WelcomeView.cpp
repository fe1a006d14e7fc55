#include "ui/WelcomeView.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace vxs::ui {

namespace {

const char* const kDemoCommands =
    "voxelscope-cli synthesize demo/subject --preset demo\n"
    "voxelscope-cli prepare demo/subject --subject 1 --mask brain --out demo/store\n"
    "voxelscope-cli features demo/store --encoder demo\n"
    "voxelscope-cli train demo/store --head ridge --out demo/run\n"
    "voxelscope demo/run";

QLabel* hint(const QString& text) {
  auto* label = new QLabel(text);
  label->setProperty("role", "hint");
  label->setWordWrap(true);
  label->setAlignment(Qt::AlignHCenter);
  return label;
}

}  // namespace

WelcomeView::WelcomeView(QWidget* parent) : QWidget(parent) {
  auto* outer = new QHBoxLayout(this);
  auto* layout = new QVBoxLayout;
  layout->setSpacing(12);
  auto* icon = new QLabel;
  icon->setPixmap(QIcon(QStringLiteral(":/icons/voxelscope.svg")).pixmap(96, 96));
  icon->setAlignment(Qt::AlignHCenter);
  m_title = new QLabel(tr("Show a brain a picture"));
  m_title->setProperty("role", "title");
  m_title->setAlignment(Qt::AlignHCenter);
  auto* open = new QPushButton(tr("Open a run…"));
  open->setObjectName(QStringLiteral("openRun"));
  open->setDefault(true);
  open->setToolTip(tr("A folder written by “voxelscope-cli train” (Ctrl + O)"));
  connect(open, &QPushButton::clicked, this, &WelcomeView::openRunRequested);
  auto* commands = new QLabel(QString::fromLatin1(kDemoCommands));
  commands->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
  commands->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  commands->setFrameShape(QFrame::StyledPanel);
  commands->setMargin(12);
  auto* copy = new QPushButton(tr("Copy these commands"));
  connect(copy, &QPushButton::clicked, this,
          [] { QApplication::clipboard()->setText(QString::fromLatin1(kDemoCommands)); });

  layout->addStretch(2);
  layout->addWidget(icon);
  layout->addWidget(m_title);
  layout->addWidget(hint(
      tr("Voxelscope compares what a brain did with what a model says it would do. Open a trained run, or "
         "drop its folder anywhere on this window.")));
  layout->addWidget(open, 0, Qt::AlignHCenter);
  layout->addSpacing(18);
  layout->addWidget(hint(
      tr("No data yet? These commands make a synthetic subject whose true answers are known, and train on "
         "it in a few minutes:")));
  layout->addWidget(commands, 0, Qt::AlignHCenter);
  layout->addWidget(copy, 0, Qt::AlignHCenter);
  layout->addWidget(hint(tr("F1 lists keys and mouse.")));
  layout->addStretch(3);
  outer->addStretch(1);
  outer->addLayout(layout, 4);
  outer->addStretch(1);
}

void WelcomeView::setOpening(const QString& what) {
  m_title->setText(what.isEmpty() ? tr("Show a brain a picture") : tr("Opening %1…").arg(what));
}

}  // namespace vxs::ui
