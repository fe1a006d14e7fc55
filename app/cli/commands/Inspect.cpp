#include "app/cli/Checks.h"
#include "app/cli/Command.h"
#include "app/cli/Labels.h"
#include "app/cli/TextTable.h"
#include "core/volume/GridText.h"
#include "core/workflow/InspectDataset.h"

#include <nlohmann/json.hpp>

#include <ostream>
#include <set>

namespace vxs::cli {
namespace {

std::string gridText(const std::optional<Grid>& grid) {
  return grid ? sizeText(*grid) : "unknown";
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text.empty() ? "none" : text;
}

/// "1-38, 40" from ascending numbers.
std::string rangesText(const std::vector<int>& numbers) {
  std::string text;
  for (std::size_t first = 0; first < numbers.size();) {
    std::size_t last = first;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    text += (text.empty() ? "" : ", ") + std::to_string(numbers[first]);
    if (last > first) text += "-" + std::to_string(numbers[last]);
    first = last + 1;
  }
  return text.empty() ? "none" : text;
}

void printSubject(std::ostream& stream, const nsd::SubjectSummary& subject) {
  const std::set<std::string> formats(subject.sessionFormats.begin(), subject.sessionFormats.end());
  stream << "\nSubject " << subject.subject << '\n';
  printFields(stream, {{"  Grid", gridText(subject.grid)},
                       {"  Betas", joined(subject.betaVersions)},
                       {"  Sessions",
                        std::to_string(subject.sessions.size()) + " (" + rangesText(subject.sessions) + ")"},
                       {"  Formats", joined({formats.begin(), formats.end()})},
                       {"  Trials", std::to_string(subject.trialCount)},
                       {"  Images", std::to_string(subject.imageCount)}});
  if (!subject.rois.empty()) {
    stream << '\n';
    TextTable rois({"  ROI atlas", "labels"});
    for (const auto& [name, labels] : subject.rois) rois.add({"  " + name, std::to_string(labels)});
    rois.print(stream);
  }
  if (!subject.missing.empty()) stream << "\n  Missing for the whole workflow:\n";
  for (const std::string& path : subject.missing) stream << "    " << path << '\n';
}

nlohmann::ordered_json toJson(const nsd::SubjectSummary& subject) {
  nlohmann::ordered_json json;
  json["subject"] = subject.subject;
  json["grid"] = subject.grid ? nlohmann::ordered_json{subject.grid->nx, subject.grid->ny, subject.grid->nz}
                              : nlohmann::ordered_json();
  json["betas"] = subject.betaVersions;
  json["sessions"] = subject.sessions;
  json["sessionFormats"] = subject.sessionFormats;
  json["trials"] = subject.trialCount;
  json["images"] = subject.imageCount;
  json["rois"] = nlohmann::ordered_json::object();
  for (const auto& [name, labels] : subject.rois) json["rois"][name] = labels;
  json["missing"] = subject.missing;
  return json;
}

class InspectCommand : public Command {
 public:
  CLI::App* declare(CLI::App& parent, CommonOptions& options) override {
    CLI::App* app = parent.add_subcommand("inspect", "Say what a dataset's folder holds and what is missing");
    app->add_option("DATASET", m_params.dataset, "Folder in the layout of the Natural Scenes Dataset")
        ->required()
        ->type_name("DIR");
    app->add_option("--subject", m_params.subject, "This subject only (1 to 8)")
        ->type_name("N")
        ->check(between(1, 8));
    addJsonAndThreads(*app, options);
    app->footer(
        "Examples:\n"
        "  voxelscope-cli inspect /data/nsd\n"
        "  voxelscope-cli inspect /data/nsd --subject 1 --json");
    return app;
  }

  nlohmann::ordered_json run(Session& session) override {
    const workflow::InspectResult result = workflow::inspectDataset(m_params);
    if (result.subjects.empty())
      throw Error(result.root.string() +
                  " holds no subject in the layout of the Natural Scenes Dataset: there is no "
                  "nsddata/ppdata/subj01 or the like in it");
    std::ostream& tables = session.tables();
    if (result.synthetic) tables << honestyLine(true, false) << '\n';
    tables << "Dataset  " << result.root.string() << '\n';
    nlohmann::ordered_json json{{"command", "inspect"},
                                {"root", result.root.string()},
                                {"syntheticSubject", result.synthetic},
                                {"subjects", nlohmann::ordered_json::array()}};
    for (const nsd::SubjectSummary& subject : result.subjects) {
      printSubject(tables, subject);
      json["subjects"].push_back(toJson(subject));
    }
    return json;
  }

 private:
  workflow::InspectParams m_params;
};

}  // namespace

std::unique_ptr<Command> makeInspectCommand() {
  return std::make_unique<InspectCommand>();
}

}  // namespace vxs::cli
