#pragma once

#include "ui/workspace/SessionKeeper.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;

namespace vxs::ui {

class PictureView;

/// What a class reads below the views while steps are presented: the picture, the step's title, its text in
/// larger type, and the caption, which can be edited; with Back, Next and End. As high as the text needs, but
/// no more than a third of the window.
class StepBar : public QWidget {
  Q_OBJECT
 public:
  StepBar(SessionKeeper& keeper, Session& session, QWidget* parent = nullptr);

 Q_SIGNALS:
  void endRequested();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  QWidget* makePicture();
  QWidget* makeCaption();
  QWidget* makeWords();
  QWidget* makeButtons();
  void takeStep();
  void takePicture();
  void takeCaption();
  void showOriginal();
  void fit();

  SessionKeeper& m_keeper;
  Session& m_session;
  PictureView* m_picture;
  QPlainTextEdit* m_caption;
  QLabel *m_title, *m_text, *m_original, *m_count;
  QScrollArea* m_scroll;
  QPushButton *m_back, *m_next;
};

}  // namespace vxs::ui
