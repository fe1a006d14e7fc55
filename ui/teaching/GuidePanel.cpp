#include "ui/teaching/GuidePanel.h"

#include "ui/actions/ActionRegistry.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/PageLayout.h"
#include "ui/widgets/TextLabel.h"
#include "ui/widgets/Theme.h"
#include "ui/workspace/WindowUndo.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace vxs::ui {

namespace {

constexpr int kGap = 5;  ///< pixels between rows and between buttons

QPushButton* button(const QString& text, const char* name, const QString& tip) {
  auto* made = new QPushButton(text);
  made->setObjectName(QLatin1String(name));
  made->setToolTip(tip);
  return made;
}

QLayout* row(std::initializer_list<QWidget*> widgets) {
  auto* layout = new FlowLayout(kGap);
  for (QWidget* widget : widgets) layout->addWidget(widget);
  return layout;
}

QVBoxLayout* pageLayout(QWidget* page) {
  auto* layout = new QVBoxLayout(page);
  layout->setContentsMargins(10, 3, 10, 5);
  layout->setSpacing(kGap);
  return layout;
}

}  // namespace

GuidePanel::GuidePanel(SessionKeeper& keeper, Workspace& workspace, QWidget* parent)
    : QWidget(parent), m_keeper(keeper), m_workspace(workspace) {
  m_pages = new PageLayout(this);
  m_pages->addWidget(makeReader());
  m_pages->addWidget(makeEditor());
  connect(m_pages, &PageLayout::currentChanged, this, &GuidePanel::showTop);
  connect(m_pages, &PageLayout::currentChanged, this, &GuidePanel::editingChanged);
  connect(&keeper, &SessionKeeper::stepsChanged, this, &GuidePanel::takeSteps);
  connect(&keeper, &SessionKeeper::stepShown, this, &GuidePanel::takeCurrent);
  takeSteps();
}

bool GuidePanel::editing() const {
  return m_pages->currentIndex() == 1;
}

void GuidePanel::showTop() {
  for (QWidget* up = parentWidget(); up; up = up->parentWidget())
    if (auto* scroll = qobject_cast<QScrollArea*>(up)) scroll->ensureVisible(0, 0);
}

QWidget* GuidePanel::makeReader() {
  auto* page = new QWidget;
  QVBoxLayout* layout = pageLayout(page);
  m_title = new TextLabel;
  m_title->setObjectName(QStringLiteral("guideTitle"));
  setTextRole(*m_title, TextRole::Heading);
  m_text = new TextLabel;
  m_text->setObjectName(QStringLiteral("guideText"));
  m_text->setAlignment(Qt::AlignTop);
  m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* scroll = new QScrollArea;
  scroll->setWidget(m_text);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setAccessibleName(tr("Text of the step"));
  m_count = new QLabel;
  setTextRole(*m_count, TextRole::Hint);
  m_previous = button(tr("Back"), "guidePrevious", tr("The step before this one"));
  m_next = button(tr("Next"), "guideNext", tr("The step after this one"));
  for (QPushButton* each : {m_previous, m_next})
    each->setFocusPolicy(Qt::TabFocus);  // a click leaves the keys to the views
  auto* write = button(tr("Edit…"), "guideEdit", tr("Write steps, or change them"));
  m_present = button(tr("Present"), "guidePresent", tr("Fill the screen for a class (F5)"));
  layout->addLayout(row({m_previous, m_next, m_count, m_present, write}));  // seen in a low dock, too
  layout->addWidget(m_title);
  layout->addWidget(scroll, 1);
  connect(m_previous, &QPushButton::clicked, this, [this] { go(current() - 1); });
  connect(m_next, &QPushButton::clicked, this, [this] { go(current() + 1); });
  connect(write, &QPushButton::clicked, this, [this] { m_pages->setCurrentIndex(1); });
  return page;
}

