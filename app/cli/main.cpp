#include "app/cli/Cli.h"

#include <csignal>
#include <iostream>

namespace {

// a signal handler can be handed nothing
vxs::CancelFlag stopNow, stopAfterEpoch;

extern "C" void onInterrupt(int) {
  stopNow.raise();
}

extern "C" void onAfterEpoch(int) {
  stopAfterEpoch.raise();
}

/// The first Ctrl-C asks the work to stop; SA_RESETHAND makes the second one end the program at once. SIGUSR1
/// lets the running epoch be finished first.
void stopOnSignals() {
  struct sigaction action {};
  action.sa_handler = onInterrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  action.sa_handler = onAfterEpoch;
  action.sa_flags = SA_RESTART;
  sigaction(SIGUSR1, &action, nullptr);
}

}  // namespace

int main(int argc, char** argv) {
  stopOnSignals();
  std::signal(SIGPIPE, SIG_DFL);
  return vxs::cli::runCli({argv + 1, argv + argc}, std::cout, std::cerr, {stopNow, stopAfterEpoch});
}
