#pragma once

#include "tests/ui/UiTest.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/actions/ViewActions.h"
#include "ui/views/ComparisonView.h"

#include <memory>

namespace vxs::ui::test {

/// For tests of the views of the fake run, which take keys.
class ComparisonBench {
 protected:
  /// The keyboard is in that layer's axial slice, and the crosshair in the middle.
  void begin(scene::Layer focused) {
    m_open = std::make_unique<OpenSession>();
    QVERIFY(m_open->waitUntilSettled());
    m_actions = std::make_unique<ActionRegistry>(nullptr);
    m_comparison = std::make_unique<ComparisonView>(m_open->session);
    new ViewActions(m_open->session, *m_comparison, *m_actions, m_comparison.get());
    m_comparison->resize(900, 800);
    m_comparison->show();
    m_comparison->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_comparison.get()));
    m_comparison->slice(focused, scene::Plane::Axial)->setFocus();
    view().setCrosshairVoxel({8, 10, 7});
  }
  void end() {
    m_comparison.reset();
    m_actions.reset();
    m_open.reset();
  }
  ViewState& view() { return m_open->session.view(); }
  void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
    QTest::keyClick(m_comparison->focusWidget() ? m_comparison->focusWidget() : m_comparison.get(), key,
                    modifiers);
  }

  std::unique_ptr<OpenSession> m_open;
  std::unique_ptr<ComparisonView> m_comparison;
  std::unique_ptr<ActionRegistry> m_actions;
};

}  // namespace vxs::ui::test