QWidget* GuidePanel::makeEditor() {
  auto* page = new QWidget;
  QVBoxLayout* layout = pageLayout(page);
  m_list = new QListWidget;
  m_list->setAccessibleName(tr("Steps"));
  m_titleEdit = new QLineEdit;
  m_titleEdit->setObjectName(QStringLiteral("guideTitleEdit"));
  m_titleEdit->setAccessibleName(tr("Title of the step"));
  m_titleEdit->setPlaceholderText(tr("Title"));
  m_textEdit = new QPlainTextEdit;
  m_textEdit->setObjectName(QStringLiteral("guideTextEdit"));
  m_textEdit->setAccessibleName(tr("Text of the step"));
  m_textEdit->setPlaceholderText(
      tr("What is to be seen here? Call views by their titles: where they stand depends on the room"));
  m_textEdit->setTabChangesFocus(true);
  auto* add =
      button(tr("Add"), "guideAdd", tr("A new step after this one that shows what the window shows now"));
  auto* take =
      button(tr("Take this view"), "guideTake", tr("The step shows from now on what the window shows now"));
  auto* remove = button(tr("Remove"), "guideRemove", tr("Take the step away, and show the one after it"));
  auto* up = button(tr("Up"), "guideUp", tr("Move the step towards the first"));
  auto* down = button(tr("Down"), "guideDown", tr("Move the step towards the last"));
  auto* done = button(tr("Done"), "guideDone", tr("Back to reading; the steps are saved with the session"));
  // what is written first, and what ends it: they are seen in a low dock, too
  auto* heading = new QHBoxLayout;
  heading->addWidget(m_titleEdit, 1);
  heading->addWidget(done);
  layout->addLayout(heading);
  layout->addWidget(m_textEdit, 2);
  layout->addLayout(row({add, take, remove, up, down}));
  layout->addWidget(m_list, 2);
  followFont(*m_textEdit, [this] {
    const int line = m_textEdit->fontMetrics().lineSpacing();
    m_textEdit->setMinimumHeight(2 * line);
    m_list->setMinimumHeight(2 * line);
  });
  connect(m_list, &QListWidget::currentRowChanged, this, &GuidePanel::go);
  connect(add, &QPushButton::clicked, this, &GuidePanel::addStep);
  connect(remove, &QPushButton::clicked, this, [this] { m_keeper.removeStep(current()); });
  connect(up, &QPushButton::clicked, this, [this] { moveStep(-1); });
  connect(down, &QPushButton::clicked, this, [this] { moveStep(1); });
  connect(done, &QPushButton::clicked, this, [this] { m_pages->setCurrentIndex(0); });
  connect(take, &QPushButton::clicked, this, [this] {
    m_workspace.settle();
    edit([this](TeachingStep& step) { step.state = m_workspace.state(); }, tr("view of the step"));
  });
  connect(m_titleEdit, &QLineEdit::textEdited, this, [this](const QString& text) {
    edit([&](TeachingStep& step) { step.title = text; }, tr("title of the step"),
         QStringLiteral("title %1").arg(current()));
  });
  connect(m_textEdit, &QPlainTextEdit::textChanged, this, [this] {
    edit([this](TeachingStep& step) { step.text = m_textEdit->toPlainText(); }, tr("text of the step"),
         QStringLiteral("text %1").arg(current()));
  });
  m_textEdit->setUndoRedoEnabled(false);
  leaveUndoToWindow(*m_titleEdit);
  leaveUndoToWindow(*m_textEdit);
  return page;
}

void GuidePanel::takeSteps() {
  const auto steps = m_keeper.steps();
  const QSignalBlocker blocked(m_list);
  m_list->clear();
  for (int i = 0; i < steps.size(); ++i)
    m_list->addItem(QStringLiteral("%1  %2").arg(i + 1).arg(steps[i].title.isEmpty() ? tr("(no title)")
                                                                                     : steps[i].title));
  takeCurrent();
}

