#include "core/nsd/BetaSession.h"

#include "core/base/Error.h"
#include "core/nsd/Hdf5Reader.h"
#include "core/nsd/Trial.h"
#include "core/volume/GridText.h"
#include "core/volume/Nifti.h"

#include <algorithm>
#include <array>

namespace vxs::nsd {
namespace {

constexpr float kBetaScale = 300.0F;
constexpr std::size_t kTrials = kTrialsPerSession;
constexpr std::size_t kBufferBytes = std::size_t{64} << 20;

void checkShape(const std::filesystem::path& path, const Grid& grid, std::int64_t trials, const Mask& mask) {
  if (trials != kTrialsPerSession)
    throw Error("cannot read " + path.string() + ": it holds " + std::to_string(trials) +
                " trials, but every session of NSD has " + std::to_string(kTrialsPerSession));
  if (grid != mask.grid)
    throw Error("cannot read " + path.string() + ": its grid is " + sizeText(grid) + ", but the mask's is " +
                sizeText(mask.grid));
  for (std::size_t k = 0; k < mask.size(); ++k)
    if (mask.voxels[k] >= grid.voxelCount() || (k > 0 && mask.voxels[k] <= mask.voxels[k - 1]))
      throw Error("the mask's voxels are not ascending indices into its own grid");
}

Hdf5Dataset openBetas(const std::filesystem::path& path) {
  Hdf5Dataset dataset(path, "betas");
  if (dataset.dims().size() != 4)
    throw Error("cannot read " + path.string() + ": 'betas' has " + std::to_string(dataset.dims().size()) +
                " dimensions, expected 4 (trial, z, y, x)");
  for (const hsize_t extent : dataset.dims())
    if (extent < 1 || extent > 1'000'000)
      throw Error("cannot read " + path.string() + ": 'betas' has an absurd size");
  if (!dataset.isInteger(2, true))
    throw Error("cannot read " + path.string() + ": 'betas' is not of type int16");
  return dataset;
}

Grid gridOf(const Hdf5Dataset& dataset) {
  const auto& dims = dataset.dims();
  return {static_cast<int>(dims[3]), static_cast<int>(dims[2]), static_cast<int>(dims[1])};
}

/// Copies a mask out of boxes of all trials.
class BoxReader {
 public:
  BoxReader(const Hdf5Dataset& dataset, const Mask& mask, std::vector<float>& betas)
      : m_dataset(dataset), m_mask(mask), m_betas(betas) {}

  /// Reads the smallest box around the mask's voxels [first, last) and takes them from it.
  void readBox(std::size_t first, std::size_t last) {
    std::array<int, 3> low = m_mask.grid.position(m_mask.voxels[first]), high = low;
    for (std::size_t k = first; k < last; ++k) {
      const std::array<int, 3> at = m_mask.grid.position(m_mask.voxels[k]);
      for (std::size_t d = 0; d < 3; ++d) {
        low[d] = std::min(low[d], at[d]);
        high[d] = std::max(high[d], at[d]);
      }
    }
    const auto extent = [&](std::size_t d) { return static_cast<hsize_t>(high[d] - low[d] + 1); };
    const auto start = [&](std::size_t d) { return static_cast<hsize_t>(low[d]); };
    const std::size_t boxVoxels = extent(0) * extent(1) * extent(2);
    m_buffer.resize(kTrials * boxVoxels);
    m_dataset.read(H5T_NATIVE_SHORT, {0, start(2), start(1), start(0)},
                   {kTrials, extent(2), extent(1), extent(0)}, m_buffer.data());
    takeFrom(first, last, low, extent(0), extent(1), boxVoxels);
  }

 private:
  void takeFrom(std::size_t first, std::size_t last, const std::array<int, 3>& low, std::size_t width,
                std::size_t height, std::size_t boxVoxels) {
    m_offsets.clear();
    for (std::size_t k = first; k < last; ++k) {
      const std::array<int, 3> at = m_mask.grid.position(m_mask.voxels[k]);
      m_offsets.push_back(static_cast<std::size_t>(at[0] - low[0]) +
                          width * (static_cast<std::size_t>(at[1] - low[1]) +
                                   height * static_cast<std::size_t>(at[2] - low[2])));
    }
    for (std::size_t trial = 0; trial < kTrials; ++trial) {
      const short* from = m_buffer.data() + trial * boxVoxels;
      float* to = m_betas.data() + trial * m_mask.size() + first;
      for (std::size_t i = 0; i < m_offsets.size(); ++i)
        to[i] = static_cast<float>(from[m_offsets[i]]) / kBetaScale;
    }
  }

