#include "ui/preferences/KeysPage.h"

#include "ui/actions/ActionRegistry.h"
#include "ui/widgets/FieldLabel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace vxs::ui {

namespace {

constexpr int kName = Qt::UserRole;

QString readable(const QStringList& keys) {
  QStringList native;
  for (const QString& key : keys) native << QKeySequence(key).toString(QKeySequence::NativeText);
  return native.join(QStringLiteral(", "));
}

QPushButton* button(const QString& name, const QString& text, const QString& tip) {
  auto* made = new QPushButton(text);
  made->setObjectName(name);
  made->setToolTip(tip);
  made->setAutoDefault(false);
  return made;
}

}  // namespace

KeysPage::KeysPage(const ActionRegistry& actions, QWidget* parent)
    : QWidget(parent), m_actions(actions), m_keys(actions.keys()) {
  auto* layout = new QVBoxLayout(this);
  auto* words = new QLineEdit;
  words->setPlaceholderText(tr("Find an action or a key"));
  words->setAccessibleName(tr("Find an action or a key"));
  words->setClearButtonEnabled(true);
  layout->addWidget(words);
  m_tree = new QTreeWidget;
  m_tree->setObjectName(QStringLiteral("keys"));
  m_tree->setAccessibleName(tr("Actions and their keys"));
  m_tree->setHeaderLabels({tr("Action"), tr("Key")});
  m_tree->setRootIsDecorated(false);
  m_tree->setUniformRowHeights(true);
  m_tree->setAlternatingRowColors(true);
  m_tree->header()->setStretchLastSection(false);
  m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
  m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
  layout->addWidget(m_tree, 1);
  makeEditor();
  auto specs = actions.specs();
  std::ranges::stable_sort(specs, {}, &ActionSpec::menu);  // as the menus stand
  for (const ActionSpec* spec : specs) {
    auto* item = new QTreeWidgetItem(m_tree, {titleOf(spec->name)});
    item->setData(0, kName, spec->name);
    item->setToolTip(0, spec->tip);
  }
  fill();
  connect(words, &QLineEdit::textChanged, this, &KeysPage::filter);
  connect(m_tree, &QTreeWidget::currentItemChanged, this, &KeysPage::showCurrent);
  m_tree->setCurrentItem(m_tree->topLevelItem(0));
}

void KeysPage::makeEditor() {
  auto* row = new QHBoxLayout;
  m_edit = new QKeySequenceEdit;
  m_edit->setObjectName(QStringLiteral("key"));
  m_edit->setAccessibleName(tr("Key of the action"));
  m_edit->setToolTip(tr("Click here and press the key"));
  m_remove = button(QStringLiteral("keyRemove"), tr("&No key"), tr("Take the key away from this action"));
  m_reset =
      button(QStringLiteral("keyReset"), tr("&Reset"), tr("Back to the key that this action came with"));
  m_resetAll = button(QStringLiteral("keyResetAll"), tr("Reset &all"),
                      tr("Back to the keys that the actions came with"));
  row->addWidget(fieldLabel(tr("&Key"), m_edit));
  row->addWidget(m_edit, 1);
  for (QPushButton* each : {m_remove, m_reset, m_resetAll}) row->addWidget(each);
  auto* conflict = new QHBoxLayout;
  m_message = new QLabel;
  m_message->setObjectName(QStringLiteral("keyMessage"));
  m_message->setWordWrap(true);
  m_message->setMinimumHeight(2 * m_message->fontMetrics().height());
  m_take = button(QStringLiteral("keyTake"), tr("&Take it"), tr("Give the key to this action instead"));
  conflict->addWidget(m_message, 1);
  conflict->addWidget(m_take);
  auto* whole = static_cast<QVBoxLayout*>(layout());
  whole->addLayout(row);
  whole->addLayout(conflict);
  connect(m_edit, &QKeySequenceEdit::keySequenceChanged, this, [this](const QKeySequence& keys) {
    if (!keys.isEmpty()) press(QKeySequence(keys[0]).toString(QKeySequence::PortableText));
  });
  connect(m_take, &QPushButton::clicked, this, [this] { give(m_wanted); });
  connect(m_remove, &QPushButton::clicked, this, [this] { give({}); });
  connect(m_reset, &QPushButton::clicked, this, [this] {
    m_keys.reset(current());
    fill();
    showCurrent();
  });
  connect(m_resetAll, &QPushButton::clicked, this, [this] {
    m_keys.resetAll();
    fill();
    showCurrent();
  });
}

QString KeysPage::current() const {
  const QTreeWidgetItem* item = m_tree->currentItem();
  return item ? item->data(0, kName).toString() : QString();
}

QString KeysPage::titleOf(const QString& name) const {
  const QString place = m_actions.place(name);
  const ActionSpec* spec = m_actions.spec(name);
  return !place.isEmpty() || !spec ? place : plainText(spec->text);
}

void KeysPage::select(const QString& name) {
  for (int i = 0; i < m_tree->topLevelItemCount(); ++i)
    if (m_tree->topLevelItem(i)->data(0, kName).toString() == name)
      m_tree->setCurrentItem(m_tree->topLevelItem(i));
}

/// Keys that are not the action's own are bold.
void KeysPage::fill() {
  for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
    QTreeWidgetItem& item = *m_tree->topLevelItem(i);
    const QString name = item.data(0, kName).toString();
    const QStringList keys = m_keys.keys(name);
    const bool changed = keys != m_keys.standard(name);
    QFont font = m_tree->font();
    font.setBold(changed);
    item.setText(1, readable(keys));
    item.setFont(1, font);
    item.setToolTip(1, changed ? tr("Came with: %1").arg(readable(m_keys.standard(name))) : QString());
  }
  m_resetAll->setEnabled(!m_keys.chosen().empty());
}

void KeysPage::filter(const QString& words) {
  for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
    QTreeWidgetItem& item = *m_tree->topLevelItem(i);
    const QString text = item.text(0) + QLatin1Char(' ') + item.text(1);
    item.setHidden(!text.contains(words.trimmed(), Qt::CaseInsensitive));
  }
}

void KeysPage::showCurrent() {
  const QString name = current();
  const QStringList keys = m_keys.keys(name);
  const QSignalBlocker quiet(m_edit);
  m_edit->setKeySequence(keys.isEmpty() ? QKeySequence() : QKeySequence(keys.front()));
  m_edit->setEnabled(!name.isEmpty());
  m_remove->setEnabled(!keys.isEmpty());
  m_reset->setEnabled(keys != m_keys.standard(name));
  m_wanted.clear();
  m_take->hide();
  const bool inViews = !keys.isEmpty() && isViewKey(keys.front());
  say(inViews ? tr("Heard while a view of the brain has the focus.") : QString());
}

void KeysPage::say(const QString& message) {
  m_message->setText(message);
}

void KeysPage::press(const QString& key) {
  const QString name = current();
  if (name.isEmpty()) return;
  showCurrent();
  const QString wanted = asKey(key);
  if (wanted.isEmpty())
    return say(tr("%1 cannot be given: every window needs it.")
                   .arg(QKeySequence(key).toString(QKeySequence::NativeText)));
  const QString owner = m_keys.owner(wanted);
  if (owner == name) return;
  if (owner.isEmpty()) return give(wanted);
  m_wanted = wanted;
  m_take->show();
  say(tr("%1 is the key of “%2”.").arg(readable({wanted}), titleOf(owner)));
}

void KeysPage::give(const QString& key) {
  m_keys.give(current(), key);
  fill();
  showCurrent();
}

}  // namespace vxs::ui
