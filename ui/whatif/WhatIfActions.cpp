#include "ui/whatif/WhatIfActions.h"

#include "ui/docks/DockFront.h"
#include "ui/whatif/WhatIfPanel.h"
#include "ui/why/WhyModel.h"

#include <QDockWidget>
#include <QObject>

namespace vxs::ui {

namespace {

QString tr(const char* text) {
  return QObject::tr(text);
}

}  // namespace

void addWhatIfActions(Session& session, QDockWidget& dock, WhatIfPanel& panel, ActionRegistry& actions) {
  const auto picture = [&session] { return session.run() && !session.picture().empty(); };
  const auto command = [&panel] { return panel.service().commandLine(); };
  const auto add = [&](const char* name, const QString& text, const QString& tip, std::function<void()> run,
                       std::function<bool()> checked = {}) {
    ActionSpec spec;
    spec.name = QLatin1String(name);
    spec.text = text;
    spec.tip = tip;
    spec.checked = std::move(checked);
    spec.menu = Menu::Tools;
    spec.submenu = tr("Caption &what-if");
    spec.group = QStringLiteral("whatif");
    spec.run = std::move(run);
    spec.enabled = picture;
    spec.command = command;
    actions.add(std::move(spec));
  };
  add("whatif.open", tr("&What if the caption said…"),
      tr("How an edited caption changes the prediction, word by word, and how much of that is noise"),
      [&dock] { bringToFront(dock); });
  add("whatif.restore", tr("&Back to the original caption"),
      tr("Put the caption back that edits are compared with"),
      [&session, &panel] { session.setCaption(panel.service().findings().original, true); });
  add("whatif.compare", tr("&Compare with the present caption"),
      tr("Make the present caption the original that edits are compared with"),
      [&session, &panel] { panel.service().setOriginal(session.caption()); });
  add(
      "whatif.show", tr("&Show the change in the views"),
      tr("The change, edited − original, as a map of its own beside measured and predicted; or no longer"),
      [&panel, &dock] {
        if (!panel.inViews()) bringToFront(dock);  // which works it out
        panel.setInViews(!panel.inViews());
      },
      [&panel] { return panel.inViews(); });
  QObject::connect(&panel, &WhatIfPanel::inViewsChanged, &actions, &ActionRegistry::refresh);
}

void addWhyActions(WhyModel& why, QDockWidget& dock, ActionRegistry& actions) {
  const auto picture = [&why] { return why.session().run() && !why.session().picture().empty(); };
  const auto add = [&](const char* name, const QString& text, const QString& tip, std::function<void()> run,
                       std::function<bool()> enabled, QStringList keys = {}) {
    ActionSpec spec;
    spec.name = QLatin1String(name);
    spec.text = text;
    spec.tip = tip;
    spec.menu = Menu::Tools;
    spec.keys = std::move(keys);
    spec.submenu = tr("Wh&y this prediction");
    spec.group = QStringLiteral("why");
    spec.run = std::move(run);
    spec.enabled = std::move(enabled);
    spec.command = [&why] { return why.commandLine(); };
    actions.add(std::move(spec));
  };
  add("why.explain", tr("&Explain as chosen"),
      tr("Trace the present prediction back to picture and words by the method that Why has chosen"),
      [&dock, &why] {
        bringToFront(dock);
        why.explain();
      },
      picture, {QStringLiteral("Ctrl+Shift+Return"), QStringLiteral("Ctrl+Shift+Enter")});
  const auto by = [&](const char* name, const QString& text, const QString& tip,
                      workflow::ExplainMethod method) {
    add(
        name, text, tip,
        [&dock, &why, method] {
          bringToFront(dock);
          WhyChoice choice = why.choice();
          choice.method = method;
          why.choose(choice);
          why.explain();
        },
        picture);
  };
  by("why.gradient", tr("&Gradient × input"), tr("Trace the prediction back by its gradient at the input"),
     workflow::ExplainMethod::Gradient);
  by("why.integrated", tr("&Integrated gradients"),
     tr("Trace the prediction back along the way from an empty picture, with the gap that is left"),
     workflow::ExplainMethod::Integrated);
  by("why.occlusion", tr("&Occlusion"), tr("Cover the picture cell by cell and leave out word by word"),
     workflow::ExplainMethod::Occlusion);
  by("why.attention", tr("&Attention per word"), tr("Where each word of the caption looks in the picture"),
     workflow::ExplainMethod::Attention);
  add(
      "why.sanity", tr("&Check against randomised weights"),
      tr("The same map with every weight of the encoder drawn anew, and how alike the two are"),
      [&why] { why.checkSanity(); },
      [&why] { return why.service().explanation() && why.service().complete(); });
}

}  // namespace vxs::ui