void GuidePanel::takeCurrent() {
  const auto steps = m_keeper.steps();
  const int shown = current();
  const bool any = shown >= 0 && shown < steps.size();
  const TeachingStep step = any ? steps[shown] : TeachingStep{};
  m_title->setText(any ? step.title : tr("No guided steps"));
  m_text->setText(any ? step.text
                      : tr("Steps tell a class what to look at, one view after the other. They are kept in "
                           "the session."));
  m_count->setText(any ? tr("%1 of %2").arg(shown + 1).arg(steps.size()) : QString());
  m_previous->setEnabled(shown > 0);
  m_next->setEnabled(shown + 1 < steps.size());
  m_present->setEnabled(any);
  m_titleEdit->setEnabled(any);
  m_textEdit->setEnabled(any);
  const QSignalBlocker a(m_titleEdit), b(m_textEdit), c(m_list);
  if (m_titleEdit->text() != step.title) m_titleEdit->setText(step.title);
  if (m_textEdit->toPlainText() != step.text) m_textEdit->setPlainText(step.text);
  m_list->setCurrentRow(shown);
}

void GuidePanel::go(int step) {
  m_keeper.goToStep(step);
}

void GuidePanel::edit(const std::function<void(TeachingStep&)>& change, const QString& what,
                      const QString& typing) {
  auto steps = m_keeper.steps();
  const int shown = current();
  if (shown < 0 || shown >= steps.size()) return;
  change(steps[shown]);
  m_keeper.editSteps(std::move(steps), shown, what, typing);
}

void GuidePanel::addStep() {
  m_workspace.settle();
  auto steps = m_keeper.steps();
  const int added = current() + 1;
  steps.insert(added, TeachingStep{{}, {}, m_workspace.state()});
  m_keeper.editSteps(std::move(steps), added, tr("added step"));
  m_pages->setCurrentIndex(1);
  m_titleEdit->setFocus();
  Q_EMIT editingChanged();  // a panel that was opened meanwhile may have taken the room
}

void GuidePanel::moveStep(int by) {
  auto steps = m_keeper.steps();
  const int from = current(), to = from + by;
  if (from < 0 || to < 0 || to >= steps.size()) return;
  steps.swapItemsAt(from, to);
  m_keeper.editSteps(std::move(steps), to, tr("moved step"));
}

void GuidePanel::addActions(ActionRegistry& actions) {
  const auto nothing = [] { return QString(); };
  connect(m_present, &QPushButton::clicked, &actions,
          [&actions] { actions.trigger(QStringLiteral("guide.present")); });
  actions.add({.name = QStringLiteral("guide.next"),
               .text = tr("Ne&xt step"),
               .tip = tr("Show the next guided step of the session"),
               .menu = Menu::Tools,
               .submenu = tr("&Guide"),
               .keys = {QStringLiteral("Ctrl+Right")},
               .run = [this] { go(current() + 1); },
               .enabled = [this] { return current() + 1 < m_keeper.steps().size(); }});
  actions.add({.name = QStringLiteral("guide.previous"),
               .text = tr("&Previous step"),
               .tip = tr("Show the guided step before this one"),
               .menu = Menu::Tools,
               .submenu = tr("&Guide"),
               .keys = {QStringLiteral("Ctrl+Left")},
               .run = [this] { go(current() - 1); },
               .enabled = [this] { return current() > 0; }});
  actions.add({.name = QStringLiteral("guide.add"),
               .text = tr("&Add this view as a step"),
               .tip = tr("A new guided step that shows what the window shows now"),
               .menu = Menu::Tools,
               .submenu = tr("&Guide"),
               .run = [this] { addStep(); },
               .command = nothing});
  connect(&m_keeper, &SessionKeeper::stepShown, &actions, &ActionRegistry::refresh);
  connect(&m_keeper, &SessionKeeper::stepsChanged, &actions, &ActionRegistry::refresh);
}

}  // namespace vxs::ui
