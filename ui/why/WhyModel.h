#pragma once

#include "core/workflow/whatif/Regions.h"
#include "ui/why/ExplainService.h"
#include "ui/why/WhyChoice.h"

#include <QObject>

#include <functional>
#include <optional>

namespace vxs::ui {

/// What the Why dock shows: what was chosen, what is explained, and of which run. Knows no widget. Gives the
/// session what is explained, for figures.
class WhyModel : public QObject {
  Q_OBJECT
 public:
  explicit WhyModel(Session& session, QObject* parent = nullptr);
  Session& session() const { return m_session; }
  ExplainService& service() { return m_service; }
  const ExplainService& service() const { return m_service; }

  const WhyChoice& choice() const { return m_choice; }
  void choose(const WhyChoice& choice);
  /// Of run(); empty until they are read.
  const std::vector<workflow::Region>& regions() const { return m_regions; }
  /// Whose prediction would be explained; null: no run is open.
  std::shared_ptr<const RunSource> run() const;

  /// Explains what is chosen, or problem() says why not.
  void explain();
  /// The same explanation with randomised weights, beside the one that is there.
  void checkSanity();
  void clear();

  /// An explanation to be made again as soon as `ready` says that its picture and caption are there, unless
  /// one asks for another first.
  struct Wanted {
    WhyOptions options;
    bool sanity = false;
    std::function<bool()> ready;
    std::function<bool()> gone;  ///< a person has chosen another picture meanwhile
  };
  void explainWhenReady(Wanted wanted);
  const std::optional<Wanted>& wanted() const { return m_wanted; }

  /// What the explanation is of and how it was made; empty when there is none.
  const WhyOptions& explained() const { return m_explained; }
  /// The choice that it was made by; without one what is chosen.
  WhyChoice shownChoice() const;
  /// What is chosen now would give another explanation than the one that is there: a line that says so; else
  /// empty.
  QString formerChoice() const;
  /// "floc-faces: FFA-1, mean of 12 voxels", "voxel 40, 12, 30", "attention"; with two runs, whose.
  QString title() const;
  /// Values over the picture as they are to be drawn: of attention, of the chosen word, layer and head.
  std::vector<float> heat(const workflow::Explanation& explanation) const;
  /// Why there is nothing; empty when nothing went wrong.
  const QString& problem() const { return m_problem.isEmpty() ? m_service.problem() : m_problem; }
  /// The command for a shell that explains what is chosen; empty when nothing is open.
  QString commandLine() const;

 Q_SIGNALS:
  void choiceChanged();
  void regionsChanged();
  void changed();  ///< what is explained, or how far it is
  /// The choice is another one by no edit: the word, layer or head is none any more.
  void adopted();

 private:
  struct Target {
    std::vector<std::uint32_t> voxels;  ///< positions within the mask
    QString text;
  };
  void followRun();
  void takeSecond();
  void outdate();
  void goOn();
  void makeWanted();
  void start(const WhyOptions& options);
  WhyChoice withKnownRegion(WhyChoice choice) const;
  Target targetOf(const WhyOptions& options) const;
  QString targetName(const WhyOptions& options) const;
  void dropNarrowing();
  void publish() const;

  Session& m_session;
  ExplainService m_service;
  WhyChoice m_choice;
  std::vector<workflow::Region> m_regions;
  std::shared_ptr<const RunSource> m_regionsOf;
  bool m_regionsRead = false;
  std::optional<Wanted> m_wanted;
  bool m_sanityWanted = false;  ///< once the explanation is complete
  WhyOptions m_explained;
  bool m_explainedSecond = false;
  QString m_target, m_problem;
};

}  // namespace vxs::ui
