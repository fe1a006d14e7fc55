#pragma once

#include "core/workflow/whatif/WhatIf.h"
#include "ui/session/Session.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace vxs::ui {

/// What is known about the edited caption so far; grows while it is worked out.
struct WhatIfFindings {
  QString original, edited;
  std::shared_ptr<const std::vector<workflow::Region>> regions;
  std::optional<workflow::CaptionChange> change;  ///< edited - original
  std::vector<workflow::MovedVoxel> moved;        ///< of `change`
  std::vector<QString> words;                     ///< of the edited caption
  std::vector<workflow::CaptionChange>
      dropped;                             ///< each word left out, against the edited; the first so many
  std::vector<workflow::NullSample> null;  ///< of the original caption
  int nullPlanned = 0;
  double predictionRms = 0;  ///< of the original's prediction
  double editMs = 0;         ///< text encoder and head for the last edit
  workflow::TextUse textUse;
  QString problem;  ///< why nothing can be said; empty when all is well
};

/// Works out what an edited caption does while somebody looks (setActive): first the edit itself, then each
/// word left out, then the null. Shares the model with the predictions in small portions, so that an edit
/// never waits long, and starts anew when the caption changes. Knows no widget.
class WhatIfService : public QObject {
  Q_OBJECT
 public:
  explicit WhatIfService(Session& session, QObject* parent = nullptr);

  const WhatIfFindings& findings() const { return m_findings; }
  void setActive(bool active);
  bool working() const { return m_working; }
  /// What edits are compared with: an image's first caption until another one is chosen.
  void setOriginal(const QString& caption);
  /// The command for a shell that gives the same numbers; empty when nothing is open.
  QString commandLine() const;

  static constexpr int kParaphrases = 24, kShuffled = 40, kMoved = 12;
  static constexpr double kApartMm = 8;
  /// A portion of work takes about this long.
  static constexpr double kPortionMs = 80;

 Q_SIGNALS:
  void changed();

 private:
  using Values = std::shared_ptr<const std::vector<float>>;
  struct Portion;
  void takeRun();
  void takeStimulus();
  void takePrediction(const std::shared_ptr<const workflow::Prediction>& prediction, const QString& caption);
  /// Takes the latest prediction's values, once somebody looks.
  void adoptLatest();
  void restart();
  void planNull();
  void advance();
  bool comparePresent();
  void predictOriginal();
  /// Changes of some captions against `from`, handed to `take` in order.
  void predictPortion(std::vector<std::string> captions, Values from,
                      std::function<void(std::vector<workflow::CaptionChange>)> take);
  void giveUp(const QString& message);
  std::size_t portionSize() const;
  bool usesText() const;

  Session& m_session;
  WhatIfFindings m_findings;
  bool m_active = false, m_working = false;
  quint64 m_generation = 0;                              ///< of picture and original caption
  quint64 m_editGeneration = 0;                          ///< of the edited caption
  std::shared_ptr<const workflow::Prediction> m_latest;  ///< not taken yet
  Values m_from, m_to;  ///< predictions of the original and of the edited caption
  std::vector<workflow::NullCaption> m_plan;
  double m_msPerCaption = 0;
};

}  // namespace vxs::ui
