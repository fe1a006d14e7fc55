#include "ui/actions/ViewActions.h"

#include "ui/actions/ActionRegistry.h"
#include "ui/views/ComparisonView.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDockWidget>
#include <QKeyEvent>
#include <QPointer>

#include <algorithm>

namespace vxs::ui {

namespace {
constexpr int kLongStep = 5;  ///< voxels, with Shift
}  // namespace

ViewActions::ViewActions(Session& session, ComparisonView& comparison, ActionRegistry& actions,
                         QObject* parent)
    : QObject(parent), m_session(session), m_comparison(comparison), m_actions(actions) {
  addLayouts();
  addCameras();
  addConventions();
  addLayers();
  addSteps();
  addResets();
  addGestures();
  comparison.setKeyHandler([this](const QKeyEvent& event) { return m_actions.triggerByViewKey(event); });
  if (parent) parent->installEventFilter(this);
  connect(qApp, &QApplication::focusChanged, &comparison,
          [this](QWidget* old, QWidget* now) { followFocus(old, now); });
  const ViewState& view = session.view();
  connect(&view, &ViewState::maximisedChanged, &actions, &ActionRegistry::refresh);
  connect(&view, &ViewState::layoutChanged, &actions, &ActionRegistry::refresh);
  connect(&view, &ViewState::conventionChanged, &actions, &ActionRegistry::refresh);
  connect(&view, &ViewState::flickerChanged, &actions, &ActionRegistry::refresh);
}

/// A key that came up to the window was of no use to what has the focus: a button that was clicked, or
/// nothing. It is meant for the views; but Return and Esc in a form are no keys of theirs.
bool ViewActions::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::KeyPress || !m_comparison.isVisible())
    return QObject::eventFilter(watched, event);
  const auto& key = *static_cast<QKeyEvent*>(event);
  const QWidget* focus = QApplication::focusWidget();
  const bool letter = !key.text().isEmpty() && key.text().front().isPrint();
  const bool ours = !focus || focus == watched || (letter && qobject_cast<const QAbstractButton*>(focus));
  return ours && m_actions.triggerByViewKey(key);
}

/// The panel that had the focus was closed: the next widget in the order of Tab is nobody's choice. Queued,
/// for it is just being given to that one.
void ViewActions::followFocus(const QWidget* old, QWidget* now) {
  while (old && !qobject_cast<const QDockWidget*>(old)) old = old->parentWidget();
  if (!old || !old->isHidden() || old->window() != m_comparison.window()) return;
  const auto toView = [this, given = QPointer(now)] {
    LayerView* view = m_comparison.focusedView();
    if (view && m_comparison.isVisible() && QApplication::focusWidget() == given) view->setFocus();
  };
  QMetaObject::invokeMethod(&m_comparison, toView, Qt::QueuedConnection);
}

void ViewActions::addLayouts() {
  struct Choice {
    const char* name;
    QString text, tip;
  };
  const std::array<Choice, 5> choices{{
      {"all", tr("&All views"), tr("Slices and 3-D of every volume")},
      {"slices", tr("&Slices"), tr("Axial, coronal and sagittal slices of every volume")},
      {"3d", tr("&3-D"), tr("Every volume in 3-D")},
      {"single", tr("&One volume"), tr("One volume, large: three planes and 3-D")},
      {"mosaic", tr("&Mosaic"), tr("Many slices of the active volume")},
  }};
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const auto layout = static_cast<ViewLayout>(i);
    m_actions.add({.name = QStringLiteral("view.layout.") + QLatin1String(choices[i].name),
                   .text = choices[i].text,
                   .tip = choices[i].tip,
                   .menu = Menu::View,
                   .group = QStringLiteral("layout"),
                   .viewKeys = {QString::number(i + 1)},
                   .icon = QStringLiteral("layout-") + QLatin1String(choices[i].name),
                   .run = [this, layout] { m_session.view().setLayout(layout); },
                   .checked = [this, layout] { return m_session.view().layout() == layout; }});
  }
}

