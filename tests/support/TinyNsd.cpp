#include "tests/support/TinyNsd.h"

#include "core/base/AtomicFile.h"
#include "core/volume/Nifti.h"

#include <hdf5.h>
#include <matio.h>

#include <stdexcept>

namespace vxs::test {
namespace {

namespace fs = std::filesystem;

void writeHdf5(const fs::path& path, const char* name, hid_t type, const std::vector<hsize_t>& dims,
               const std::vector<hsize_t>& chunk, bool deflate, hsize_t userBlock, const void* data) {
  const hid_t creation = H5Pcreate(H5P_FILE_CREATE);
  H5Pset_userblock(creation, userBlock);
  const hid_t file = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation, H5P_DEFAULT);
  const hid_t layout = H5Pcreate(H5P_DATASET_CREATE);
  if (!chunk.empty()) H5Pset_chunk(layout, static_cast<int>(chunk.size()), chunk.data());
  if (deflate) H5Pset_deflate(layout, 6);
  const hid_t space = H5Screate_simple(static_cast<int>(dims.size()), dims.data(), nullptr);
  const hid_t dataset = H5Dcreate2(file, name, type, space, H5P_DEFAULT, layout, H5P_DEFAULT);
  const herr_t written = H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data);
  H5Dclose(dataset);
  H5Sclose(space);
  H5Pclose(layout);
  H5Fclose(file);
  H5Pclose(creation);
  if (written < 0) throw std::runtime_error("cannot write " + path.string());
}

template <class Value>
void writeMatrix(mat_t* file, const char* name, matio_classes kind, matio_types type, std::size_t rows,
                 std::size_t columns, std::vector<Value> values) {
  std::size_t dims[2] = {rows, columns};
  matvar_t* variable = Mat_VarCreate(name, kind, type, 2, dims, values.data(), 0);
  Mat_VarWrite(file, variable, MAT_COMPRESSION_ZLIB);
  Mat_VarFree(variable);
}

Volume volumeOf(float (*value)(int index)) {
  Volume volume(TinyNsd::grid(), TinyNsd::affine(), 0);
  for (std::size_t i = 0; i < volume.values.size(); ++i) volume.values[i] = value(static_cast<int>(i));
  return volume;
}

std::string sessionStem(int session) {
  return "betas_session" + std::string(session < 10 ? "0" : "") + std::to_string(session);
}

}  // namespace

fs::path TinyNsd::betas() const {
  return m_root / "nsddata_betas" / "ppdata" / "subj01" / "func1pt8mm" / "betas_fithrf_GLMdenoise_RR";
}

fs::path TinyNsd::functional() const {
  return m_root / "nsddata" / "ppdata" / "subj01" / "func1pt8mm";
}

std::int16_t TinyNsd::stored(int session, int trial, int x, int y, int z) {
  if (x == 0 && y == 0 && z == 0) return 0;
  return static_cast<std::int16_t>((session * 7919 + trial * 131 + x * 17 + y * 29 + z * 43) % 4001 - 2000);
}

std::int32_t TinyNsd::image73k(int subject, int column) {
  return column <= 20 ? column : 21 + (column - 21 + subject * 10) % (kImages - 20);
}

std::uint8_t TinyNsd::pixel(int nsdId, int row, int column, int channel) {
  return static_cast<std::uint8_t>((nsdId * 3 + row * 11 + column * 7 + channel * 50) % 256);
}

void TinyNsd::writeSession(int session, SessionLayout layout, int trials) const {
  fs::create_directories(betas());
  const Grid g = grid();
  std::vector<std::int16_t> values;
  for (int t = 0; t < trials; ++t)
    for (int z = 0; z < g.nz; ++z)
      for (int y = 0; y < g.ny; ++y)
        for (int x = 0; x < g.nx; ++x) values.push_back(stored(session, t, x, y, z));
  const std::string stem = sessionStem(session);
  if (layout == SessionLayout::Nifti)
    return writeNiftiSeries(betas() / (stem + ".nii.gz"), g, affine(), values, 4.0 / 3);
  const auto count = static_cast<hsize_t>(trials);
  const std::vector<hsize_t> dims{count, 3, 4, 5};
  std::vector<hsize_t> chunk;
  if (layout == SessionLayout::VoxelChunks) chunk = {count, 1, 1, 1};
  if (layout == SessionLayout::TrialChunks) chunk = {7, 3, 4, 5};
  if (layout == SessionLayout::DeflatedBlocks || layout == SessionLayout::MatlabUserBlock)
    chunk = {count, 2, 3, 2};
  const bool matlab = layout == SessionLayout::MatlabUserBlock;
  writeHdf5(betas() / (stem + (matlab ? ".mat" : ".hdf5")), "betas", H5T_NATIVE_INT16, dims, chunk,
            layout == SessionLayout::DeflatedBlocks, matlab ? 512 : 0, values.data());
}

