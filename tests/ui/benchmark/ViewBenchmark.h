#pragma once

#include "ui/views/ComparisonView.h"

namespace vxs::ui::test {

/// Scripted work in an open comparison, timed by the interface's thread: scrubbing through slices, moving the
/// threshold, hiding and showing columns, going from trial to trial. Prints medians and 95th percentiles.
void benchmarkScrubbing(ComparisonView& comparison, Session& session);
void benchmarkThreshold(ComparisonView& comparison, Session& session);
void benchmarkColumns(ComparisonView& comparison, Session& session);
void benchmarkTrials(ComparisonView& comparison, Session& session);

/// Runs the event loop for so long, asleep between events as the program is: what spins takes processor time
/// from what it waits for.
void runEvents(double milliseconds);
/// Runs the event loop until the condition holds; false after so many milliseconds.
bool waitFor(const std::function<bool()>& condition, int milliseconds);

}  // namespace vxs::ui::test
