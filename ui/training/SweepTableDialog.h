#pragma once

#include "ui/training/SweepFolder.h"

#include <QDialog>

class QTableWidget;

namespace vxs::ui {

/// The report's Table 1 as a folder holds it: accuracy by penalty and head, then every combination.
class SweepTableDialog : public QDialog {
  Q_OBJECT
 public:
  SweepTableDialog(const QString& folder, SweepTable table, QWidget* parent = nullptr);

 private:
  QTableWidget* addTable(const QString& name, const QList<QStringList>& rows);
  SweepTable m_table;
};

}  // namespace vxs::ui