void TinyNsd::writeDesign() const {
  fs::create_directories(experiment());
  mat_t* file = Mat_CreateVer((experiment() / "nsd_expdesign.mat").c_str(), nullptr, MAT_FT_MAT5);
  if (!file) throw std::runtime_error("cannot write the design");
  std::vector<double> ordering, shared;
  for (int t = 0; t < 1500; ++t) ordering.push_back(column(t));
  for (int i = 1; i <= 20; ++i) shared.push_back(i);
  std::vector<std::uint16_t> images;
  for (int i = 1; i <= kImagesOfSubject; ++i)
    for (int subject = 1; subject <= 8; ++subject)
      images.push_back(static_cast<std::uint16_t>(image73k(subject, i)));
  writeMatrix(file, "masterordering", MAT_C_DOUBLE, MAT_T_DOUBLE, 1, ordering.size(), ordering);
  writeMatrix(file, "subjectim", MAT_C_UINT16, MAT_T_UINT16, 8, kImagesOfSubject, images);
  writeMatrix(file, "sharedix", MAT_C_DOUBLE, MAT_T_DOUBLE, 1, shared.size(), shared);
  Mat_Close(file);
}

void TinyNsd::writeStimuli(bool deflated) const {
  fs::create_directories(stimuliFolder());
  std::vector<std::uint8_t> pixels;
  for (int image = 0; image < kImages; ++image)
    for (int row = 0; row < 6; ++row)
      for (int column = 0; column < 5; ++column)
        for (int channel = 0; channel < 3; ++channel) pixels.push_back(pixel(image, row, column, channel));
  writeHdf5(stimuliFolder() / "nsd_stimuli.hdf5", "imgBrick", H5T_NATIVE_UINT8, {kImages, 6, 5, 3},
            deflated ? std::vector<hsize_t>{16, 6, 5, 3} : std::vector<hsize_t>{}, deflated, 0,
            pixels.data());
}

void TinyNsd::writeStimulusInfo() const {
  fs::create_directories(experiment());
  std::string text = ",cocoId,cocoSplit,cropBox,loss,nsdId,flagged,shared1000\n";
  for (int i = 0; i < kImages; ++i)
    text += std::to_string(i) + "," + std::to_string(cocoId(i)) + (i % 2 ? ",val2017" : ",train2017") +
            ",\"(0, 0, 0.1671875, 0.1671875)\",0.1," + std::to_string(i) + ",False," +
            (i < 20 ? "True\n" : "False\n");
  writeFileAtomically(experiment() / "nsd_stim_info_merged.csv", text);
}

void TinyNsd::writeCaptions() const {
  const fs::path folder = stimuliFolder() / "annotations";
  fs::create_directories(folder);
  for (const int odd : {0, 1}) {
    std::string text =
        R"({"info": {"annotations": [1]}, "images": [{"id": 1, "caption": "no"}], "annotations": [)";
    for (int round = 1; round <= 2; ++round)
      for (int i = odd; i < 100; i += 2)
        text += R"({"image_id": )" + std::to_string(cocoId(i)) +
                R"(, "id": 5, "nested": {"caption": "not this"}, )" + R"("caption": "  picture )" +
                std::to_string(i) + " version " + std::to_string(round) + R"(\n"}, )";
    text += R"({"caption": "another", "image_id": 7, "id": 9}]})";
    writeFileAtomically(folder / (odd ? "captions_val2017.json" : "captions_train2017.json"), text);
  }
}

void TinyNsd::writeVolumes() const {
  const fs::path labels = m_root / "nsddata" / "freesurfer" / "subj01" / "label";
  for (const fs::path& folder : {functional() / "roi", labels, betas()}) fs::create_directories(folder);
  const auto write = [](const fs::path& path, NiftiType type, float (*value)(int)) {
    writeNifti(path, volumeOf(value), type);
  };
  write(functional() / "brainmask.nii.gz", NiftiType::Int16, [](int i) { return i > 2 ? 1.0F : 0.0F; });
  write(functional() / "T1_to_func1pt8mm.nii.gz", NiftiType::Int16,
        [](int i) { return 10.0F * static_cast<float>(i); });
  write(functional() / "mean.nii.gz", NiftiType::Float32, [](int i) { return 3.0F * static_cast<float>(i); });
  write(betas() / "ncsnr.nii.gz", NiftiType::Float32, [](int i) { return 0.01F * static_cast<float>(i); });
  write(functional() / "roi" / "prf-visualrois.nii.gz", NiftiType::Int16,
        [](int i) { return static_cast<float>(i % 9 - 1); });
  write(functional() / "roi" / "nsdgeneral.nii.gz", NiftiType::Int16,
        [](int i) { return i % 3 == 0 ? 1.0F : -1.0F; });
  write(functional() / "roi" / "lh.floc-faces.nii.gz", NiftiType::Int16,
        [](int i) { return i < 30 ? static_cast<float>(i % 3) : -1.0F; });
  write(functional() / "roi" / "rh.floc-faces.nii.gz", NiftiType::Int16,
        [](int i) { return i >= 30 && i < 58 ? static_cast<float>(i % 2) : -1.0F; });
  writeFileAtomically(labels / "prf-visualrois.mgz.ctab", "0 Unknown\n1  V1v 10 20 30 0\n2\tV1d\n\n3 mine\n");
}

void TinyNsd::writeAll() const {
  writeSession(1, SessionLayout::VoxelChunks);
  writeSession(2, SessionLayout::VoxelChunks);
  writeDesign();
  writeStimuli(false);
  writeStimulusInfo();
  writeCaptions();
  writeVolumes();
}

}  // namespace vxs::test
