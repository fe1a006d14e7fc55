#include "tests/architecture/Audit.h"

#include <doctest/doctest.h>

using namespace vxs::test;

namespace {

/// A tree without fault, as a ground for planting faults.
std::vector<SourceFile> soundTree() {
  return {
      parseSource("core/base/Error.h", "#pragma once\n#include <string>\n"),
      parseSource("core/volume/Volume.h", "#include \"core/base/Error.h\"\n"),
      parseSource("core/volume/Nifti.cpp", "#include <nifti2_io.h>\n"),
      parseSource("core/nsd/Dataset.cpp", "#include \"core/volume/Volume.h\"\n#include <hdf5.h>\n"),
      parseSource("models/heads/HeadModule.h", "#include <torch/torch.h>\n"),
      parseSource("models/heads/Head.h", "#include \"core/base/Error.h\"\n"),
      parseSource("models/blip/Picture.cpp", "#include <opencv2/imgcodecs.hpp>\n"),
      parseSource("core/train/Run.h", "#include <map>\n"),
      parseSource("core/train/Checkpoint.h", "#include \"models/heads/HeadModule.h\"\n"),
      parseSource("core/scene/Slice.h", "#include \"core/volume/Volume.h\"\n"),
      parseSource("core/scene/Caster.cpp", "#include <vtkImageData.h>\n"),
      parseSource("core/workflow/Train.h", "#include \"core/train/Run.h\"\n"),
      parseSource("core/workflow/neural/Plugin.cpp", "#include <ATen/Parallel.h>\n"),
      parseSource("ui/paint/Figure.h", "#include \"core/scene/Slice.h\"\n#include <QImage>\n"),
      parseSource("ui/Session.h", "#include \"ui/paint/Figure.h\"\n#include \"core/workflow/Train.h\"\n"),
      parseSource("app/gui/Main.cpp", "#include \"ui/Session.h\"\n#include <QtWidgets/QApplication>\n"),
      parseSource("app/cli/Cli.cpp",
                  "#include \"VoxelscopeVersion.h\"\n#include \"core/workflow/Train.h\"\n"),
      parseSource("app/cli/figure/Figure.cpp",
                  "#include \"ui/paint/Figure.h\"\n#include <QGuiApplication>\n"),
  };
}

std::vector<std::string> withPlanted(const std::string& path, const std::string& text) {
  std::vector<SourceFile> files = soundTree();
  files.push_back(parseSource(path, text));
  return violationsOf(files);
}

std::string join(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

}  // namespace

TEST_CASE("the source tree breaks no rule of the architecture") {
  const std::vector<SourceFile> files = readSourceTree(VXS_SOURCE_DIR);
  CHECK(files.size() > 150);  // the audit did see the tree
  std::size_t includes = 0;
  for (const SourceFile& file : files) includes += file.includes.size();
  CHECK(includes > 1000);
  const std::vector<std::string> violations = violationsOf(files);
  CHECK_MESSAGE(violations.empty(), join(violations));
}

TEST_CASE("a sound tree passes") {
  CHECK(join(violationsOf(soundTree())) == "");
}

TEST_CASE("every kind of planted fault is found, once") {
  struct Planted {
    const char* path;
    const char* text;
    const char* complaint;
  };
  const Planted planted[] = {
      {"core/base/Up.cpp", "#include \"core/volume/Volume.h\"\n", "wrong way"},
      {"core/volume/Sideways.cpp", "#include \"core/nsd/Dataset.cpp\"\n", "wrong way"},
      {"core/scene/Sideways.cpp", "#include \"core/train/Run.h\"\n", "wrong way"},
      {"models/heads/Up.cpp", "#include \"core/train/Run.h\"\n", "wrong way"},
      {"core/train/Up.cpp", "#include \"core/workflow/Train.h\"\n", "wrong way"},
      {"ui/paint/Up.cpp", "#include \"ui/Session.h\"\n", "wrong way"},
      {"ui/paint/Sideways.cpp", "#include \"core/workflow/Train.h\"\n", "wrong way"},
      {"core/workflow/Sideways.cpp", "#include \"ui/paint/Figure.h\"\n", "wrong way"},
      {"app/cli/figure/Window.cpp", "#include \"ui/Session.h\"\n", "wrong way"},
      {"app/gui/Sideways.cpp", "#include \"app/cli/Cli.cpp\"\n", "wrong way"},
      {"core/scene/Qt.cpp", "  #  include <QString>\n", "may not include Qt"},
      {"app/cli/Qt.cpp", "#include <QtCore/QString>\n", "may not include Qt"},
      {"core/store/Torch.cpp", "#include <torch/torch.h>\n", "may not include Torch"},
      {"core/workflow/Torch.cpp", "#include <c10/core/Device.h>\n", "may not include Torch"},
      {"core/volume/Hdf5.cpp", "#include <hdf5.h>\n", "may not include HDF5"},
      {"core/train/Mat.cpp", "#include <matio.h>\n", "may not include HDF5"},
      {"core/nsd/Nifti.cpp", "#include <nifti/nifti2_io.h>\n", "may not include NIfTI"},
      {"ui/Vtk.cpp", "#include <vtkImageData.h>\n", "may not include VTK"},
      {"core/nsd/OpenCv.cpp", "#include <opencv2/imgproc.hpp>\n", "may not include OpenCV"},
      {"core/workflow/Leak.cpp", "#include \"core/train/Checkpoint.h\"\n",
       "sees Torch through core/train/Checkpoint.h"},
      {"core/volume/Relative.cpp", "#include \"Volume.h\"\n", "no path from the repository's root"},
      {"core/utils/Stray.cpp", "\n", "no known folder"},
      {"app/Main.cpp", "\n", "no known folder"},
  };
  for (const Planted& fault : planted) {
    CAPTURE(fault.path);
    const std::vector<std::string> found = withPlanted(fault.path, fault.text);
    REQUIRE_MESSAGE(found.size() == 1, join(found));
    CHECK_MESSAGE(found[0].starts_with(std::string(fault.path) + ": "), found[0]);
    CHECK_MESSAGE(found[0].find(fault.complaint) != std::string::npos, found[0]);
  }
}

TEST_CASE("Qt beside Torch is found, in the window and where Torch is at home") {
  const std::string window =
      join(withPlanted("ui/Both.cpp", "#include <QString>\n#include <torch/torch.h>\n"));
  CHECK(window.find("ui/Both.cpp: includes both Qt and Torch") != std::string::npos);
  const std::string model =
      join(withPlanted("models/heads/Both.cpp", "#include <QString>\n#include <ATen/ATen.h>\n"));
  CHECK(model.find("models/heads/Both.cpp: includes both Qt and Torch") != std::string::npos);
}

TEST_CASE("long files are found, and comments are not taken for includes") {
  CHECK(withPlanted("core/base/Long.cpp", std::string(400, '\n')).empty());
  CHECK(join(withPlanted("core/base/Long.cpp", std::string(401, '\n'))) ==
        "core/base/Long.cpp: 401 lines, more than 400\n");
  CHECK(withPlanted("core/base/Long.h", std::string(250, '\n')).empty());
  CHECK(join(withPlanted("core/base/Long.h", std::string(251, '\n'))) ==
        "core/base/Long.h: 251 lines, more than 250\n");
  CHECK(withPlanted("core/base/Comment.cpp", "// #include <QString>\n/* a\n#include <torch/torch.h>\n*/\n")
            .empty());
  CHECK(withPlanted("core/base/Comment.cpp", "/* a */ #include <QString>\n").size() == 1);
}
