#pragma once

#include "tests/app/cli/CommandLineRunner.h"
#include "tests/support/TempFolder.h"

#include <stdexcept>

namespace vxs::test {

/// The tiny synthetic subject taken through the commands once a program, for the tests that start from a
/// later station.
class TinyThread {
 public:
  std::string path(const std::string& name) const { return (m_folder / name).string(); }

  const std::string& subject() {
    if (m_subject.empty()) make(m_subject, "subject", {"synthesize", path("subject"), "--preset", "tiny"});
    return m_subject;
  }
  const std::string& store() {
    if (m_store.empty())
      make(m_store, "store", {"prepare", subject(), "--mask", "brain", "--out", path("store")});
    return m_store;
  }
  const std::string& features() {
    if (m_features.empty()) make(m_features, "store", {"features", store(), "--encoder", "demo"});
    return m_features;
  }
  const std::string& run() {
    if (m_run.empty()) make(m_run, "run", {"train", features(), "--head", "ridge", "--out", path("run")});
    return m_run;
  }
  /// The same run, evaluated.
  const std::string& evaluatedRun() {
    if (m_evaluated.empty()) make(m_evaluated, "run", {"evaluate", run()});
    return m_evaluated;
  }
  /// A 60 x 40 picture with a red square, written as binary PPM, which OpenCV reads.
  std::string picture();

 private:
  void make(std::string& station, const std::string& name, const std::vector<std::string>& args) {
    const CommandOutcome outcome = runCommand(args);
    if (outcome.status != 0) throw std::runtime_error(args.front() + " failed: " + outcome.err);
    station = path(name);
  }

  TempFolder m_folder;
  std::string m_subject, m_store, m_features, m_run, m_evaluated;
};

/// The one of this program: tests share its stations and give files of their own names of their own.
inline TinyThread& tiny() {
  static TinyThread thread;
  return thread;
}

}  // namespace vxs::test