void ViewActions::addCameras() {
  struct Choice {
    const char* name;
    QString text, key;
  };
  const std::array<Choice, 7> views{{{"oblique", tr("&Oblique"), QStringLiteral("O")},
                                     {"left", tr("&Left"), QStringLiteral("L")},
                                     {"right", tr("&Right"), QStringLiteral("Shift+L")},
                                     {"anterior", tr("&Front"), QStringLiteral("A")},
                                     {"posterior", tr("&Back"), QStringLiteral("P")},
                                     {"superior", tr("&Above"), QStringLiteral("S")},
                                     {"inferior", tr("&Below"), QStringLiteral("I")}}};
  for (std::size_t i = 0; i < views.size(); ++i)
    m_actions.add(
        {.name = QStringLiteral("view.camera.") + QLatin1String(views[i].name),
         .text = views[i].text,
         .tip = tr("Look at every 3-D view from: %1").arg(plainText(views[i].text).toLower()),
         .menu = Menu::View,
         .submenu = tr("3-D seen &from"),
         .group = QStringLiteral("camera"),
         .keys = {QStringLiteral("Ctrl+%1").arg(i)},
         .viewKeys = {views[i].key},
         .run = [this, view = std::string(views[i].name)] { m_session.view().setStandardView(view); }});
}

void ViewActions::addConventions() {
  const std::array<std::pair<const char*, QString>, 2> sides{
      {{"neurological", tr("&Neurological: left is left")},
       {"radiological", tr("&Radiological: left is right")}}};
  for (std::size_t i = 0; i < sides.size(); ++i) {
    const auto convention = static_cast<scene::Convention>(i);
    m_actions.add(
        {.name = QStringLiteral("view.sides.") + QLatin1String(sides[i].first),
         .text = sides[i].second,
         .tip = tr("Which side of a slice is the subject's left; always marked L and R"),
         .menu = Menu::View,
         .submenu = tr("S&ides"),
         .group = QStringLiteral("camera"),
         .run = [this, convention] { m_session.view().setConvention(convention); },
         .checked = [this, convention] { return m_session.view().state().convention == convention; }});
  }
}

void ViewActions::addLayers() {
  m_actions.add({.name = QStringLiteral("view.layer.previous"),
                 .text = tr("&Previous volume"),
                 .tip = tr("Make the volume before the active one active: measured, predicted, difference "
                           "and what else is shown"),
                 .menu = Menu::View,
                 .submenu = tr("Vol&umes"),
                 .group = QStringLiteral("layer"),
                 .viewKeys = {QStringLiteral("[")},
                 .run = [this] { m_session.view().cycleLayer(-1); }});
  m_actions.add({.name = QStringLiteral("view.layer.next"),
                 .text = tr("&Next volume"),
                 .tip = tr("Make the volume after the active one active: measured, predicted, difference and "
                           "what else is shown"),
                 .menu = Menu::View,
                 .submenu = tr("Vol&umes"),
                 .group = QStringLiteral("layer"),
                 .viewKeys = {QStringLiteral("]")},
                 .run = [this] { m_session.view().cycleLayer(1); }});
  m_actions.add({.name = QStringLiteral("view.flicker"),
                 .text = tr("&Flicker measured and predicted"),
                 .tip = tr("Measured and predicted change places"),
                 .menu = Menu::View,
                 .group = QStringLiteral("layer"),
                 .viewKeys = {QStringLiteral("Space")},
                 .repeats = false,
                 .icon = QStringLiteral("flicker"),
                 .run = [this] { m_session.view().setFlicker(!m_session.view().flicker()); },
                 .checked = [this] { return m_session.view().flicker(); }});
}

void ViewActions::step(int right, int up, int slices) {
  ViewState& view = m_session.view();
  const scene::Plane plane = m_comparison.focusedPlane();
  // where the picture's right lies depends on plane and convention; the geometry knows
  scene::SliceGeometry geometry;
  geometry.plane = plane;
  geometry.convention = view.state().convention;
  const auto column = static_cast<std::size_t>(SliceView::columnAxis(plane));
  const bool rightIsPlus = geometry.rasAt(1, 0)[column] > geometry.rasAt(0, 0)[column];
  if (right != 0) view.step(SliceView::columnAxis(plane), rightIsPlus ? right : -right);
  if (up != 0) view.step(SliceView::rowAxis(plane), up);
  if (slices != 0) view.step(SliceView::normalAxis(plane), slices);
}

