#include "ui/actions/ActionFinder.h"

#include "ui/actions/ActionNames.h"
#include "ui/actions/ActionRegistry.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QKeySequence>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace vxs::ui {

namespace {

QString line(const QString& label, const QString& value) {
  return value.isEmpty() ? QString()
                         : QStringLiteral("<p style='margin:2px'><b>%1</b> %2</p>")
                               .arg(label.toHtmlEscaped(), value.toHtmlEscaped());
}

bool hasWords(const QString& text, const QString& words) {
  for (const QString& word : words.split(QLatin1Char(' '), Qt::SkipEmptyParts))
    if (!text.contains(word, Qt::CaseInsensitive)) return false;
  return true;
}

}  // namespace

ActionFinder::ActionFinder(ActionRegistry& actions, QWidget* parent) : QDialog(parent), m_actions(actions) {
  setWindowTitle(tr("Find an action"));
  resize(620, 560);
  auto* layout = new QVBoxLayout(this);
  m_words = new QLineEdit;
  m_words->setPlaceholderText(tr("What do you want to do?"));
  m_words->setAccessibleName(tr("Words of an action"));
  m_words->setClearButtonEnabled(true);
  m_list = new QListWidget;
  m_list->setAccessibleName(tr("Actions"));
  m_about = new QLabel;
  m_about->setWordWrap(true);
  m_about->setTextFormat(Qt::RichText);
  m_about->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_about->setMinimumHeight(120);
  m_about->setAlignment(Qt::AlignTop);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
  m_copy = buttons->addButton(tr("Copy command line"), QDialogButtonBox::ActionRole);
  m_run = buttons->addButton(tr("Do it"), QDialogButtonBox::ActionRole);
  m_run->setDefault(true);
  layout->addWidget(m_words);
  layout->addWidget(m_list, 1);
  layout->addWidget(m_about);
  layout->addWidget(buttons);
  connect(m_words, &QLineEdit::textChanged, this, &ActionFinder::filter);
  connect(m_list, &QListWidget::currentRowChanged, this, &ActionFinder::describe);
  connect(m_list, &QListWidget::itemActivated, this, &ActionFinder::runCurrent);
  connect(m_run, &QPushButton::clicked, this, &ActionFinder::runCurrent);
  connect(m_copy, &QPushButton::clicked, this,
          [this] { QApplication::clipboard()->setText(m_actions.command(current())); });
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  m_actions.refresh();
  filter({});
}

void ActionFinder::filter(const QString& words) {
  m_list->clear();
  for (const ActionSpec* spec : m_actions.specs()) {
    if (!m_actions.action(spec->name)->isVisible()) continue;  // a recent file that there is not
    const QString place = m_actions.place(spec->name);
    const QString title = place.isEmpty() ? plainText(spec->text) : place;
    if (!hasWords(title + QLatin1Char(' ') + wholeTip(*spec) + QLatin1Char(' ') + spec->name, words))
      continue;
    auto* item = new QListWidgetItem(m_actions.action(spec->name)->icon(), title, m_list);
    item->setData(Qt::UserRole, spec->name);
  }
  m_list->setCurrentRow(0);
  describe();
}

QString ActionFinder::current() const {
  const QListWidgetItem* item = m_list->currentItem();
  return item ? item->data(Qt::UserRole).toString() : QString();
}

void ActionFinder::describe() {
  const ActionSpec* spec = m_actions.spec(current());
  const QString command = m_actions.command(current());
  m_copy->setEnabled(!command.isEmpty());
  m_run->setEnabled(spec && m_actions.action(spec->name)->isEnabled());
  if (!spec) return m_about->setText(tr("No action has these words."));
  QStringList keys;
  for (const QString& key : spec->keys + spec->viewKeys)
    keys << QKeySequence(key).toString(QKeySequence::NativeText);
  QString script = spec->name;
  if (!spec->arguments.isEmpty()) script += QLatin1Char(' ') + spec->arguments;
  m_about->setText(QStringLiteral("<p style='margin:2px'>%1</p>").arg(wholeTip(*spec).toHtmlEscaped()) +
                   line(tr("Key"), keys.join(QStringLiteral(", "))) + line(tr("In a script"), script) +
                   line(tr("Command line"), command));
}

void ActionFinder::runCurrent() {
  const QString name = current();
  if (!m_run->isEnabled()) return;
  accept();
  // after this dialog has gone: the action may open one of its own
  QTimer::singleShot(0, &m_actions, [action = m_actions.action(name)] { action->trigger(); });
}

}  // namespace vxs::ui
