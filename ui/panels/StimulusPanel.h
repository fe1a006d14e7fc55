#pragma once

#include "ui/session/Session.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLayout;
class QPlainTextEdit;
class QPushButton;

namespace vxs::ui {

class ElidedLabel;
class PictureView;

/// The picture, what the encoder sees of it, and the caption with its token count. Editing predicts after a
/// pause.
class StimulusPanel : public QWidget {
  Q_OBJECT
 public:
  explicit StimulusPanel(Session& session, QWidget* parent = nullptr);

 private:
  QWidget* makePictures();
  QLayout* makePickRow();
  QLayout* makePredictRow();
  void takePicture();
  void takeCaption();
  void fitScrollBar();
  void takeItem();
  void showCount(const QString& count);
  void showTokens(const blip::TokenizedCaption& caption);
  void showResult();

  Session& m_session;
  PictureView* m_picture;
  PictureView* m_seen;
  QComboBox* m_captions;
  QComboBox* m_repeats;
  QPlainTextEdit* m_editor;
  ElidedLabel* m_tokens;
  QLabel* m_truncated;
  QLabel* m_result;
  QCheckBox* m_automatic;
  QPushButton* m_predict;
  double m_milliseconds = 0;
  bool m_keptFeatures = false;
  QString m_keptProblem;
};

}  // namespace vxs::ui
