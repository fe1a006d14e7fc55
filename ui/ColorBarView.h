#pragma once

#include <QWidget>

namespace vxs::ui {

class ViewState;

/// The colour bar of the whole comparison, which shares one symmetric range.
class ColorBarView : public QWidget {
  Q_OBJECT
 public:
  explicit ColorBarView(ViewState& view, QWidget* parent = nullptr);
  QSize sizeHint() const override { return {76, 300}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  ViewState& m_view;
};

}  // namespace vxs::ui
