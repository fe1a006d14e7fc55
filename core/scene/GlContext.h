#pragma once

namespace vxs::scene {

/// An OpenGL context (3.2 core or later) of whoever owns the windows, for a GpuVolumeRenderer. It is made,
/// used and destroyed in one thread.
class GlContext {
 public:
  using Function = void (*)();
  virtual ~GlContext() = default;
  virtual bool makeCurrent() = 0;  ///< false: lost
  virtual void doneCurrent() = 0;
  virtual bool isCurrent() const = 0;
  virtual Function function(const char* name) const = 0;  ///< of OpenGL, nullptr when there is none
};

}  // namespace vxs::scene
