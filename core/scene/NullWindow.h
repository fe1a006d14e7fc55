#pragma once

#include "core/scene/RgbaImage.h"

#include <vtkGenericOpenGLRenderWindow.h>

#include <atomic>

class vtkFixedPointRayCastImage;

// Internal to core/scene: this header names VTK types.
namespace vxs::scene {

/// A render window that never gets a context; it carries the size and the abort flag, which the ray loops
/// poll.
class NullWindow : public vtkGenericOpenGLRenderWindow {
 public:
  static NullWindow* New();
  vtkTypeMacro(NullWindow, vtkGenericOpenGLRenderWindow)  // brings its own semicolon
      void Render() override {}
  void MakeCurrent() override {}
  bool IsCurrent() override { return false; }
  int CheckAbortStatus() override { return aborted.load(std::memory_order_relaxed); }
  int GetAbortRender() override { return aborted.load(std::memory_order_relaxed); }
  std::atomic<int> aborted{0};
};

/// Bytes of VTK's 15-bit premultiplied image, rows turned to run from the top.
RgbaImage readBack(vtkFixedPointRayCastImage& image);

}  // namespace vxs::scene
