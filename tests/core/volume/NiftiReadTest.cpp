#include "core/volume/Nifti.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <fstream>

using namespace vxs;

namespace {

const std::string kFolder = VXS_TEST_REFERENCE_DIR "/volume/";

nlohmann::json reference() {
  std::ifstream stream(kFolder + "volume.json");
  return nlohmann::json::parse(stream).at("files");
}

void checkValues(const std::vector<float>& values, const nlohmann::json& expected) {
  REQUIRE(values.size() == expected.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    CHECK(values[i] == static_cast<float>(expected[i].get<double>()));
}

}  // namespace

TEST_CASE("every datatype, byte order, version and compression reads as nibabel reads it") {
  const nlohmann::json files = reference();
  REQUIRE(files.size() == 44);
  for (const auto& file : files) {
    const std::string path = kFolder + file.at("file").get<std::string>();
    CAPTURE(path);
    const NiftiInfo info = inspectNifti(path);
    CHECK(info.version == file.at("version").get<int>());
    CHECK(info.byteSwapped == file.at("swapped").get<bool>());
    CHECK(info.datatype == file.at("datatype").get<std::string>());
    CHECK(info.description == "made by nibabel");
    const auto shape = file.at("shape").get<std::vector<std::int64_t>>();
    CHECK(info.grid ==
          Grid{static_cast<int>(shape[0]), static_cast<int>(shape[1]), static_cast<int>(shape[2])});
    CHECK(info.frames == shape[3]);
    for (std::size_t i = 0; i < 12; ++i)
      CHECK(info.affine.rows()[i] == doctest::Approx(file.at("affine")[i].get<double>()).epsilon(1e-6));
    checkValues(readNifti(path).values, file.at("first"));
    checkValues(readNifti(path, info.frames - 1).values, file.at("last"));
  }
}

TEST_CASE("the transform comes from sform, else qform") {
  CHECK(inspectNifti(kFolder + "scaled.nii").affineSource == "sform");
  CHECK(inspectNifti(kFolder + "qform.nii").affineSource == "qform");
}

TEST_CASE("slope and intercept are applied, and slope 0 means unscaled") {
  const NiftiInfo scaled = inspectNifti(kFolder + "scaled.nii");
  CHECK(scaled.scaleSlope == 0.25);
  CHECK(scaled.scaleIntercept == -7);
  const NiftiInfo plain = inspectNifti(kFolder + "int16_le_n1.nii");
  CHECK(plain.scaleSlope == 1);
  CHECK(plain.scaleIntercept == 0);
}

TEST_CASE("frames stream in order and equal the frames read one by one") {
  for (const std::string name : {"series.nii.gz", "five.nii"}) {
    std::int64_t next = 0;
    forEachNiftiFrame(kFolder + name, [&](std::int64_t frame, const std::vector<float>& values) {
      CHECK(frame == next++);
      CHECK(values == readNifti(kFolder + name, frame).values);
    });
    CHECK(next == inspectNifti(kFolder + name).frames);
  }
}
