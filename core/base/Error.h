#pragma once

#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace vxs {

/// The one exception family of Voxelscope. The message says what is wrong with which file or value; every layer that
/// knows more adds a line of context ("while reading session 12 of subj01"). Caught in two places only: the command
/// line's main and the window's task runner.
class Error : public std::exception {
 public:
  explicit Error(std::string message);
  /// Adds what was being done when the error passed by; innermost first.
  void addContext(std::string context);
  const std::string& message() const { return m_message; }
  const std::vector<std::string>& context() const { return m_context; }
  /// "message (while inner; while outer)".
  const char* what() const noexcept override { return m_what.c_str(); }

 private:
  std::string m_message;
  std::vector<std::string> m_context;
  std::string m_what;
};

/// The person asked for something that makes no sense (unknown option value, missing argument). Exit status 2.
class UsageError : public Error {
 public:
  using Error::Error;
};

/// Long work was stopped on request; not an Error, so that nobody reports it as one. Exit status 130.
class Cancelled : public std::exception {
 public:
  const char* what() const noexcept override { return "cancelled"; }
};

/// Runs `work`; an Error that leaves it gains the context `doing` (a phrase such as "reading betas_session03.hdf5").
template <class Work>
decltype(auto) withContext(const std::string& doing, Work&& work) {
  try {
    return std::forward<Work>(work)();
  } catch (Error& error) {
    error.addContext(doing);
    throw;
  }
}

}  // namespace vxs
