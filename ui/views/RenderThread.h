#pragma once

#include "core/scene/Camera.h"
#include "core/scene/ColorMap.h"
#include "core/scene/Comparison.h"
#include "core/scene/VolumeOutline.h"
#include "core/scene/VolumeRenderer.h"
#include "ui/session/LayerWeights.h"

#include <QImage>
#include <QObject>
#include <QSize>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

class QOffscreenSurface;

namespace vxs::ui {

/// Borders of regions, and what they were found for.
struct FoundBorders {
  scene::Camera camera;
  QSize pixels;
  std::optional<scene::Box> removed;
  std::shared_ptr<const LabelAtlas> atlas;
  std::vector<scene::RegionBorder> borders;
};

/// Draws one 3-D view in a thread of its own. The newest request wins; a full-quality picture in the making
/// is given up as soon as a newer request comes, an interactive one is finished, so that dragging never
/// starves. The processor draws unless the graphics card is asked for and works. Borders of regions are found
/// when a picture of full quality is done, and given up like it.
class RenderThread : public QObject {
  Q_OBJECT
 public:
  /// `weights` outlive it; the weights of several threads' layers may be asked of one.
  explicit RenderThread(LayerWeights& weights, QObject* parent = nullptr);
  ~RenderThread() override;

  /// Takes effect with the next request. Empty volumes draw nothing. Voxels equal to those that are there
  /// already are not uploaded again; true when something changed.
  bool setData(std::shared_ptr<const scene::ComparisonData> data, scene::Layer layer);
  /// Colours, evidence and maximum intensity; camera and crosshair are the request's.
  void setState(const scene::ComparisonState& state);
  /// `removed` is left out of the picture.
  void request(const scene::Camera& camera, QSize pixels, bool fullQuality,
               const std::optional<scene::Box>& removed = {});
  /// Whose regions' borders are found; null: none. Takes effect with the next request.
  void setOutlined(std::shared_ptr<const LabelAtlas> atlas);
  /// Borders alone, for a picture that is there already or has been requested.
  void requestBorders(const scene::Camera& camera, QSize pixels,
                      const std::optional<scene::Box>& removed = {});
  /// Takes effect with the next request.
  void useGraphicsCard(bool on);
  /// What an interactive picture may take; pixels per ray follow from what the last ones took.
  void setBudgetMs(double budgetMs) { m_budgetMs = budgetMs; }

  /// Pixels per ray for the next picture, when the last one took `tookMs`: platform.md 1.4's rule.
  static double adaptedSampleDistance(double present, double tookMs, double budgetMs);

 Q_SIGNALS:
  void rendered(const QImage& image, const vxs::scene::Camera& camera, bool fullQuality, double milliseconds);
  void bordersFound(const std::shared_ptr<const vxs::ui::FoundBorders>& found);
  /// The card did not work; this picture and those that follow are the processor's.
  void graphicsCardFailed(const QString& why);

 private:
  struct Job {
    scene::Camera camera;
    QSize pixels;
    bool full = false;
    std::optional<scene::Box> removed;
    bool picture = true;  ///< false: borders alone
  };
  /// A request with what it is to be drawn from.
  struct Work {
    Job job;
    std::shared_ptr<const scene::ComparisonData> data;
    scene::Layer layer = scene::Layer::Measured;
    scene::ComparisonState state;
    std::shared_ptr<const LabelAtlas> atlas;
    bool dataChanged = false, stateChanged = false, onCard = false;
    bool drawable() const;
  };
  void loop();
  Work takeWork();
  bool draw(Work& work);
  void changeRenderer(bool onCard);
  void prepare(const Work& work);
  bool perform(const Work& work);
  void findBorders(const Work& work);
  bool bordersAreOf(const Work& work) const;
  void giveUpCard(const QString& why);

  LayerWeights& m_weights;
  std::mutex m_mutex;
  std::condition_variable m_wake;
  std::optional<Job> m_job;
  bool m_stop = false;
  bool m_runningFull = false;
  std::shared_ptr<const scene::ComparisonData> m_data;
  scene::Layer m_layer = scene::Layer::Measured;
  bool m_dataChanged = false;
  scene::ComparisonState m_state;
  bool m_stateChanged = false;
  std::shared_ptr<const LabelAtlas> m_atlas;
  CancelFlag m_giveUpBorders;
  bool m_cardWanted = false;
  std::unique_ptr<QOffscreenSurface> m_surface;  ///< of the window's thread, made when it is first needed
  std::unique_ptr<scene::VolumeRenderer> m_renderer;  ///< of the thread; the pointer is under m_mutex
  bool m_onCard = false;                              ///< of the thread
  std::shared_ptr<const Volume> m_usedWeights;        ///< those that m_renderer has; of the thread
  std::shared_ptr<const FoundBorders> m_borders;      ///< the latest; of the thread
  std::shared_ptr<const scene::ComparisonData> m_bordersData;  ///< that they were found in; of the thread
  double m_sampleDistance = 2.5;                               ///< of the thread
  double m_budgetMs = 18;
  std::thread m_thread;
};

}  // namespace vxs::ui
