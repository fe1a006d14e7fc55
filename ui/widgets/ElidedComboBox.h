#pragma once

#include <QAbstractItemView>
#include <QComboBox>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QStylePainter>

namespace vxs::ui {

/// One that may be narrower than its longest choice, which then ends with an ellipsis; the list is as wide as
/// its choices are.
class ElidedComboBox : public QComboBox {
 public:
  explicit ElidedComboBox(QWidget* parent = nullptr) : QComboBox(parent) {
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(12);
  }
  /// What is seen of the choice at the present width.
  QString shown() const {
    QStyleOptionComboBox option;
    initStyleOption(&option);
    const QRect room =
        style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
    return fontMetrics().elidedText(currentText(), Qt::ElideRight,
                                    room.width() - 2);  // styles leave one at each side
  }
  void showPopup() override {
    view()->setMinimumWidth(view()->sizeHintForColumn(0) + 2 * view()->frameWidth());
    QComboBox::showPopup();
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    option.currentText = shown();
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
  }
};

}  // namespace vxs::ui
