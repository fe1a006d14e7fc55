#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace vxs {

/// What is wrong with a JSON file, for a person, after "FILE is damaged: ": where it stops being JSON, what
/// is not in it, or that something in it is of another kind.
inline std::string jsonProblem(const nlohmann::json::exception& error) {
  constexpr int kNotJson = 101, kNoSuchKey = 403;
  if (error.id == kNotJson)
    return "it is no JSON from byte " +
           std::to_string(static_cast<const nlohmann::json::parse_error&>(error).byte) + " on (cut off?)";
  const std::string said = error.what();  // "… key 'NAME' not found"
  const auto first = said.find('\''), last = said.rfind('\'');
  if (error.id == kNoSuchKey && first < last)
    return "it has no \"" + said.substr(first + 1, last - first - 1) + "\"";
  return "a value in it is of another kind than expected";
}

}  // namespace vxs
