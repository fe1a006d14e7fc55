#include "ui/training/EpochScrubber.h"

#include "core/workflow/KeptMap.h"
#include "ui/paint/figure/MapStatistic.h"
#include "ui/preferences/Preferences.h"
#include "ui/training/EpochMap.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QSlider>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace vxs::ui {

namespace {

constexpr int kPlayMs = 350;

QString memberOf(const scene::MapLabel& map, const char* name) {
  const auto found = map.madeOf.find(name);
  return found == map.madeOf.end() ? QString() : QString::fromStdString(found->second);
}

}  // namespace

EpochScrubber::EpochScrubber(TrainingJob& job, QWidget* parent)
    : QWidget(parent),
      m_job(job),
      m_what(new QComboBox),
      m_back(new QToolButton),
      m_forward(new QToolButton),
      m_play(new QToolButton),
      m_slider(new QSlider(Qt::Horizontal)),
      m_label(new ElidedLabel),
      m_inViews(new QCheckBox(tr("Show in the brain"))) {
  makeControls();
  m_timer.setInterval(kPlayMs);
  connect(&m_timer, &QTimer::timeout, this, [this] {
    if (m_slider->value() >= m_slider->maximum()) return setPlaying(false);
    m_slider->setValue(m_slider->value() + 1);
  });
  connect(&m_job, &TrainingJob::curvesChanged, this, &EpochScrubber::followCurves);
  connect(&m_job.session(), &Session::itemChanged, this, [this] {
    if (shown() && choice().kind == Choice::Kind::SelectedImage) showEpoch();
  });
  // another run's views begin without a map
  connect(&m_job.session(), &Session::runChanged, this, [this] { m_showAgain = shown(); });
  connect(&m_job.session(), &Session::dataChanged, this, &EpochScrubber::showAgain);
  // queued: whether it is shown is known when the one that brings it is done
  connect(&m_job.session(), &Session::mapChanged, this, &EpochScrubber::noticeOtherMap, Qt::QueuedConnection);
  followCurves();
}

void EpochScrubber::noticeOtherMap() {
  const auto comparison = m_job.session().data();
  if (!comparison || !m_job.session().view().layerShown(scene::Layer::Map)) return;
  if (comparison->volume(scene::Layer::Map).empty()) return;
  if (comparison->map.key != paint::kEpochMap) return untick();
  if (comparison->map.madeOf == m_shownMap) return;
  untick();
  const QString run = QDir::cleanPath(memberOf(comparison->map, "epochRun"));
  if (m_job.running() && run != m_job.focusedRun()) return;  // the person watches that one
  Q_EMIT runWanted(run);
  followMap();
}

void EpochScrubber::showAgain() {
  if (!m_showAgain || !m_job.session().data() || !m_job.session().run()) return;
  m_showAgain = false;
  const auto& curves = m_job.curves();
  if (!m_job.session().data()->volume(scene::Layer::Map).empty()) return;
  if (curves && curves->summary.run.info.store == m_job.session().run()->info().store)
    showEpoch();
  else
    untick();
}

/// The map that is there stays.
void EpochScrubber::untick() {
  m_shownMap.clear();
  if (!shown()) return;
  setPlaying(false);
  const QSignalBlocker kept(m_inViews);
  m_inViews->setChecked(false);
}

int EpochScrubber::choiceOf(std::int32_t nsdId) const {
  if (nsdId == 0) return 0;
  for (int i = 2; i < m_what->count(); ++i)
    if (m_what->itemData(i).toInt() == nsdId) return i;
  const Session& session = m_job.session();
  const int item = session.selectedItem();
  const bool selected =
      session.run() && item >= 0 && session.run()->items()[static_cast<std::size_t>(item)].nsdId == nsdId;
  return selected && m_what->count() > 1 ? 1 : -1;
}

void EpochScrubber::followMap() {
  Session& session = m_job.session();
  const auto comparison = session.data();
  if (shown() || !comparison || !session.view().layerShown(scene::Layer::Map)) return;
  if (comparison->map.key != paint::kEpochMap || comparison->map.madeOf == m_shownMap) return;
  if (m_epochs.empty() || m_run != m_job.focusedRun() ||
      QDir::cleanPath(memberOf(comparison->map, "epochRun")) != m_run)
    return;
  const int what = choiceOf(memberOf(comparison->map, "epochImage").toInt());
  const auto found = std::ranges::find(m_epochs, memberOf(comparison->map, "epoch").toInt());
  if (what < 0 || found == m_epochs.end()) return;
  m_shownMap = comparison->map.madeOf;
  if (what == 0) m_rRange = session.view().state().mapScale.range;
  // it is there already: nothing is shown anew
  const QSignalBlocker slider(m_slider), inViews(m_inViews);
  m_what->setCurrentIndex(what);
  m_slider->setValue(static_cast<int>(found - m_epochs.begin()));
  m_inViews->setChecked(true);
  describe();
  Q_EMIT epochChanged(epoch());
}

