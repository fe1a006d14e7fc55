#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/nsd/write/NsdWriters.h"

#include <matio.h>
#include <nlohmann/json.hpp>

#include <sstream>

namespace vxs::nsd {
namespace {

/// A double matrix, column-major as MATLAB has it.
void writeMatrix(mat_t* file, const char* name, std::size_t rows, std::size_t columns,
                 std::vector<double>& values) {
  std::size_t dims[] = {rows, columns};
  matvar_t* variable =
      Mat_VarCreate(name, MAT_C_DOUBLE, MAT_T_DOUBLE, 2, dims, values.data(), MAT_F_DONT_COPY_DATA);
  const int status = variable ? Mat_VarWrite(file, variable, MAT_COMPRESSION_ZLIB) : 1;
  Mat_VarFree(variable);
  if (status != 0) throw Error(std::string("matio could not write ") + name);
}

std::vector<double> columnMajor(const std::vector<std::vector<double>>& rows) {
  std::vector<double> values(rows.size() * rows.front().size());
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (std::size_t c = 0; c < rows[r].size(); ++c) values[c * rows.size() + r] = rows[r][c];
  return values;
}

/// Which 4-s slots of each run hold a stimulus: 75 slots, the first 3 and last 4 blank, and blanks spread
/// between so that odd runs show 63 and even runs 62 (NSD shows 750 a session).
std::vector<double> stimulusPattern(std::size_t sessions) {
  constexpr std::size_t kRuns = 12, kSlots = 75;
  std::vector<double> pattern(sessions * kRuns * kSlots);
  for (std::size_t run = 0; run < kRuns; ++run) {
    const std::size_t stimuli = run % 2 ? 62 : 63, usable = kSlots - 7, blanks = usable - stimuli;
    for (std::size_t slot = 0; slot < usable; ++slot) {
      const bool blank = (slot + 1) * blanks / usable != slot * blanks / usable;
      for (std::size_t s = 0; s < sessions; ++s)
        pattern[s + sessions * (run + kRuns * (slot + 3))] = blank ? 0.0 : 1.0;
    }
  }
  return pattern;
}

}  // namespace

void writeDesign(const std::filesystem::path& target, const DesignTables& tables) {
  withContext("writing " + target.string(), [&] {
    writeAtomically(target, [&](const std::filesystem::path& path) {
      mat_t* file = Mat_CreateVer(path.c_str(), nullptr, MAT_FT_MAT5);
      if (!file) throw Error("cannot create the file");
      try {
        std::vector<double> ordering = tables.masterOrdering, shared = tables.shared;
        std::vector<double> images = columnMajor(tables.subjectImages);
        writeMatrix(file, "masterordering", 1, ordering.size(), ordering);
        writeMatrix(file, "subjectim", tables.subjectImages.size(), tables.subjectImages.front().size(),
                    images);
        writeMatrix(file, "sharedix", 1, shared.size(), shared);
        std::vector<double> counts;
        for (const auto& session : tables.repeatCounts)
          counts.insert(counts.end(), session.begin(), session.end());
        writeMatrix(file, "basiccnt", 3, tables.repeatCounts.size(), counts);
        std::vector<double> pattern = stimulusPattern(tables.repeatCounts.size());
        std::size_t dims[] = {tables.repeatCounts.size(), 12, 75};
        matvar_t* variable = Mat_VarCreate("stimpattern", MAT_C_DOUBLE, MAT_T_DOUBLE, 3, dims, pattern.data(),
                                           MAT_F_DONT_COPY_DATA);
        if (variable) Mat_VarWrite(file, variable, MAT_COMPRESSION_ZLIB);
        Mat_VarFree(variable);
      } catch (...) {
        Mat_Close(file);
        throw;
      }
      Mat_Close(file);
    });
  });
}

void writeStimulusInfo(const std::filesystem::path& file, const std::vector<StimulusRow>& rows) {
  std::ostringstream text;
  text << ",cocoId,cocoSplit,cropBox,loss,nsdId,flagged,BOLD5000,shared1000";
  for (int s = 1; s <= 8; ++s) text << ",subject" << s;
  for (int s = 1; s <= 8; ++s)
    for (int r = 0; r < 3; ++r) text << ",subject" << s << "_rep" << r;
  text << '\n';
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const StimulusRow& row = rows[i];
    text << i << ',' << row.cocoId << ',' << row.cocoSplit << ",\"(0, 0, 0, 0)\",0," << i << ",False,False,"
         << (row.shared ? "True" : "False") << ",1";
    for (int s = 2; s <= 8; ++s) text << ",0";
    for (const int trial : row.subject1Trials) text << ',' << trial;
    for (int k = 3; k < 24; ++k) text << ",0";
    text << '\n';
  }
  writeFileAtomically(file, text.str());
}

void writeCocoCaptions(const std::filesystem::path& file, const std::vector<std::int64_t>& cocoIds,
                       const std::vector<std::vector<std::string>>& captions, const std::string& note) {
  nlohmann::json images = nlohmann::json::array(), annotations = nlohmann::json::array();
  for (std::size_t i = 0; i < cocoIds.size(); ++i) {
    images.push_back({{"id", cocoIds[i]},
                      {"width", 425},
                      {"height", 425},
                      {"file_name", std::to_string(cocoIds[i]) + ".png"}});
    for (const std::string& caption : captions[i])
      annotations.push_back({{"image_id", cocoIds[i]}, {"id", annotations.size() + 1}, {"caption", caption}});
  }
  const nlohmann::json document = {{"info", {{"description", note}}},
                                   {"licenses", nlohmann::json::array()},
                                   {"images", images},
                                   {"annotations", annotations}};
  writeFileAtomically(file, document.dump());
}

}  // namespace vxs::nsd
