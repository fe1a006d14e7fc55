#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace vxs::nsd {

/// Calls `row` for every record of comma-separated text (RFC 4180: quoted fields may hold commas, line ends
/// and doubled quotes; LF or CRLF; a last line without line end counts, an empty line does not). `line` is
/// the 1-based line on which the record begins. Throws Error naming the line for an unclosed quote and for
/// text behind a closing one.
void forEachCsvRow(std::string_view text,
                   const std::function<void(std::size_t line, const std::vector<std::string>& fields)>& row);

}  // namespace vxs::nsd
