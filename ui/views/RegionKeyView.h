#pragma once

#include <QWidget>

#include <cstdint>
#include <set>

namespace vxs {
struct LabelAtlas;
}

namespace vxs::ui {

class Session;

/// The atlas whose regions are outlined, one of session.run()'s; null: none.
const LabelAtlas* outlinedAtlas(Session& session);

/// The names of every outlined region beside their colours, once in a line below all views, for those that
/// have no room for them where no brain is. All of them are in its tooltip.
class RegionKeyView : public QWidget {
  Q_OBJECT
 public:
  explicit RegionKeyView(Session& session, QWidget* parent = nullptr);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }
  /// Takes the regions of the atlas that is outlined now; returns whether there are any.
  bool follow();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Session& m_session;
  std::set<std::int32_t> m_labels;
};

}  // namespace vxs::ui
