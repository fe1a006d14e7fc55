#include "ui/RenderThread.h"

#include "core/scene/LayerPicture.h"
#include "ui/ThreadPriority.h"
#include "ui/paint/SlicePainter.h"

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

RenderThread::RenderThread(QObject* parent) : QObject(parent), m_thread([this] { loop(); }) {}

RenderThread::~RenderThread() {
  {
    const std::lock_guard lock(m_mutex);
    m_stop = true;
    m_job.reset();
    if (m_caster) m_caster->abort();
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
    if (m_runningFull && m_caster) m_caster->abort();
  }
  m_wake.notify_one();
}

double RenderThread::adaptedSampleDistance(double present, double tookMs, double budgetMs) {
  const double wanted = std::clamp(present * std::sqrt(tookMs / budgetMs), 1.0, 5.0);
  return std::round((present + wanted) / 2 * 4) / 4;
}

void RenderThread::loop() {
  giveWay(5);
  scene::VolumeRayCaster caster;
  std::unique_lock lock(m_mutex);
  m_caster = &caster;
  for (;;) {
    m_wake.wait(lock, [this] { return m_stop || m_job; });
    if (m_stop) break;
    const Job job = *m_job;
    m_job.reset();
    m_runningFull = job.full;
    const bool dataChanged = std::exchange(m_dataChanged, false);
    const auto data = m_data;
    const scene::Layer layer = m_layer;
    const bool stateChanged = std::exchange(m_stateChanged, false);
    const scene::ComparisonState state = m_state;
    lock.unlock();
    const bool drawable = data && !data->volume(layer).empty();
    if (drawable) {
      if (dataChanged || stateChanged) scene::prepareCaster(caster, *data, state, layer, dataChanged);
      caster.setRemoved(job.removed);
      perform(caster, job);
    }
    lock.lock();
    // keep the change of what could not be used yet
    if (!drawable && dataChanged) m_dataChanged = true;
    if (!drawable && stateChanged) m_stateChanged = true;
    m_runningFull = false;
  }
  m_caster = nullptr;
}

void RenderThread::perform(scene::VolumeRayCaster& caster, const Job& job) {
  using Clock = std::chrono::steady_clock;
  scene::VolumeRayCaster::Quality quality = scene::VolumeRayCaster::Quality::full();
  if (!job.full) {
    quality = scene::VolumeRayCaster::Quality::interactive();
    quality.imageSampleDistance = m_sampleDistance;
    // where pixels are coarse already, longer steps along the ray are not seen either
    if (m_sampleDistance > 2.5) quality.sampleDistance = 2;
  }
  const auto start = Clock::now();
  const scene::RgbaImage pixels = caster.render(job.camera, job.pixels.width(), job.pixels.height(), quality);
  const double milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  if (pixels.pixels.empty()) {
    // given up for a newer request; when there is none the call to stop came from an older one: try again
    const std::lock_guard lock(m_mutex);
    if (!m_job && !m_stop) m_job = job;
    return;
  }
  if (!job.full) m_sampleDistance = adaptedSampleDistance(m_sampleDistance, milliseconds, m_budgetMs);
  const QImage image = paint::asQImage(pixels).copy();  // the pixels die with this function
  QMetaObject::invokeMethod(
      this, [this, image, job, milliseconds] { Q_EMIT rendered(image, job.camera, job.full, milliseconds); },
      Qt::QueuedConnection);
}

}  // namespace vxs::ui
