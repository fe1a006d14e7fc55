#include "ui/views/RenderThread.h"

#include "core/base/Error.h"
#include "core/scene/GpuVolumeRenderer.h"
#include "core/scene/LayerPicture.h"
#include "core/scene/VolumeRayCaster.h"
#include "ui/graphics/OffscreenContext.h"
#include "ui/paint/SlicePainter.h"
#include "ui/session/ThreadPriority.h"

#include <QOffscreenSurface>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <utility>

namespace vxs::ui {

namespace {

/// Bit for bit: NaN is NaN.
bool sameVoxels(const Volume& a, const Volume& b) {
  return a.grid == b.grid && a.affine == b.affine && a.values.size() == b.values.size() &&
         (a.empty() || std::memcmp(a.values.data(), b.values.data(), a.values.size() * sizeof(float)) == 0);
}

}  // namespace

RenderThread::RenderThread(LayerWeights& weights, QObject* parent)
    : QObject(parent), m_weights(weights), m_thread([this] { loop(); }) {}

RenderThread::~RenderThread() {
  {
    const std::lock_guard lock(m_mutex);
    m_stop = true;
    m_job.reset();
    m_giveUpBorders.raise();
    if (m_renderer) m_renderer->abort();
  }
  m_wake.notify_all();
  m_thread.join();
}

bool RenderThread::setData(std::shared_ptr<const scene::ComparisonData> data, scene::Layer layer) {
  const std::lock_guard lock(m_mutex);
  const bool same = data && m_data && layer == m_layer &&
                    sameVoxels(data->volume(layer), m_data->volume(layer)) &&
                    sameVoxels(data->underlay, m_data->underlay);
  m_data = std::move(data);
  m_layer = layer;
  if (!same) m_dataChanged = true;
  m_stateChanged = true;  // the evidence may be another
  return !same;
}

void RenderThread::setState(const scene::ComparisonState& state) {
  const std::lock_guard lock(m_mutex);
  m_state = state;
  m_stateChanged = true;
}

void RenderThread::request(const scene::Camera& camera, QSize pixels, bool fullQuality,
                           const std::optional<scene::Box>& removed) {
  {
    const std::lock_guard lock(m_mutex);
    m_job = Job{camera, pixels, fullQuality, removed};
    m_giveUpBorders.raise();
    if (m_runningFull && m_renderer) m_renderer->abort();
  }
  m_wake.notify_one();
}

void RenderThread::setOutlined(std::shared_ptr<const LabelAtlas> atlas) {
  const std::lock_guard lock(m_mutex);
  m_atlas = std::move(atlas);
}

void RenderThread::requestBorders(const scene::Camera& camera, QSize pixels,
                                  const std::optional<scene::Box>& removed) {
  {
    const std::lock_guard lock(m_mutex);
    if (m_job) return;  // brings them, or is an interactive picture, which is followed by one that does
    m_job = Job{camera, pixels, true, removed, false};
    m_giveUpBorders.raise();  // of another atlas; the picture goes on
  }
  m_wake.notify_one();
}

double RenderThread::adaptedSampleDistance(double present, double tookMs, double budgetMs) {
  const double wanted = std::clamp(present * std::sqrt(tookMs / budgetMs), 1.0, 5.0);
  return std::round((present + wanted) / 2 * 4) / 4;
}

void RenderThread::useGraphicsCard(bool on) {
  if (on && !m_surface) {
    m_surface = std::make_unique<QOffscreenSurface>();
    m_surface->setFormat(OffscreenContext::format());
    m_surface->create();
  }
  const std::lock_guard lock(m_mutex);
  m_cardWanted = on;
}

bool RenderThread::Work::drawable() const {
  return data && !data->volume(layer).empty();
}

/// The newest request; under the lock.
RenderThread::Work RenderThread::takeWork() {
  Work work{*m_job, m_data, m_layer, m_state, m_atlas, m_dataChanged, m_stateChanged, m_cardWanted};
  m_job.reset();
  m_runningFull = work.job.full;
  m_giveUpBorders.lower();
  if (work.job.picture && work.drawable())
    m_dataChanged = m_stateChanged = false;  // else they are kept for when it is
  return work;
}

void RenderThread::loop() {
  giveWay(5);
  std::unique_lock lock(m_mutex);
  for (;;) {
    m_wake.wait(lock, [this] { return m_stop || m_job; });
    if (m_stop) break;
    Work work = takeWork();
    lock.unlock();
    if (work.drawable() && (!work.job.picture || draw(work)) && work.job.full) findBorders(work);
    lock.lock();
    m_runningFull = false;
  }
  const auto last = std::move(m_renderer);  // a context goes in the thread that made it
  lock.unlock();
}

/// False when it was given up.
bool RenderThread::draw(Work& work) {
  try {
    if (!m_renderer || m_onCard != work.onCard) {
      changeRenderer(work.onCard);
      work.dataChanged = true;
    }
    return perform(work);
  } catch (const Error& error) {
    if (!work.onCard) throw;
    giveUpCard(QString::fromUtf8(error.what()));
    changeRenderer(false);
    work.dataChanged = true;
    return perform(work);
  }
}

void RenderThread::changeRenderer(bool onCard) {
  std::unique_ptr<scene::VolumeRenderer> renderer;
  if (onCard)
    renderer = std::make_unique<scene::GpuVolumeRenderer>(std::make_unique<OffscreenContext>(*m_surface));
  else
    renderer = std::make_unique<scene::VolumeRayCaster>();
  m_onCard = onCard;
  m_usedWeights.reset();
  const std::lock_guard lock(m_mutex);
  m_renderer.swap(renderer);
}

void RenderThread::giveUpCard(const QString& why) {
  {
    const std::lock_guard lock(m_mutex);
    m_cardWanted = false;
  }
  QMetaObject::invokeMethod(
      this, [this, why] { Q_EMIT graphicsCardFailed(why); }, Qt::QueuedConnection);
}

void RenderThread::prepare(const Work& work) {
  if (!work.dataChanged && !work.stateChanged) return;
  scene::prepareRenderer(*m_renderer, *work.data, work.state, work.layer, work.dataChanged);
  const auto weights = m_weights.of(work.data, work.state, work.layer);
  if (weights == m_usedWeights) return;
  m_renderer->setWeights(weights ? *weights : Volume());
  m_usedWeights = weights;
}

bool RenderThread::perform(const Work& work) {
  const Job& job = work.job;
  prepare(work);
  m_renderer->setRemoved(job.removed);
  using Clock = std::chrono::steady_clock;
  scene::VolumeRenderer::Quality quality = scene::VolumeRenderer::Quality::full();
  if (!job.full) {
    quality = scene::VolumeRenderer::Quality::interactive();
    quality.imageSampleDistance = m_sampleDistance;
    // where pixels are coarse already, longer steps along the ray are not seen either
    if (m_sampleDistance > 2.5) quality.sampleDistance = 2;
  }
  const auto start = Clock::now();
  const scene::RgbaImage pixels =
      m_renderer->render(job.camera, job.pixels.width(), job.pixels.height(), quality);
  const double milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  if (pixels.pixels.empty()) {
    // given up for a newer request; when there is none the call to stop came from an older one: try again
    const std::lock_guard lock(m_mutex);
    if (!m_job && !m_stop) m_job = job;
    return false;
  }
  if (!job.full) m_sampleDistance = adaptedSampleDistance(m_sampleDistance, milliseconds, m_budgetMs);
  const QImage image = paint::asQImage(pixels).copy();  // the pixels die with this function
  QMetaObject::invokeMethod(
      this, [this, image, job, milliseconds] { Q_EMIT rendered(image, job.camera, job.full, milliseconds); },
      Qt::QueuedConnection);
  return true;
}

bool RenderThread::bordersAreOf(const Work& work) const {
  const Job& job = work.job;
  return m_borders && m_borders->camera == job.camera && m_borders->pixels == job.pixels &&
         m_borders->removed == job.removed && m_borders->atlas == work.atlas &&
         (m_bordersData == work.data || (m_bordersData->brain == work.data->brain &&
                                         sameVoxels(m_bordersData->underlay, work.data->underlay)));
}

void RenderThread::findBorders(const Work& work) {
  const Job& job = work.job;
  if (!work.atlas) return m_borders.reset();
  if (!bordersAreOf(work)) {
    auto found = std::make_shared<FoundBorders>();
    *found = {job.camera, job.pixels, job.removed, work.atlas, {}};
    const Volume brain = scene::underlayOfBrain(*work.data);
    found->borders = scene::volumeOutlines({work.atlas.get(), &brain, job.removed}, job.camera,
                                           job.pixels.width(), job.pixels.height(), &m_giveUpBorders);
    if (m_giveUpBorders.raised()) return;  // what asked for that is the next job
    m_borders = std::move(found);
  }
  m_bordersData = work.data;
  QMetaObject::invokeMethod(
      this, [this, found = m_borders] { Q_EMIT bordersFound(found); }, Qt::QueuedConnection);
}

}  // namespace vxs::ui