void EpochScrubber::makeControls() {
  auto* row = new FlowLayout;
  setLayout(row);
  m_what->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_what->setMinimumContentsLength(8);
  m_what->setAccessibleName(tr("What the brain shows of an epoch"));
  m_what->setToolTip(tr("The correlation map over the validation images, or a prediction after each epoch"));
  m_slider->setAccessibleName(tr("Epoch"));
  m_slider->setToolTip(tr("Epochs like time: arrow keys step, so do [<] and [>]"));
  m_back->setText(QStringLiteral("‹"));
  m_back->setToolTip(tr("The epoch before"));
  m_back->setAccessibleName(m_back->toolTip());
  m_forward->setText(QStringLiteral("›"));
  m_forward->setToolTip(tr("The next epoch"));
  m_forward->setAccessibleName(m_forward->toolTip());
  m_play->setIcon(themedIcon(QStringLiteral("play")));
  m_play->setCheckable(true);
  m_play->setToolTip(tr("Play the epochs"));
  m_play->setAccessibleName(m_play->toolTip());
  m_inViews->setToolTip(tr("The views show the chosen epoch as the map, and follow training"));
  m_slider->setMinimumWidth(44);
  m_what->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  auto* track = new QWidget;  // what belongs to the slider is never parted from it
  track->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  auto* along = new QHBoxLayout(track);
  along->setContentsMargins(0, 0, 0, 0);
  for (QWidget* widget : std::initializer_list<QWidget*>{m_back, m_slider, m_forward, m_play, m_label})
    along->addWidget(widget, widget == m_slider ? 2 : widget == m_label ? 1 : 0);
  for (QWidget* widget : std::initializer_list<QWidget*>{m_inViews, m_what, track}) row->addWidget(widget);
  connect(m_back, &QToolButton::clicked, this, [this] { step(-1); });
  connect(m_forward, &QToolButton::clicked, this, [this] { step(1); });
  connect(m_play, &QToolButton::toggled, this, &EpochScrubber::setPlaying);
  connect(m_slider, &QSlider::valueChanged, this, [this] {
    describe();
    Q_EMIT epochChanged(epoch());
    showEpoch();
  });
  connect(m_what, &QComboBox::activated, this, [this] {
    setShown(true);
    showEpoch();
  });
  connect(m_inViews, &QCheckBox::toggled, this, &EpochScrubber::setShown);
}

int EpochScrubber::epoch() const {
  const int at = m_slider->value();
  return at >= 0 && static_cast<std::size_t>(at) < m_epochs.size() ? m_epochs[static_cast<std::size_t>(at)]
                                                                   : 0;
}

void EpochScrubber::setEpoch(int epoch) {
  if (m_epochs.empty()) return;
  const auto nearest = std::min_element(m_epochs.begin(), m_epochs.end(), [epoch](int a, int b) {
    return std::abs(a - epoch) < std::abs(b - epoch);
  });
  m_slider->setValue(static_cast<int>(nearest - m_epochs.begin()));
}

void EpochScrubber::setEpochOf(const QString& run, int epoch) {
  m_wanted = {run, epoch};
  chooseWanted();
}

void EpochScrubber::chooseWanted() {
  if (!m_wanted || m_wanted->first != m_run || m_run != m_job.focusedRun() || m_epochs.empty()) return;
  setEpoch(std::exchange(m_wanted, std::nullopt)->second);
}

void EpochScrubber::step(int direction) {
  m_slider->setValue(m_slider->value() + direction);
}

void EpochScrubber::setPlaying(bool playing) {
  if (playing && m_slider->value() >= m_slider->maximum()) m_slider->setValue(0);
  if (playing) setShown(true);
  playing ? m_timer.start() : m_timer.stop();
  m_play->setChecked(playing);
  m_play->setIcon(themedIcon(playing ? QStringLiteral("pause") : QStringLiteral("play")));
}

bool EpochScrubber::shown() const {
  return m_inViews->isChecked();
}

void EpochScrubber::setShown(bool shown) {
  if (m_inViews->isChecked() != shown) return m_inViews->setChecked(shown);  // comes back here
  m_shownMap.clear();
  shown ? showEpoch() : m_job.session().clearMap();
}

void EpochScrubber::followCurves() {
  const auto& curves = m_job.curves();
  const bool otherRun = m_run != m_job.focusedRun();
  if (otherRun) {
    m_run = m_job.focusedRun();
    m_rRange.reset();
    m_images.clear();
  }
  const std::vector<int> epochs = curves ? curves->keptEpochs : std::vector<int>{};
  if (curves) {
    const auto images = train::keptImagesOf(curves->summary.run.info);
    if (images != m_images || m_what->count() == 0) {
      m_images = images;
      listImages();
    }
  }
  if (epochs == m_epochs && !otherRun) return;
  const bool atEnd = m_epochs.empty() || m_slider->value() == m_slider->maximum();
  m_epochs = epochs;
  for (QWidget* widget :
       std::initializer_list<QWidget*>{m_back, m_forward, m_play, m_slider, m_what, m_inViews})
    widget->setEnabled(!m_epochs.empty());
  if (curves && curves->isRidge())
    for (QWidget* widget : std::initializer_list<QWidget*>{m_back, m_forward, m_play, m_slider})
      widget->setEnabled(false);
  const QSignalBlocker blocker(m_slider);
  m_slider->setRange(0, std::max(0, static_cast<int>(m_epochs.size()) - 1));
  if (atEnd || otherRun) m_slider->setValue(m_slider->maximum());
  describe();
  Q_EMIT epochChanged(epoch());
  chooseWanted();
  followMap();
  if (shown()) showEpoch();
}

