#pragma once

#include "ui/figure/FigurePreview.h"
#include "ui/paint/figure/ViewSpec.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace vxs::ui {

class FigureSizeEdit;

/// Atlases whose regions a figure can have as bars, and the one that the window shows.
struct BarsAtlases {
  QStringList names;
  QString shown;
};

/// Asks what figure, how large and where, with a live preview, the caption for the paper and the command line
/// that paints the same. Remembers the answers but for the kind, which is first what the window shows and
/// remembered by whoever opens the dialog. Takes what the window shows at the moment of opening.
class FigureDialog : public QDialog {
  Q_OBJECT
 public:
  /// `window`: what the comparison shows; `focused`: the view in focus alone.
  FigureDialog(Session& session, paint::ViewSpec window, paint::ViewSpec focused, BarsAtlases bars = {},
               QWidget* parent = nullptr);

  paint::Recipe recipe() const;
  std::filesystem::path file() const;
  QString command() const;
  FigurePreview& preview() { return *m_preview; }
  /// As a person chooses it: a kind of paint::figureKinds(), or "focus" for the view in focus.
  void chooseKind(const QString& kind);
  QString kind() const;
  /// Shows it with its choices as they were, and why the figure was not saved.
  void showProblem(const QString& message);

 Q_SIGNALS:
  /// Save was pressed and the dialog has hidden itself: paint recipe() into file(), then delete it or
  /// showProblem().
  void exportRequested();
  void kindChosen(const QString& kind);

 private:
  QWidget* makePreviewSide();
  QWidget* makeChoices(const BarsAtlases& bars);
  void addKind(const BarsAtlases& bars);
  void addPage(QFormLayout& form);
  void addFile(QFormLayout& form);
  QWidget* makeLegend();
  void save();
  void askToReplace();
  void kindChanged();
  bool hasBars() const;
  void changed();
  void showPainted();
  void showWords();
  void showVision();
  void chooseFile();
  void followFormat(const QString& suffix);
  void remember() const;
  void recall();

  Session& m_session;
  paint::ViewSpec m_window, m_focused;
  FigurePreview* m_preview;
  QFormLayout* m_form;
  QComboBox *m_kind, *m_bars, *m_background, *m_font, *m_vision, *m_format;
  FigureSizeEdit* m_size;
  QDoubleSpinBox* m_fontPt;
  QLineEdit *m_file, *m_commandLine;
  QPlainTextEdit* m_legend;
  QPushButton *m_copyLegend, *m_copyLatex, *m_copyCommand;
  QLabel *m_warning, *m_problem;
  QString m_agreed;  ///< file that may be replaced
};

}  // namespace vxs::ui
