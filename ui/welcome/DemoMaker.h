#pragma once

#include "ui/session/TaskRunner.h"

#include <QObject>

#include <filesystem>

namespace vxs::ui {

/// Makes the demo in the background, once: it is kept for the next time.
class DemoMaker : public QObject {
  Q_OBJECT
 public:
  explicit DemoMaker(TaskRunner& tasks, QObject* parent = nullptr);

  /// The finished demo's run; empty when it has to be made first.
  std::filesystem::path finished() const;
  bool making() const { return m_making; }
  /// Makes what is missing, then ready(). Going on after cancel() or a crash does not begin anew.
  void make();
  void cancel();
  void setPreset(std::string preset) { m_preset = std::move(preset); }  ///< tests: "tiny"

  static std::filesystem::path folder();

 Q_SIGNALS:
  void started();
  void progressed(const vxs::ui::TaskStatus& status);
  void ready(const std::filesystem::path& run);
  void stopped(const QString& why);

 private:
  TaskRunner& m_tasks;
  std::string m_preset = "demo";
  bool m_making = false;
};

}  // namespace vxs::ui
