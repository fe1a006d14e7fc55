#pragma once

#include "ui/paint/figure/Recipe.h"
#include "ui/training/CommandProcess.h"

#include <QDialog>
#include <QTemporaryDir>
#include <QTimer>

#include <functional>
#include <optional>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace vxs::ui {

class PagePreview;

/// Puts several figures on one page, in rows, each with its letter: figures that were saved, and what the
/// window shows. They are made again from their recipes by `voxelscope-cli figure panels` in a process of its
/// own, for the preview as for the file, since each may be of another run. It is kept while it is closed,
/// with its list.
class PanelsDialog : public QDialog {
  Q_OBJECT
 public:
  /// `shown`: the recipe of what the window shows now; `program`: as CommandProcess takes it.
  PanelsDialog(std::function<paint::Recipe()> shown, QWidget* parent = nullptr, const QString& program = {});

  /// Below the others; of a page its panels, in their rows, and into an empty list its looks too. The dialog
  /// says why a file is no figure of ours.
  void addFigures(const QStringList& files);
  void addShown();
  void save(const QString& file);
  /// Arguments of voxelscope-cli for the page as it is chosen.
  QStringList arguments(const QString& out, double dpi) const;
  bool painting() const { return m_job.has_value() || m_pause.isActive(); }
  /// The page that the preview shows, whose recipe needs none of the panels' files; none before it is
  /// painted.
  const std::optional<paint::Recipe>& page() const { return m_page; }

 Q_SIGNALS:
  void painted();                   ///< the preview, or its problem()
  void saved(const QString& file);  ///< the dialog hides itself

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  enum class Job { Preview, Save };
  QWidget* makeChoices();
  QWidget* makeList();
  QWidget* makePage();
  void add(const QString& file, const paint::Recipe& recipe, const QString& name, bool beginsRow = true);
  void addRecipe(const paint::Recipe& recipe, const QString& name, bool beginsRow = true);
  void addPage(const paint::Recipe& page, const QString& name);
  void look(const paint::Recipe& page);
  void move(int by);
  void name();
  void changed();
  void paintNext();
  void ended();
  void takePreview();
  void chooseFile();
  void copyCommand();
  void tell(const QString& problem);
  QString rows() const;
  double previewDpi() const;

  std::function<paint::Recipe()> m_shown;
  QTemporaryDir m_folder;  ///< of previews, and of recipes of what the window showed
  CommandProcess m_process;
  QTimer m_pause;
  std::optional<Job> m_job;  ///< that the process is busy with
  bool m_again = false;      ///< something was changed meanwhile
  bool m_failed = false;     ///< the page as it is chosen cannot be painted
  QString m_wanted;          ///< file to save once the process is free
  QString m_saving;
  std::optional<paint::Recipe> m_page;
  int m_recipes = 0;
  PagePreview* m_preview;
  QListWidget* m_list;
  QComboBox *m_letters, *m_background, *m_font;
  QCheckBox* m_fill;
  QDoubleSpinBox *m_width, *m_fontPt, *m_dpi;
  QPlainTextEdit* m_legend;
  QLabel *m_problem, *m_pageSize;
  QPushButton *m_remove, *m_up, *m_down, *m_save, *m_copy, *m_copyLegend;
};

}  // namespace vxs::ui
