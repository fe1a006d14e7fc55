#include "core/nsd/ExperimentDesign.h"

#include "core/base/Error.h"

#include <matio.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace vxs::nsd {
namespace {

constexpr std::size_t kMaxElements = 50'000'000;

struct MatCloser {
  void operator()(mat_t* file) const { Mat_Close(file); }
  void operator()(matvar_t* variable) const { Mat_VarFree(variable); }
};
using MatFile = std::unique_ptr<mat_t, MatCloser>;
using MatVariable = std::unique_ptr<matvar_t, MatCloser>;

/// A numeric matrix, column-major as MATLAB stores it.
struct Matrix {
  std::size_t rows = 0, columns = 0;
  std::vector<std::int32_t> values;
};

std::size_t elementCount(const matvar_t& variable, const std::string& name) {
  if (variable.rank != 2 || !variable.dims) throw Error("'" + name + "' is not a matrix");
  const std::size_t rows = variable.dims[0], columns = variable.dims[1];
  if (rows == 0 || columns == 0) throw Error("'" + name + "' is empty");
  if (columns > kMaxElements / rows) throw Error("'" + name + "' declares an absurd size");
  return rows * columns;
}

template <class Stored>
std::vector<std::int32_t> positiveIntegers(const matvar_t& variable, std::size_t count,
                                           const std::string& name) {
  if (!variable.data || variable.nbytes < count * sizeof(Stored) || variable.data_size != sizeof(Stored))
    throw Error("'" + name + "' is cut off");
  const auto* stored = static_cast<const Stored*>(variable.data);
  std::vector<std::int32_t> values(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto value = static_cast<double>(stored[i]);
    if (!(value >= 1) || value > std::numeric_limits<std::int32_t>::max() || value != std::floor(value))
      throw Error("'" + name + "' holds " + std::to_string(value) + ", expected whole numbers from 1");
    values[i] = static_cast<std::int32_t>(value);
  }
  return values;
}

std::vector<std::int32_t> convert(const matvar_t& variable, std::size_t count, const std::string& name) {
  if (variable.isComplex) throw Error("'" + name + "' is complex");
  switch (variable.class_type) {
    case MAT_C_DOUBLE:
      return positiveIntegers<double>(variable, count, name);
    case MAT_C_SINGLE:
      return positiveIntegers<float>(variable, count, name);
    case MAT_C_INT8:
      return positiveIntegers<std::int8_t>(variable, count, name);
    case MAT_C_UINT8:
      return positiveIntegers<std::uint8_t>(variable, count, name);
    case MAT_C_INT16:
      return positiveIntegers<std::int16_t>(variable, count, name);
    case MAT_C_UINT16:
      return positiveIntegers<std::uint16_t>(variable, count, name);
    case MAT_C_INT32:
      return positiveIntegers<std::int32_t>(variable, count, name);
    case MAT_C_UINT32:
      return positiveIntegers<std::uint32_t>(variable, count, name);
    case MAT_C_INT64:
      return positiveIntegers<std::int64_t>(variable, count, name);
    case MAT_C_UINT64:
      return positiveIntegers<std::uint64_t>(variable, count, name);
    default:
      throw Error("'" + name + "' is not numeric");
  }
}

/// An empty matrix when the variable is missing and not required. Sizes are looked at before data are taken.
Matrix readMatrix(mat_t* file, const std::string& name, bool required) {
  const MatVariable declared(Mat_VarReadInfo(file, name.c_str()));
  if (!declared) {
    if (required) throw Error("it has no variable '" + name + "'");
    return {};
  }
  const std::size_t count = elementCount(*declared, name);
  const MatVariable variable(Mat_VarRead(file, name.c_str()));
  if (!variable || elementCount(*variable, name) != count) throw Error("'" + name + "' cannot be read");
  return {variable->dims[0], variable->dims[1], convert(*variable, count, name)};
}

ExperimentDesign interpret(mat_t* file) {
  ExperimentDesign design;
  design.masterOrdering = readMatrix(file, "masterordering", true).values;
  design.sharedImages = readMatrix(file, "sharedix", false).values;
  const Matrix images = readMatrix(file, "subjectim", true);
  design.subjectImages.resize(images.rows);
  for (std::size_t row = 0; row < images.rows; ++row)
    for (std::size_t column = 0; column < images.columns; ++column)
      design.subjectImages[row].push_back(images.values[row + images.rows * column]);
  const std::int32_t largest = *std::max_element(design.masterOrdering.begin(), design.masterOrdering.end());
  if (static_cast<std::size_t>(largest) > images.columns)
    throw Error("'masterordering' names image " + std::to_string(largest) + ", but 'subjectim' has only " +
                std::to_string(images.columns));
  return design;
}

}  // namespace

std::vector<Trial> ExperimentDesign::trials(int subject) const {
  if (subject < 1 || static_cast<std::size_t>(subject) > subjectImages.size())
    throw Error("the experiment's design has no subject " + std::to_string(subject));
  const std::vector<std::int32_t>& images = subjectImages[static_cast<std::size_t>(subject - 1)];
  const std::unordered_set<std::int32_t> shared(sharedImages.begin(), sharedImages.end());
  std::unordered_map<std::int32_t, int> seen;
  std::vector<Trial> trials;
  trials.reserve(masterOrdering.size());
  for (std::size_t t = 0; t < masterOrdering.size(); ++t) {
    const std::int32_t column = masterOrdering[t], image = images[static_cast<std::size_t>(column - 1)];
    Trial trial;
    trial.number = static_cast<int>(t) + 1;
    trial.session = static_cast<int>(t) / kTrialsPerSession + 1;
    trial.indexInSession = static_cast<int>(t) % kTrialsPerSession;
    trial.nsdId = image - 1;
    trial.repeat = seen[image]++;
    trial.shared = shared.empty() ? column <= 1000 : shared.count(image) > 0;
    trials.push_back(trial);
  }
  return trials;
}

ExperimentDesign readExperimentDesign(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored))
    throw Error("cannot read " + path.string() + ": no such file");
  try {
    const MatFile file(Mat_Open(path.c_str(), MAT_ACC_RDONLY));
    if (!file) throw Error("it is not a MATLAB file");
    return interpret(file.get());
  } catch (const Error& error) {
    throw Error("cannot read " + path.string() + ": " + error.message());
  }
}

}  // namespace vxs::nsd
