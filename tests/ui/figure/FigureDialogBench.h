#pragma once

#include "tests/ui/LayoutBench.h"
#include "ui/figure/FigureDialog.h"
#include "ui/figure/WindowView.h"
#include "ui/views/ComparisonView.h"

#include <QSettings>

#include <memory>

namespace vxs::ui::test {

/// A session whose comparison is on the screen, and export dialogs of it.
class FigureDialogBench {
 protected:
  void begin() {
    QSettings().remove(QStringLiteral("figure"));
    m_open = std::make_unique<OpenSession>();
    QVERIFY(m_open->waitUntilSettled());
    m_view = std::make_unique<ComparisonView>(session());
    m_view->resize(900, 800);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
  }
  void end() {
    m_view.reset();
    m_open.reset();
  }
  Session& session() { return m_open->session; }
  std::unique_ptr<FigureDialog> dialog() {
    return std::make_unique<FigureDialog>(session(), viewSpecOf(session(), *m_view),
                                          focusedViewSpecOf(session(), *m_view));
  }
  template <class Widget>
  static Widget* named(FigureDialog& dialog, const QString& name) {
    for (auto* widget : dialog.findChildren<Widget*>())
      if (widget->accessibleName() == name) return widget;
    return nullptr;
  }

  std::unique_ptr<OpenSession> m_open;
  std::unique_ptr<ComparisonView> m_view;
};

}  // namespace vxs::ui::test