  const Hdf5Dataset& m_dataset;
  const Mask& m_mask;
  std::vector<float>& m_betas;
  std::vector<short> m_buffer;
  std::vector<std::size_t> m_offsets;
};

/// NSD's own chunks hold one voxel each: whatever box is read costs its voxels. Dense stretches of a plane
/// are read as one box; a sparse plane row by row.
void readVoxelChunks(const Hdf5Dataset& dataset, const Mask& mask, std::vector<float>& betas,
                     Progress& progress) {
  BoxReader reader(dataset, mask, betas);
  const auto nx = static_cast<std::uint32_t>(mask.grid.nx),
             plane = nx * static_cast<std::uint32_t>(mask.grid.ny);
  const auto& voxels = mask.voxels;
  for (std::size_t first = 0; first < voxels.size();) {
    progress.throwIfCancelled();
    std::size_t last = first;
    std::uint32_t left = nx, right = 0;
    while (last < voxels.size() && voxels[last] / plane == voxels[first] / plane) {
      left = std::min(left, voxels[last] % nx);
      right = std::max(right, voxels[last++] % nx);
    }
    const std::size_t rows = voxels[last - 1] / nx - voxels[first] / nx + 1;
    if (2 * (last - first) >= rows * (right - left + 1)) {
      reader.readBox(first, last);
    } else {
      for (std::size_t run = first; run < last;) {  // neighbours in x
        std::size_t end = run + 1;
        while (end < last && voxels[end] == voxels[end - 1] + 1 && voxels[end] / nx == voxels[run] / nx)
          ++end;
        reader.readBox(run, end);
        run = end;
      }
    }
    first = last;
  }
}

/// Other chunks that span all trials: slabs as thick as a chunk, where the memory allows.
void readSlabs(const Hdf5Dataset& dataset, const Mask& mask, std::vector<float>& betas, Progress& progress) {
  BoxReader reader(dataset, mask, betas);
  const auto plane = static_cast<std::size_t>(mask.grid.nx) * static_cast<std::size_t>(mask.grid.ny);
  const std::size_t most = std::max<std::size_t>(1, kBufferBytes / (plane * kTrials * sizeof(short)));
  const std::size_t thickness = std::clamp<std::size_t>(dataset.chunk()[1], 1, most);
  for (std::size_t first = 0; first < mask.size();) {
    progress.throwIfCancelled();
    const std::size_t slab = mask.voxels[first] / plane / thickness;
    std::size_t last = first;
    while (last < mask.size() && mask.voxels[last] / plane / thickness == slab) ++last;
    reader.readBox(first, last);
    first = last;
  }
}

/// Contiguous data, or chunks of a few trials: blocks of whole trials.
void readTrialBlocks(const Hdf5Dataset& dataset, const Mask& mask, std::vector<float>& betas,
                     Progress& progress) {
  const std::size_t frame = mask.grid.voxelCount();
  const std::size_t most = std::max<std::size_t>(1, kBufferBytes / (frame * sizeof(short)));
  const std::size_t wanted = dataset.chunk().empty() ? 8 : dataset.chunk()[0];
  const std::size_t block = std::min(most, std::min(wanted, kTrials));
  std::vector<short> buffer(block * frame);
  for (std::size_t trial = 0; trial < kTrials; trial += block) {
    progress.throwIfCancelled();
    const std::size_t count = std::min(block, kTrials - trial);
    const auto& dims = dataset.dims();
    dataset.read(H5T_NATIVE_SHORT, {trial, 0, 0, 0}, {count, dims[1], dims[2], dims[3]}, buffer.data());
    for (std::size_t t = 0; t < count; ++t)
      for (std::size_t k = 0; k < mask.size(); ++k)
        betas[(trial + t) * mask.size() + k] =
            static_cast<float>(buffer[t * frame + mask.voxels[k]]) / kBetaScale;
  }
}

std::vector<float> readHdf5(const std::filesystem::path& path, const Mask& mask, Progress& progress) {
  const Hdf5Dataset dataset = openBetas(path);
  checkShape(path, gridOf(dataset), static_cast<std::int64_t>(dataset.dims()[0]), mask);
  std::vector<float> betas(kTrials * mask.size());
  const auto& chunk = dataset.chunk();
  if (chunk.empty() || chunk[0] < kTrials)
    readTrialBlocks(dataset, mask, betas, progress);
  else if (chunk[1] * chunk[2] * chunk[3] == 1)
    readVoxelChunks(dataset, mask, betas, progress);
  else
    readSlabs(dataset, mask, betas, progress);
  return betas;
}

std::vector<float> readNiftiSession(const std::filesystem::path& path, const Mask& mask, Progress& progress) {
  const NiftiInfo info = inspectNifti(path);
  checkShape(path, info.grid, info.frames, mask);
  if (info.datatype != "int16" || info.scaleSlope != 1 || info.scaleIntercept != 0)
    throw Error("cannot read " + path.string() + ": betas must be unscaled int16, but these are " +
                info.datatype + " with slope " + std::to_string(info.scaleSlope));
  std::vector<float> betas(kTrials * mask.size());
  forEachNiftiFrame(path, [&](std::int64_t frame, const std::vector<float>& values) {
    progress.throwIfCancelled();
    float* to = betas.data() + static_cast<std::size_t>(frame) * mask.size();
    for (std::size_t k = 0; k < mask.size(); ++k) to[k] = values[mask.voxels[k]] / kBetaScale;
  });
  return betas;
}

}  // namespace

std::vector<float> readBetaSession(const SessionFile& file, const Mask& mask, Progress& progress) {
  progress.throwIfCancelled();
  return file.format == "nifti" ? readNiftiSession(file.path, mask, progress)
                                : readHdf5(file.path, mask, progress);
}

Grid sessionGrid(const SessionFile& file) {
  return file.format == "nifti" ? inspectNifti(file.path).grid : gridOf(openBetas(file.path));
}

}  // namespace vxs::nsd
