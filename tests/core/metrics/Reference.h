#pragma once

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

namespace vxs::test {

/// Numbers that numpy computed: tests/reference/metrics/make_metrics_reference.py.
inline nlohmann::json metricsReference() {
  std::ifstream stream(std::string(VXS_TEST_REFERENCE_DIR) + "/metrics/metrics.json");
  return nlohmann::json::parse(stream);
}

/// The same of make_maps_reference.py.
inline nlohmann::json mapsReference() {
  std::ifstream stream(std::string(VXS_TEST_REFERENCE_DIR) + "/metrics/maps.json");
  return nlohmann::json::parse(stream);
}

/// scipy's bootstrap intervals: make_interval_reference.py.
inline nlohmann::json intervalsReference() {
  std::ifstream stream(std::string(VXS_TEST_REFERENCE_DIR) + "/metrics/intervals.json");
  return nlohmann::json::parse(stream);
}

/// JSON's null stands for NaN.
inline std::vector<float> floatsOf(const nlohmann::json& array) {
  std::vector<float> values;
  for (const auto& value : array)
    values.push_back(value.is_null() ? std::numeric_limits<float>::quiet_NaN() : value.get<float>());
  return values;
}

/// The largest difference; infinite when one has a NaN where the other has a number, or the sizes differ.
inline double largestDifference(const std::vector<float>& a, const std::vector<float>& b) {
  if (a.size() != b.size()) return std::numeric_limits<double>::infinity();
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::isnan(a[i]) != std::isnan(b[i])) return std::numeric_limits<double>::infinity();
    if (!std::isnan(a[i])) largest = std::max(largest, std::abs(double{a[i]} - double{b[i]}));
  }
  return largest;
}

}  // namespace vxs::test