void ViewActions::addSteps() {
  struct Step {
    const char* name;
    const char* key;
    QString text;
    int right, up, slices;
  };
  const std::array<Step, 6> steps{{{"left", "Left", tr("Step left"), -1, 0, 0},
                                   {"right", "Right", tr("Step right"), 1, 0, 0},
                                   {"up", "Up", tr("Step up"), 0, 1, 0},
                                   {"down", "Down", tr("Step down"), 0, -1, 0},
                                   {"next", "PgUp", tr("Next slice"), 0, 0, 1},
                                   {"previous", "PgDown", tr("Previous slice"), 0, 0, -1}}};
  for (const Step& each : steps)
    m_actions.add(
        {.name = QStringLiteral("view.step.") + QLatin1String(each.name),
         .text = each.text,
         .tip = tr("Move the crosshair by a voxel, as the slice with the focus shows it; with Shift by %1")
                    .arg(kLongStep),
         .viewKeys = {QLatin1String(each.key)},
         .shiftArgument = QString::number(kLongStep),
         .runWith =
             [this, each](const QStringList& voxels) {
               const int by = voxels.isEmpty() ? 1 : std::max(1, voxels.front().toInt());
               step(each.right * by, each.up * by, each.slices * by);
             },
         .arguments = QStringLiteral("[VOXELS]")});
}

void ViewActions::addResets() {
  m_actions.add({.name = QStringLiteral("view.maximise"),
                 .text = tr("&Maximise view"),
                 .tip = tr("Give the view with the focus all the room, and back"),
                 .menu = Menu::View,
                 .group = QStringLiteral("reset"),
                 .viewKeys = {QStringLiteral("Return")},
                 .repeats = false,
                 .run = [this] { m_comparison.toggleMaximised(m_comparison.focusedView()); }});
  m_actions.add({.name = QStringLiteral("view.restore"),
                 .text = tr("Show &every view again"),
                 .tip = tr("Back from one maximised view"),
                 .viewKeys = {QStringLiteral("Esc")},
                 .repeats = false,
                 .run = [this] { m_comparison.toggleMaximised(m_comparison.maximised()); },
                 .enabled = [this] { return m_comparison.maximised() != nullptr; }});
  m_actions.add({.name = QStringLiteral("view.reset"),
                 .text = tr("&Reset view"),
                 .tip = tr("Crosshair, zoom and camera as they were at first"),
                 .menu = Menu::View,
                 .group = QStringLiteral("reset"),
                 .viewKeys = {QStringLiteral("R")},
                 .icon = QStringLiteral("reset"),
                 .run = [this] { m_session.view().reset(); }});
}

void ViewActions::addGestures() {
  const QString slice = tr("In a slice"), volume = tr("In 3-D"), every = tr("In every view");
  m_actions.addGesture({slice, tr("Left click, drag"), tr("move the crosshair")});
  m_actions.addGesture({slice, tr("Wheel"), tr("next or previous slice")});
  m_actions.addGesture({slice, tr("Right drag, Ctrl + wheel"), tr("zoom")});
  m_actions.addGesture({slice, tr("Middle drag"), tr("pan")});
  m_actions.addGesture(
      {volume, tr("Left click, Shift + click"), tr("move the crosshair to what is seen there")});
  m_actions.addGesture({volume, tr("Left drag"), tr("turn all 3-D views together")});
  m_actions.addGesture({volume, tr("Wheel, right drag"), tr("zoom")});
  m_actions.addGesture({volume, tr("Middle drag"), tr("pan")});
  m_actions.addGesture(
      {every, tr("Drag the curtain's edge"), tr("measured to its left, predicted to its right")});
  m_actions.addGesture({tr("In the mosaic"), tr("Wheel"), tr("more or fewer slices")});
  m_actions.addGesture({every, tr("Double click"), tr("give the view all the room, and back")});
}

}  // namespace vxs::ui
