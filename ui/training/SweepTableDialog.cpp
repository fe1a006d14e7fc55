#include "ui/training/SweepTableDialog.h"

#include "ui/widgets/Theme.h"
#include "ui/widgets/WrappedLabel.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace vxs::ui {

SweepTableDialog::SweepTableDialog(const QString& folder, SweepTable table, QWidget* parent)
    : QDialog(parent), m_table(std::move(table)) {
  setObjectName(QStringLiteral("sweepTable"));
  setWindowTitle(tr("Table 1: %1").arg(QFileInfo(folder).fileName()));
  auto* column = new QVBoxLayout(this);
  auto* quantity = new WrappedLabel(m_table.quantity());
  setTextRole(*quantity, TextRole::Heading);
  column->addWidget(quantity);
  QTableWidget* accuracy = addTable(QStringLiteral("accuracy"), m_table.accuracy);
  accuracy->setFixedHeight(accuracy->minimumHeight());
  column->addWidget(accuracy);
  auto* caption = new WrappedLabel(m_table.caption);
  caption->setTextInteractionFlags(Qt::TextSelectableByMouse);
  setTextRole(*caption, TextRole::Hint);
  column->addWidget(caption);
  auto* every = new WrappedLabel(tr("Every combination"));
  setTextRole(*every, TextRole::Heading);
  column->addWidget(every);
  column->addWidget(addTable(QStringLiteral("cells"), m_table.cells), 1);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
  const auto copies = [this, buttons](const QString& text, const QString& tip,
                                      QString (SweepTable::*as)() const) {
    auto* button = buttons->addButton(text, QDialogButtonBox::ActionRole);
    button->setToolTip(tip);
    connect(button, &QPushButton::clicked, this,
            [this, as] { QApplication::clipboard()->setText((m_table.*as)()); });
  };
  copies(tr("Copy as text"), tr("Both tables in columns, for a document"), &SweepTable::text);
  copies(tr("Copy as TSV"), tr("Both tables with tabs, for a spreadsheet"), &SweepTable::tsv);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  column->addWidget(buttons);
  resize(scaledPixels(680), sizeHint().height());
}

QTableWidget* SweepTableDialog::addTable(const QString& name, const QList<QStringList>& rows) {
  const QStringList headings = rows.value(0);
  auto* table = new QTableWidget(std::max<int>(0, static_cast<int>(rows.size()) - 1),
                                 static_cast<int>(headings.size()));
  table->setObjectName(name);
  table->setAccessibleName(name == QLatin1String("accuracy") ? tr("Accuracy by penalty and head")
                                                             : tr("Every combination"));
  table->setHorizontalHeaderLabels(headings);
  for (int row = 0; row < table->rowCount(); ++row)
    for (int column = 0; column < table->columnCount(); ++column) {
      auto* item = new QTableWidgetItem(rows[row + 1].value(column));
      item->setTextAlignment(Qt::AlignVCenter | (column == 0 ? Qt::AlignLeft : Qt::AlignRight));
      table->setItem(row, column, item);
    }
  table->verticalHeader()->hide();
  table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table->setAlternatingRowColors(true);
  table->setShowGrid(false);
  table->resizeColumnsToContents();
  table->resizeRowsToContents();
  int height = table->horizontalHeader()->sizeHint().height() + 2 * table->frameWidth() + 2;
  for (int row = 0; row < std::min(table->rowCount(), 8); ++row) height += table->rowHeight(row);
  table->setMinimumHeight(height);
  table->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
  return table;
}

}  // namespace vxs::ui
