#include "ui/welcome/WelcomeView.h"

#include "ui/StatusProgress.h"
#include "ui/welcome/DemoMaker.h"
#include "ui/widgets/HintLabel.h"
#include "ui/widgets/Theme.h"
#include "ui/workspace/RecentFiles.h"

#include <QFileInfo>
#include <QFrame>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace vxs::ui {

namespace {

constexpr QSize kThumbnail(112, 70);
constexpr int kMargins = 24;  ///< at the page's sides, at least

QLabel* heading(const QString& text) {
  auto* label = new QLabel(text);
  setTextRole(*label, TextRole::Heading);
  return label;
}

class Card : public QWidget {
 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(palette().color(QPalette::Mid));
    painter.setBrush(palette().brush(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
  }
};

/// A framed box: heading, text, and room for buttons below.
QWidget* card(const QString& title, QLabel* text, QVBoxLayout*& layout) {
  auto* frame = new Card;
  layout = new QVBoxLayout(frame);
  layout->setContentsMargins(16, 14, 16, 14);
  layout->setSpacing(8);
  layout->addWidget(heading(title));
  text->setAlignment(Qt::AlignLeft | Qt::AlignTop);
  layout->addWidget(text, 1);
  return frame;
}

QPushButton* button(const QString& text, const char* name, const QString& tip) {
  auto* made = new QPushButton(text);
  made->setObjectName(QLatin1String(name));
  made->setToolTip(tip);
  return made;
}

}  // namespace

WelcomeView::WelcomeView(DemoMaker& demo, RecentFiles& recent, QWidget* parent)
    : QScrollArea(parent), m_demo(demo), m_recent(recent) {
  auto* page = new QWidget;
  setFrameShape(QFrame::NoFrame);
  setWidgetResizable(true);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setWidget(page);
  auto* outer = new QHBoxLayout(page);
  auto* layout = new QVBoxLayout;
  layout->setSpacing(12);
  auto* icon = new QLabel;
  icon->setPixmap(QIcon(QStringLiteral(":/icons/voxelscope.svg")).pixmap(72, 72));
  icon->setAlignment(Qt::AlignHCenter);
  m_title = new QLabel(tr("Show a brain a picture"));
  setTextRole(*m_title, TextRole::Title);
  m_title->setAlignment(Qt::AlignHCenter);
  QLabel* about = hintLabel(tr("Voxelscope compares what a brain did with what a model says it would do."));
  about->setAlignment(Qt::AlignHCenter);
  m_back = button({}, "backToRun", tr("What is open stays open (Esc)"));
  m_back->hide();
  connect(m_back, &QPushButton::clicked, this, &WelcomeView::backRequested);
  layout->addWidget(m_back, 0, Qt::AlignHCenter);  // in view in a low window, too
  layout->addStretch(2);
  layout->addWidget(icon);
  layout->addWidget(m_title);
  layout->addWidget(about);
  layout->addSpacing(10);
  layout->addWidget(makeWays());
  layout->addWidget(makeRecent());
  QLabel* keys = hintLabel(
      tr("Or drop a run, a session, a picture or an exported figure anywhere. F1 lists keys and mouse."));
  keys->setAlignment(Qt::AlignHCenter);
  layout->addWidget(keys);
  layout->addStretch(3);
  outer->addStretch(1);
  outer->addLayout(layout, 12);
  outer->addStretch(1);
  connect(&demo, &DemoMaker::started, this, &WelcomeView::takeDemo);
  connect(&demo, &DemoMaker::progressed, this, &WelcomeView::showProgress);
  connect(&demo, &DemoMaker::stopped, this, &WelcomeView::takeDemo);
  connect(&demo, &DemoMaker::ready, this, [this](const std::filesystem::path& run) {
    takeDemo();
    Q_EMIT openRequested(QString::fromStdString(run.string()));
  });
  connect(&recent, &RecentFiles::changed, this, &WelcomeView::showRecent);
  takeDemo();
  showRecent();
  followFont(*page, [this] { arrangeWays(); });
}

/// Side by side, or below each other where the widest words would not fit.
void WelcomeView::arrangeWays() {
  int needed = kMargins;
  for (int i = 0; i < m_ways->count(); ++i)
    needed += m_ways->itemAt(i)->minimumSize().width() + m_ways->spacing();
  m_ways->setDirection(needed > viewport()->width() ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void WelcomeView::resizeEvent(QResizeEvent* event) {
  QScrollArea::resizeEvent(event);
  arrangeWays();
}

QWidget* WelcomeView::makeWays() {
  auto* row = new QWidget;
  auto* layout = m_ways = new QBoxLayout(QBoxLayout::LeftToRight, row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(12);
  layout->addWidget(makeDemoCard(), 1);

  QVBoxLayout* inside = nullptr;
  layout->addWidget(
      card(tr("I have NSD"),
           hintLabel(tr(
               "Choose the folder of the Natural Scenes Dataset, see what is there, and let one subject be "
               "prepared into a store on your disk. NSD's terms forbid passing its data on: nothing leaves "
               "this machine.")),
           inside),
      1);
  QPushButton* prepare =
      button(tr("Prepare a subject…"), "prepareNsd", tr("Three steps from NSD's folder to a store"));
  connect(prepare, &QPushButton::clicked, this, &WelcomeView::prepareRequested);
  inside->addWidget(prepare);

  layout->addWidget(
      card(tr("I have a trained run"),
           hintLabel(tr("A folder written by “voxelscope-cli train” or the Training panel; a saved session "
                        "opens where it was left.")),
           inside),
      1);
  QPushButton* open =
      button(tr("Open a run…"), "openRun", tr("A folder written by “voxelscope-cli train” (Ctrl + O)"));
  connect(open, &QPushButton::clicked, this, &WelcomeView::openRunRequested);
  inside->addWidget(open);
  return row;
}

QWidget* WelcomeView::makeDemoCard() {
  QVBoxLayout* layout = nullptr;
  m_demoText = hintLabel();
  QWidget* frame = card(tr("Just show me"), m_demoText, layout);
  m_bar = new QProgressBar;
  m_bar->setAccessibleName(tr("Progress of the demo"));
  m_bar->setFixedHeight(14);
  m_bar->setTextVisible(false);
  m_tryDemo = button({}, "tryDemo",
                     tr("A synthetic subject whose true answers are known, with a model trained on it"));
  m_tryDemo->setDefault(true);
  m_cancel = button(tr("Stop"), "stopDemo", tr("What is finished is kept: the next time goes on from there"));
  layout->addWidget(m_bar);
  layout->addWidget(m_tryDemo);
  layout->addWidget(m_cancel);
  connect(m_cancel, &QPushButton::clicked, &m_demo, &DemoMaker::cancel);
  connect(m_tryDemo, &QPushButton::clicked, this, [this] {
    const auto run = m_demo.finished();
    if (run.empty())
      m_demo.make();
    else
      Q_EMIT openRequested(QString::fromStdString(run.string()));
  });
  return frame;
}

QWidget* WelcomeView::makeRecent() {
  m_recentBox = new QWidget;
  auto* layout = new QVBoxLayout(m_recentBox);
  layout->setContentsMargins(0, 6, 0, 0);
  layout->addWidget(heading(tr("What was open before")));
  m_list = new QListWidget;
  m_list->setObjectName(QStringLiteral("recentList"));
  m_list->setAccessibleName(tr("What was open before"));
  m_list->setIconSize(kThumbnail);
  m_list->setUniformItemSizes(true);
  m_list->setSpacing(2);
  m_list->setMaximumHeight(3 * (kThumbnail.height() + 12));
  layout->addWidget(m_list);
  connect(m_list, &QListWidget::itemActivated, this,
          [this](const QListWidgetItem* item) { Q_EMIT openRequested(item->data(Qt::UserRole).toString()); });
  connect(m_list, &QListWidget::itemClicked, this,
          [this](const QListWidgetItem* item) { Q_EMIT openRequested(item->data(Qt::UserRole).toString()); });
  return m_recentBox;
}

void WelcomeView::showRecent() {
  m_list->clear();
  const auto entries = m_recent.entries();
  for (const auto& entry : entries) {
    const QFileInfo info(entry.path);
    const QString second =
        entry.summary.isEmpty() ? entry.kind : entry.kind + QStringLiteral(": ") + entry.summary;
    auto* item = new QListWidgetItem(
        info.fileName() + QLatin1Char('\n') + second + QLatin1Char('\n') + info.path(), m_list);
    item->setData(Qt::UserRole, entry.path);
    item->setToolTip(entry.path);
    item->setSizeHint(QSize(0, kThumbnail.height() + 6));
    const QIcon thumbnail(QString::fromStdString(RecentFiles::thumbnail(entry.path).string()));
    item->setIcon(thumbnail.availableSizes().isEmpty() ? QIcon(QStringLiteral(":/icons/voxelscope.svg"))
                                                       : thumbnail);
  }
  m_recentBox->setVisible(!entries.isEmpty());
}

void WelcomeView::takeDemo() {
  const bool making = m_demo.making(), there = !m_demo.finished().empty();
  m_bar->setVisible(making);
  m_cancel->setVisible(making);
  m_tryDemo->setVisible(!making);
  m_tryDemo->setText(there ? tr("Open the demo") : tr("Make the demo and open it"));
  m_demoText->setText(
      there ? tr("A synthetic subject whose true answers are known, and a ridge model trained on it, are "
                 "on this machine already.")
            : tr("Makes a synthetic subject whose true answers are known, trains a model on it and opens "
                 "it. It takes some minutes, once, and needs no data and no network."));
}

void WelcomeView::showProgress(const TaskStatus& status) {
  m_demoText->setText(StatusProgress::describe(status));
  m_bar->setRange(0, status.total > 0 ? 1000 : 0);
  if (status.total > 0) m_bar->setValue(static_cast<int>(1000 * status.done / status.total));
}

void WelcomeView::setBehind(const QString& run) {
  m_back->setText(tr("Back to %1").arg(run));
  m_back->setShortcut(Qt::Key_Escape);  // a button's text takes its shortcut along
  m_back->show();
}

void WelcomeView::setOpening(const QString& what) {
  m_title->setText(what.isEmpty() ? tr("Show a brain a picture") : tr("Opening %1…").arg(what));
}

}  // namespace vxs::ui
