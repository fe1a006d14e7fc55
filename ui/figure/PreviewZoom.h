#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace vxs::ui {

class PagePreview;

/// Buttons for how large a preview shows its page: all of it, or as large as on paper; and how large that is.
class PreviewZoom : public QWidget {
  Q_OBJECT
 public:
  explicit PreviewZoom(PagePreview& preview, QWidget* parent = nullptr);

 private:
  void tell();
  PagePreview& m_preview;
  QPushButton *m_fit, *m_paper;
  QLabel* m_scale;
};

}  // namespace vxs::ui
