#pragma once

#include <QEvent>
#include <QHash>
#include <QLabel>

namespace vxs::ui {

/// Text in as many lines as its width asks for. It remembers their height at each width: layouts ask for it
/// many times over, and shaping the text anew each time was 7 % of what the window's thread did.
class TextLabel : public QLabel {
 public:
  explicit TextLabel(const QString& text = {}, QWidget* parent = nullptr) : QLabel(text, parent) {
    setWordWrap(true);
  }
  int heightForWidth(int width) const override {
    if (m_of != text() || m_margins != contentsMargins()) {
      m_of = text();
      m_margins = contentsMargins();
      m_heights.clear();
    }
    const auto known = m_heights.constFind(width);
    return known != m_heights.constEnd() ? *known : *m_heights.insert(width, QLabel::heightForWidth(width));
  }

 protected:
  void changeEvent(QEvent* event) override {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) m_heights.clear();
    QLabel::changeEvent(event);
  }

 private:
  mutable QHash<int, int> m_heights;  ///< by width
  mutable QString m_of;               ///< the text that they are of
  mutable QMargins m_margins;
};

}  // namespace vxs::ui
