#pragma once

#include "core/workflow/InspectDataset.h"
#include "core/workflow/PrepareStore.h"
#include "ui/session/TaskRunner.h"

#include <QWizard>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace vxs::ui {

/// From NSD's folder to a store in three steps: which folder, and what is there; which subject, betas and
/// voxels, and where to; preparing. Reading and preparing go on in the background and can be stopped.
class PrepareWizard : public QWizard {
  Q_OBJECT
 public:
  explicit PrepareWizard(TaskRunner& tasks, QWidget* parent = nullptr);
  /// Looks into a folder, as if it had been typed.
  void setFolder(const QString& folder);
  workflow::PrepareParams params() const;
  /// The same for a shell.
  QString command() const;

 Q_SIGNALS:
  void prepared(const std::filesystem::path& store);

 private:
  QWizardPage* makeFolderPage();
  QWizardPage* makeChoicePage();
  QWizardPage* makeWorkPage();
  void inspect();
  void adopt(workflow::InspectResult found);
  void takeSubject();
  void suggestPlace();
  void start();
  void finish(const workflow::PrepareResult& result);
  void setState(const QString& text, bool working, bool done);

  TaskRunner& m_tasks;
  workflow::InspectResult m_found;
  QLineEdit *m_folder = nullptr, *m_place = nullptr;
  QLabel *m_about = nullptr, *m_missing = nullptr, *m_command = nullptr, *m_state = nullptr;
  QComboBox *m_subject = nullptr, *m_betas = nullptr, *m_mask = nullptr;
  QProgressBar* m_bar = nullptr;
  QPushButton *m_start = nullptr, *m_stop = nullptr;
  bool m_placeTyped = false;
};

}  // namespace vxs::ui
