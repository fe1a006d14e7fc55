#pragma once

namespace vxs::ui {

class ActionRegistry;
class MapsPanel;
class TrialList;

/// The Maps menu: which map, evaluate, restrict and brush off, cards; and how the list of trials is sorted.
void addMapsActions(MapsPanel& panel, TrialList& trials, ActionRegistry& actions);

}  // namespace vxs::ui