void EpochScrubber::listImages() {
  const QString before = m_what->currentText();
  m_what->clear();
  m_what->addItem(tr("Validation r"));
  m_what->addItem(tr("Prediction: selected image"));
  for (const train::KeptImage& image : m_images)
    m_what->addItem(tr("Prediction: %1 image %2").arg(QString::fromStdString(image.use)).arg(image.nsdId),
                    image.nsdId);
  m_what->setCurrentIndex(std::max(0, m_what->findText(before)));
}

EpochScrubber::Choice EpochScrubber::choice() const {
  switch (m_what->currentIndex()) {
    case -1:
    case 0:
      return {};
    case 1: {
      const Session& session = m_job.session();
      const int item = session.selectedItem();
      return {Choice::Kind::SelectedImage,
              session.run() && item >= 0 ? session.run()->items()[static_cast<std::size_t>(item)].nsdId : 0};
    }
    default:
      return {Choice::Kind::KeptImage, m_what->currentData().toInt()};
  }
}

QStringList EpochScrubber::wordingsOf(int epoch) const {
  const auto& curves = m_job.curves();
  if (!curves || epoch == 0) return {tr("no epoch is kept yet"), tr("no epoch yet")};
  if (curves->isRidge())
    return {tr("solved in one step, %1")
                .arg(scoreScale(curves->summary.run).text(curves->summary.run.bestValidationScore)),
            tr("in one step")};
  const QString brief = tr("epoch %1").arg(epoch);
  QString text = brief;
  const auto at = static_cast<std::size_t>(epoch - 1);
  if (at < curves->history.size())
    text += QStringLiteral(", ") + scoreScale(curves->summary.run).text(curves->history[at].validationScore);
  if (epoch == curves->bestEpoch()) text += tr(" (best)");
  return {text, brief};
}

/// The buttons stay where they are while the epochs are stepped through.
void EpochScrubber::describe() {
  QList<QStringList> all;
  for (const int epoch : m_epochs) all << wordingsOf(epoch);
  m_label->setRoomFor(all);
  m_label->setWordings(wordingsOf(epoch()));
}

void EpochScrubber::showEpoch() {
  if (!shown() || epoch() == 0 || !m_job.session().run()) return;
  const Choice wanted = choice();
  if (wanted.kind == Choice::Kind::KeptImage) selectImage(m_job.session(), wanted.nsdId);
  if (wanted.kind == Choice::Kind::SelectedImage && wanted.nsdId == 0) return m_job.session().clearMap();
  showKept(wanted);
}

void EpochScrubber::showKept(const Choice& wanted) {
  m_job.session().tasks().run(
      this, {Lane::Data, {}, QStringLiteral("epoch"), true, false},
      [run = m_run.toStdString(), epoch = epoch(), id = wanted.nsdId](Progress&) {
        return workflow::readKeptMap(run, epoch, id);
      },
      [this, wanted, run = m_run, epoch = this->epoch()](const std::optional<workflow::KeptMap>& kept) {
        if (run != m_run || epoch != this->epoch()) return;
        kept ? show(kept->volume, wanted, epoch, kept->validationImages) : predict(wanted);
      });
}

void EpochScrubber::predict(const Choice& wanted) {
  auto holder = std::make_shared<std::shared_ptr<workflow::Neural>>(m_neural);
  m_job.session().tasks().run(
      this, {Lane::Predict, {}, QStringLiteral("epoch-prediction"), true, false},
      [holder, run = m_run.toStdString(), id = wanted.nsdId, epoch = epoch()](Progress& progress) {
        if (!*holder) *holder = workflow::loadNeural({Preferences::load().threads, "auto"});
        return (*holder)->predictEpochs(run, id, {epoch}, progress).front();
      },
      [this, holder, wanted, run = m_run, epoch = this->epoch()](const Volume& volume) {
        m_neural = *holder;
        if (run == m_run && epoch == this->epoch()) show(volume, wanted, epoch, 0);
      });
}

void EpochScrubber::show(const Volume& volume, const Choice& wanted, int epoch,
                         std::int64_t validationImages) {
  const auto& curves = m_job.curves();
  if (!curves || !shown()) return;
  EpochMap map{volume, curves->summary.run.info, epoch, wanted.nsdId, validationImages};
  // one range for every epoch of the run, from the one that was looked at first
  if (wanted.kind == Choice::Kind::ValidationR && !m_rRange)
    m_rRange = std::min(1.0, scene::symmetricRange({&volume.values}));
  showEpochMap(m_job.session(), std::move(map), m_rRange.value_or(1));
  m_shownMap = m_job.session().data()->map.madeOf;
}

}  // namespace vxs::ui
