#pragma once

#include <CLI/CLI.hpp>

#include <cmath>
#include <string>
#include <vector>

namespace vxs::cli {

// CLI11's checks without their descriptions: the help texts say in words what may be given.

inline CLI::Validator oneOf(const std::vector<std::string>& words) {
  return CLI::IsMember(words).description("");
}

template <class Number>
CLI::Validator between(Number low, Number high) {
  return CLI::Range(low, high).description("");
}

/// A finite number for which `holds` is true; the message is the text and `demand`.
inline CLI::Validator number(bool (*holds)(double), const std::string& demand) {
  return CLI::Validator(
      [holds, demand](const std::string& text) {
        double value = 0;
        const bool isNumber = CLI::detail::lexical_cast(text, value) && std::isfinite(value);
        return isNumber && holds(value) ? std::string() : "'" + text + "' " + demand;
      },
      "");
}

inline CLI::Validator positive() {
  return number([](double value) { return value > 0; }, "must be a positive number");
}

inline CLI::Validator notNegative() {
  return number([](double value) { return value >= 0; }, "must be a number that is not negative");
}

}  // namespace vxs::cli
