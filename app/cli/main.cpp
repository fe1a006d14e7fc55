#include "app/cli/Cli.h"

#include <csignal>
#include <iostream>

namespace {

vxs::CancelFlag* handlerFlag = nullptr;  // a signal handler can be handed nothing

extern "C" void onInterrupt(int) {
  if (handlerFlag) handlerFlag->raise();
}

/// The first Ctrl-C asks the work to stop; SA_RESETHAND makes the second one end the program at once.
void stopOnSignals(vxs::CancelFlag& flag) {
  handlerFlag = &flag;
  struct sigaction action {};
  action.sa_handler = onInterrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

}  // namespace

int main(int argc, char** argv) {
  vxs::CancelFlag cancel;
  stopOnSignals(cancel);
  std::signal(SIGPIPE, SIG_DFL);
  return vxs::cli::runCli({argv + 1, argv + argc}, std::cout, std::cerr, cancel);
}
