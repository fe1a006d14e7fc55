#include "app/cli/Checks.h"
#include "app/cli/Command.h"
#include "app/cli/Labels.h"
#include "app/cli/TextTable.h"
#include "app/cli/TrainReporter.h"
#include "core/base/AtomicFile.h"
#include "core/workflow/Neural.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <optional>
#include <ostream>

namespace vxs::cli {
namespace {

using Json = nlohmann::ordered_json;

/// One line of the table. Ridge chooses its own penalties, so it has one line whatever the list says.
struct Cell {
  std::string head, penalty;
  std::string name() const { return head + "-" + penalty; }
};

std::vector<Cell> grid(const std::vector<std::string>& heads, const std::vector<std::string>& penalties) {
  std::vector<Cell> cells;
  for (const std::string& head : heads) {
    if (head == "ridge") {
      cells.push_back({head, "gcv"});
      continue;
    }
    for (const std::string& penalty : penalties) cells.push_back({head, penalty});
  }
  return cells;
}

const std::vector<std::string> kColumns{"head",     "penalty", "parameters", "accuracy",
                                        "median r", "ceiling", "voxels",     "time"};

std::vector<std::string> rowOf(const Json& cell) {
  const Json& accuracy = cell["accuracy"];
  const auto number = [](const Json& value) {
    return value.is_number() ? value.get<double>() : std::nan("");
  };
  return {cell["head"],
          cell["penalty"],
          std::to_string(cell["parameters"].get<std::int64_t>()),
          percentText(number(accuracy["headline"])),
          numberText(number(accuracy["medianR"])),
          percentText(number(accuracy["medianCeiling"])),
          std::to_string(accuracy["voxelsUsed"].get<std::int64_t>()),
          durationText(cell["seconds"].get<double>())};
}

/// A cell's headline as the other tables state it; "" where there is none.
std::string headlineText(const Json& cell) {
  const Json& headline = cell["accuracy"]["headline"];
  return headline.is_number() ? percentText(headline.get<double>()) : std::string();
}

/// The report's Table 1: a line a penalty, a column a head, with the accuracy. Ridge, whose penalty is
/// its own, has a line of its own.
std::vector<std::vector<std::string>> tableOne(const Json& results) {
  std::vector<std::string> heads, penalties;
  std::map<std::pair<std::string, std::string>, std::string> accuracy;
  const auto note = [](std::vector<std::string>& names, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (const Json& result : results) {
    note(heads, result["head"]);
    note(penalties, result["penalty"]);
    accuracy[{result["penalty"], result["head"]}] = headlineText(result);
  }
  std::vector<std::vector<std::string>> rows{{"penalty"}};
  rows.front().insert(rows.front().end(), heads.begin(), heads.end());
  for (const std::string& penalty : penalties) {
    rows.push_back({penalty});
    for (const std::string& head : heads) rows.back().push_back(accuracy[{penalty, head}]);
  }
  return rows;
}

Json finished(const std::vector<Json>& records) {
  Json results = Json::array();
  for (const Json& record : records)
    if (!record.is_null()) results.push_back(record);
  return results;
}

std::string separated(const std::vector<std::string>& cells, const std::string& separator) {
  return fmt::format("{}", fmt::join(cells, separator));
}

std::string markdownRow(const std::vector<std::string>& cells) {
  return "| " + separated(cells, " | ") + " |\n";
}

/// What the numbers belong to, above the Markdown table and as a comment above the TSV.
std::string caption(const Json& results, const std::string& metric, std::size_t cells) {
  const Json& first = results.front();
  const std::string honesty =
      honestyLine(first["syntheticSubject"], first["demoEncoder"], first["shuffledControl"]);
  const Json& how = first["settings"];
  const int epochs = how["epochs"].get<int>();
  const std::string made = fmt::format(
      "{} {} of batches of {} at learning rate {:g}, {} loss, penalty weight {:g}, {} split, seed {}{}",
      epochs, epochs == 1 ? "epoch" : "epochs", how["batch"].get<int>(), how["learningRate"].get<double>(),
      how["loss"].get<std::string>(), how["penaltyWeight"].get<double>(), how["split"].get<std::string>(),
      how["seed"].get<std::uint64_t>(),
      how.contains("readout") ? ", " + how["readout"].get<std::string>() + " readout of mlp and siren" : "");
  const std::string part =
      results.size() < cells ? fmt::format(". UNFINISHED: {} of {} combinations", results.size(), cells) : "";
  return fmt::format("Subject {}, mask {}, {} features of {}, preset {}, {} test images; {}{}{}",
                     first["subject"].get<int>(), first["mask"].get<std::string>(),
                     first["features"].get<std::string>(), first["encoder"].get<std::string>(), metric,
                     first["testImages"].get<std::int64_t>(), made, part,
                     honesty.empty() ? "" : ". " + honesty);
}

/// What each head took so far, to say how long the rest of the table takes.
class HeadTimes {
 public:
  void add(const std::string& head, double seconds) {
    m_times[head].first += seconds;
    ++m_times[head].second;
  }
  /// The mean of a head's; nothing while it has none.
  std::optional<double> of(const std::string& head) const {
    const auto found = m_times.find(head);
    if (found == m_times.end()) return std::nullopt;
    return found->second.first / found->second.second;
  }

 private:
  std::map<std::string, std::pair<double, int>> m_times;  ///< sum and number
};

class SweepCommand : public Command {
 public:
  CLI::App* declare(CLI::App& parent, CommonOptions& options) override;
  bool neural() const override { return true; }
  Json run(Session& session) override;

 private:
  void declareTraining(CLI::App& app);
  workflow::TrainParams paramsOf(const Session& session, const Cell& cell) const;
  Json settingsOf(const workflow::TrainParams& params) const;
  /// What an earlier sweep with the same settings wrote; null where none did.
  Json kept(const Session& session, const Cell& cell) const;
  Json make(Session& session, const Cell& cell) const;
  /// That cell `at` begins, and how long those after it take that have no record: "secondsAfter" for the
  /// heads that were timed (null: none), "untimedAfter" the heads of the others.
  Json cellEvent(const std::vector<Cell>& cells, const std::vector<Json>& records, std::size_t at,
                 const HeadTimes& times) const;
  void writeTables(const Json& results) const;

  workflow::TrainParams m_params;
  std::vector<std::string> m_heads{"mlp", "siren", "cnn", "ridge"};
  std::vector<std::string> m_penalties{"none", "l1", "l2"};
  std::string m_metric = "report", m_mask;
  std::filesystem::path m_out;
};

void SweepCommand::declareTraining(CLI::App& app) {
  app.add_option("--loss", m_params.loss, "mse, l1 or smooth-l1")
      ->check(oneOf({"mse", "l1", "smooth-l1"}))
      ->capture_default_str()
      ->type_name("LOSS");
  app.add_option("--penalty-weight", m_params.penaltyWeight, "Factor of the penalty")
      ->check(notNegative())
      ->capture_default_str()
      ->type_name("X");
  app.add_option("--epochs", m_params.epochs, "Passes through the training images")
      ->check(between(1, 1000000))
      ->capture_default_str()
      ->type_name("N");
  app.add_option("--batch", m_params.batchSize, "Trials a step")
      ->check(between(1, 1000000))
      ->capture_default_str()
      ->type_name("N");
  app.add_option("--lr", m_params.learningRate, "Learning rate")
      ->check(positive())
      ->capture_default_str()
      ->type_name("X");
  app.add_option("--split", m_params.split, "shared or random, as for train")
      ->check(oneOf({"shared", "random"}))
      ->capture_default_str()
      ->type_name("SPLIT");
  app.add_option("--readout", m_params.readout, "How queries of mlp and siren become voxels, as for train")
      ->check(oneOf({"joined", "dense"}))
      ->capture_default_str()
      ->type_name("READOUT");
  app.add_option("--features", m_params.features, "Which feature cache: multimodal or image")
      ->check(oneOf({"multimodal", "image"}))
      ->capture_default_str()
      ->type_name("FEATURES");
}

CLI::App* SweepCommand::declare(CLI::App& parent, CommonOptions& options) {
  CLI::App* app = parent.add_subcommand("sweep", "Train and judge every combination of heads and penalties");
  app->add_option("STORE", m_params.store, "Store with features")->required()->type_name("DIR");
  app->add_option("--heads", m_heads, "Of mlp, siren, cnn, ridge; separated by commas")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(oneOf({"mlp", "siren", "cnn", "ridge"}))
      ->capture_default_str()
      ->type_name("LIST");
  app->add_option("--penalties", m_penalties, "Of none, l1, l2; ridge chooses its own")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(oneOf({"none", "l1", "l2"}))
      ->capture_default_str()
      ->type_name("LIST");
  declareTraining(*app);
  app->add_option("--metric", m_metric, "report, vision or algonauts")
      ->check(oneOf({"report", "vision", "algonauts"}))
      ->capture_default_str()
      ->type_name("METRIC");
  app->add_option("--mask", m_mask, "Judge these voxels only: an atlas of the store or a NIfTI file")
      ->type_name("MASK");
  app->add_option("--out", m_out,
                  "Folder for the runs, table1.tsv (penalties x heads), table.tsv and table.md")
      ->required()
      ->type_name("DIR");
  addSeed(*app, options);
  addDevice(*app, options);
  addJsonAndThreads(*app, options);
  app->footer(
      "Combinations that are finished are not trained again, so an interrupted sweep goes on.\n\nExamples:\n"
      "  voxelscope-cli sweep store --heads mlp,siren,cnn,ridge --penalties none,l1,l2 --out table1\n"
      "  voxelscope-cli sweep store --heads ridge,mlp --penalties l2 --mask nsdgeneral --out quick");
  return app;
}

workflow::TrainParams SweepCommand::paramsOf(const Session& session, const Cell& cell) const {
  workflow::TrainParams params = m_params;
  params.out = m_out / cell.name();
  params.head = cell.head;
  if (cell.head != "ridge") params.penalty = cell.penalty;
  if (cell.head != "mlp" && cell.head != "siren") params.readout = workflow::TrainParams().readout;
  params.seed = session.options.seed;
  params.device = session.options.device;
  return params;
}

Json SweepCommand::settingsOf(const workflow::TrainParams& params) const {
  Json settings{{"store", params.store.string()},
                {"loss", params.loss},
                {"penaltyWeight", params.penaltyWeight},
                {"epochs", params.epochs},
                {"batch", params.batchSize},
                {"learningRate", params.learningRate},
                {"split", params.split},
                {"features", params.features},
                {"seed", params.seed},
                {"metric", m_metric},
                {"mask", m_mask}};
  // of the whole table, its other heads too; tables of before there was a choice are joined
  if (m_params.readout != workflow::TrainParams().readout) settings["readout"] = m_params.readout;
  return settings;
}

Json SweepCommand::kept(const Session& session, const Cell& cell) const {
  const std::filesystem::path file = m_out / (cell.name() + ".json");
  if (!std::filesystem::exists(file)) return {};
  const Json record = Json::parse(readFile(file), nullptr, false);
  const bool same =
      record.is_object() && record.value("settings", Json()) == settingsOf(paramsOf(session, cell));
  return same ? record : Json();
}

/// Trains and judges one combination.
Json SweepCommand::make(Session& session, const Cell& cell) const {
  workflow::TrainParams params = paramsOf(session, cell);
  const Json settings = settingsOf(params);
  session.progress().note("-- " + cell.head + ", penalty " + cell.penalty);
  params.resume = std::filesystem::exists(params.out / "run.json");
  const workflow::TrainResult trained =
      session.neural().train(params, session.progress(), trainReporter(session));
  workflow::EvaluateParams judge;
  judge.run = params.out;
  judge.metric = m_metric;
  judge.mask = m_mask;
  const workflow::EvaluateResult judged = session.neural().evaluate(judge, session.progress());
  Json result{{"head", cell.head}, {"penalty", cell.penalty}, {"epochs", trained.epochs}};
  result.update(toJson(session.neural().runInfo(params.out)));
  result["mask"] = judged.maskName;
  result["testImages"] = judged.testImages;
  result["accuracy"] = toJson(judged.accuracy);
  result["seconds"] = trained.seconds;
  result["settings"] = settings;
  writeFileAtomically(m_out / (cell.name() + ".json"),
                      result.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
  return result;
}

Json SweepCommand::cellEvent(const std::vector<Cell>& cells, const std::vector<Json>& records, std::size_t at,
                             const HeadTimes& times) const {
  Json seconds;
  Json untimed = Json::array();
  for (std::size_t i = at + 1; i < cells.size(); ++i) {
    if (!records[i].is_null()) continue;
    if (const std::optional<double> time = times.of(cells[i].head))
      seconds = (seconds.is_null() ? 0 : seconds.get<double>()) + *time;
    else
      untimed.push_back(cells[i].head);
  }
  return {{"event", "cell"},         {"head", cells[at].head}, {"penalty", cells[at].penalty},
          {"number", at + 1},        {"cells", cells.size()},  {"run", (m_out / cells[at].name()).string()},
          {"secondsAfter", seconds}, {"untimedAfter", untimed}};
}

void SweepCommand::writeTables(const Json& results) const {
  const std::string title = caption(results, m_metric, grid(m_heads, m_penalties).size());
  std::string tsv = "# " + title + "\n" + separated(kColumns, "\t") + "\n", grid = "# " + title + "\n";
  std::string markdown = title + fmt::format(
                                     "\n\nAccuracy by penalty and head, {} of r²/NC over the voxels in "
                                     "percent of the noise ceiling:\n\n",
                                     m_metric == "algonauts" ? "mean" : "median");
  const std::vector<std::vector<std::string>> rows = tableOne(results);
  for (const std::vector<std::string>& row : rows) {
    grid += separated(row, "\t") + "\n";
    markdown += markdownRow(row);
    if (&row == &rows.front()) markdown += markdownRow(std::vector<std::string>(row.size(), "---"));
  }
  markdown +=
      "\nEvery combination:\n\n" + markdownRow(kColumns) + "|---|---|---:|---:|---:|---:|---:|---:|\n";
  for (const Json& result : results) {
    tsv += separated(rowOf(result), "\t") + "\n";
    markdown += markdownRow(rowOf(result));
  }
  writeFileAtomically(m_out / "table.tsv", tsv);
  writeFileAtomically(m_out / "table1.tsv", grid);
  writeFileAtomically(m_out / "table.md", markdown);
}

Json SweepCommand::run(Session& session) {
  std::error_code code;
  std::filesystem::create_directories(m_out, code);
  if (code) throw Error("cannot make the folder " + m_out.string() + ": " + code.message());
  const std::vector<Cell> cells = grid(m_heads, m_penalties);
  std::vector<Json> records;  // null: not there yet
  HeadTimes times;
  for (const Cell& cell : cells) {
    records.push_back(kept(session, cell));
    if (!records.back().is_null()) times.add(cell.head, records.back()["seconds"]);
  }
  // what is there is in the table also when this ends early
  if (const Json there = finished(records); !there.empty()) writeTables(there);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Cell& cell = cells[i];
    session.progress().throwIfCancelled();
    if (session.endsAfterEpoch()) throw Cancelled();  // asked for while there was no epoch
    session.event(cellEvent(cells, records, i, times));
    if (!records[i].is_null()) continue;
    const bool whole = !std::filesystem::exists(m_out / cell.name() / "run.json");
    const auto start = std::chrono::steady_clock::now();
    records[i] = withContext("training " + cell.name(), [&] { return make(session, cell); });
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    if (whole) times.add(cell.head, took.count());  // one that was gone on with took less
    writeTables(finished(records));
  }
  const Json results = finished(records);
  TextTable grid(tableOne(results).front()), table(kColumns);
  for (const auto& row : tableOne(results))
    if (row.front() != "penalty") grid.add(row);
  for (const Json& result : results) table.add(rowOf(result));
  session.tables() << caption(results, m_metric, cells.size()) << "\n\n";
  grid.print(session.tables());
  session.tables() << '\n';
  table.print(session.tables());
  session.tables() << "\nWritten to " << (m_out / "table1.tsv").string()
                   << ", table.tsv and table.md beside it" << '\n';
  return {{"command", "sweep"}, {"out", m_out.string()}, {"results", results}};
}

}  // namespace

std::unique_ptr<Command> makeSweepCommand() {
  return std::make_unique<SweepCommand>();
}

}  // namespace vxs::cli
