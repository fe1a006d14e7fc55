#include "ui/actions/KeyList.h"

#include "ui/actions/ActionRegistry.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QKeySequence>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace vxs::ui {

namespace {

QString native(const QString& key) {
  return QKeySequence(key).toString(QKeySequence::NativeText);
}

QString keysOf(const ActionSpec& spec) {
  QStringList keys;
  for (const QString& key : spec.keys) keys << native(key);
  for (const QString& key : spec.viewKeys) keys << native(key);
  QString text = keys.join(QStringLiteral(", "));
  if (!spec.shiftArgument.isEmpty()) text += KeyList::tr(" (Shift: %1)").arg(spec.shiftArgument);
  return text;
}

/// Its words as a menu has them, those of a submenu before it: “Left” alone says nothing.
QString doesOf(const ActionSpec& spec) {
  return plainText((spec.submenu.isEmpty() ? QString() : spec.submenu + QStringLiteral(": ")) + spec.text);
}

QLabel* heading(const QString& text) {
  auto* label = new QLabel(text);
  QFont bold = label->font();
  bold.setBold(true);
  label->setFont(bold);
  label->setContentsMargins(0, 10, 0, 0);
  return label;
}

}  // namespace

std::vector<KeyLine> keyLines(const ActionRegistry& actions) {
  std::vector<KeyLine> lines;
  for (const Gesture& gesture : actions.gestures())
    lines.push_back({gesture.section, gesture.hand, gesture.does});
  const QString everywhere = KeyList::tr("In every view");
  const auto specs = actions.specs();
  for (const ActionSpec* spec : specs)
    if (!spec->viewKeys.isEmpty()) lines.push_back({everywhere, keysOf(*spec), doesOf(*spec)});
  for (int menu = 0; menu <= static_cast<int>(Menu::None); ++menu)
    for (const ActionSpec* spec : specs) {
      if (spec->keys.isEmpty() || !spec->viewKeys.isEmpty() || static_cast<int>(spec->menu) != menu) continue;
      if (!actions.action(spec->name)->isVisible()) continue;  // an entry that there is not
      const bool shown = spec->menu != Menu::None;
      lines.push_back({shown ? plainText(menuTitle(spec->menu)) : KeyList::tr("In the window"), keysOf(*spec),
                       doesOf(*spec)});
    }
  // one section, one block, where its first line stood
  std::vector<QString> order;
  for (const KeyLine& line : lines)
    if (std::ranges::find(order, line.section) == order.end()) order.push_back(line.section);
  std::ranges::stable_sort(lines, {}, [&order](const KeyLine& line) {
    return std::ranges::find(order, line.section) - order.begin();
  });
  return lines;
}

KeyList::KeyList(const ActionRegistry& actions, QWidget* parent)
    : QDialog(parent), m_lines(keyLines(actions)) {
  setObjectName(QStringLiteral("keyList"));
  setWindowTitle(tr("Keys and mouse"));
  auto* layout = new QVBoxLayout(this);
  auto* filter = new QLineEdit;
  filter->setPlaceholderText(tr("Find a key or what it does"));
  filter->setAccessibleName(tr("Find a key"));
  filter->setClearButtonEnabled(true);
  layout->addWidget(filter);
  m_scroll = new QScrollArea;
  m_scroll->setWidgetResizable(true);
  m_scroll->setFrameShape(QFrame::NoFrame);
  m_scroll->setAccessibleName(windowTitle());
  layout->addWidget(m_scroll, 1);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(filter, &QLineEdit::textChanged, this, &KeyList::fill);
  layout->addWidget(buttons);
  fill({});
  resize(m_page->sizeHint().width() + m_scroll->verticalScrollBar()->sizeHint().width() + 40, 640);
}

void KeyList::fill(const QString& filter) {
  m_page = new QWidget;
  auto* grid = new QGridLayout(m_page);
  grid->setHorizontalSpacing(28);
  grid->setVerticalSpacing(5);
  grid->setColumnStretch(1, 1);
  int row = 0;
  QString section;
  for (const KeyLine& line : m_lines) {
    const QString all = line.section + QLatin1Char(' ') + line.keys + QLatin1Char(' ') + line.does;
    if (!all.contains(filter.trimmed(), Qt::CaseInsensitive)) continue;
    if (line.section != section) grid->addWidget(heading(line.section), row++, 0, 1, 2);
    section = line.section;
    grid->addWidget(new QLabel(line.keys), row, 0);
    grid->addWidget(new QLabel(line.does), row++, 1);
  }
  if (row == 0) grid->addWidget(new QLabel(tr("Nothing fits")), row++, 0);
  grid->setRowStretch(row, 1);
  m_scroll->setWidget(m_page);
}

}  // namespace vxs::ui
