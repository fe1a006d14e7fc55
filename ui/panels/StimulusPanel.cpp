#include "ui/panels/StimulusPanel.h"

#include "ui/paint/Numbers.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/PictureView.h"
#include "ui/widgets/TextLabel.h"
#include "ui/widgets/Theme.h"
#include "ui/workspace/WindowUndo.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <cmath>

namespace vxs::ui {

namespace {
constexpr int kCaptionLines = 4, kLeastCaptionLines = 2, kEditorFrame = 2;
constexpr int kGap = 5;  ///< pixels between rows: the dock has to be low, too
}  // namespace

StimulusPanel::StimulusPanel(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(10, 3, 10, 5);
  layout->setSpacing(kGap);
  layout->addWidget(makePictures());
  layout->addLayout(makePickRow());
  m_editor = new QPlainTextEdit;
  m_editor->setObjectName(QStringLiteral("caption"));
  m_editor->setAccessibleName(tr("Caption"));
  m_editor->setPlaceholderText(tr("Describe the picture in a sentence"));
  m_editor->setToolTip(
      tr("Edit the caption and watch the prediction change (Ctrl + Return predicts at once)"));
  m_editor->setTabChangesFocus(true);
  m_editor->setUndoRedoEnabled(false);  // the window's undo takes back what was typed between two pauses
  leaveUndoToWindow(*m_editor);
  followFont(*m_editor, [this] {
    const auto height = [this](int lines) {
      return lines * m_editor->fontMetrics().lineSpacing() +
             2 * static_cast<int>(m_editor->document()->documentMargin() + kEditorFrame);
    };
    m_editor->setMinimumHeight(height(kLeastCaptionLines));
    m_editor->setMaximumHeight(height(kCaptionLines));
  });
  layout->addWidget(m_editor);
  layout->addLayout(makePredictRow());
  m_truncated = new TextLabel;
  setTextRole(*m_truncated, TextRole::Warning);
  m_truncated->hide();
  layout->addWidget(m_truncated);
  m_result = new TextLabel;
  setTextRole(*m_result, TextRole::Hint);
  m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
  layout->addWidget(m_result);
  layout->addStretch(1);

  connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
    fitScrollBar();
    m_session.setCaption(m_editor->toPlainText(), m_automatic->isChecked());
  });
  connect(&session, &Session::pictureChanged, this, &StimulusPanel::takePicture);
  connect(&session, &Session::captionChanged, this, &StimulusPanel::takeCaption);
  connect(&session, &Session::itemChanged, this, &StimulusPanel::takeItem);
  connect(&session, &Session::dataChanged, this, &StimulusPanel::showResult);
  PredictionService& predictions = session.predictions();
  connect(&predictions, &PredictionService::tokenized, this, &StimulusPanel::showTokens);
  connect(&predictions, &PredictionService::preview, this, [this](const RgbImage& seen) {
    m_seen->setPicture(seen);
    m_seen->setCaption(tr("for BLIP, %1 × %2").arg(seen.width).arg(seen.height));
  });
  connect(&predictions, &PredictionService::predicted, this,
          [this](const std::shared_ptr<const workflow::Prediction>& prediction) {
            m_milliseconds = prediction->imageMs + prediction->textMs + prediction->headMs;
            m_keptFeatures = prediction->keptFeatures;
            m_keptProblem = QString::fromStdString(prediction->keptProblem);
            showTokens(prediction->caption);
            showResult();
          });
  takePicture();
  takeItem();
}

QWidget* StimulusPanel::makePictures() {
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  m_picture = new PictureView(tr("picture"), tr("Drop a photograph here"));
  m_seen = new PictureView(tr("what BLIP sees"), tr("The encoder's square view of it"));
  layout->addWidget(m_picture);
  layout->addWidget(m_seen);
  return row;
}

QLayout* StimulusPanel::makePickRow() {
  auto* row = new FlowLayout(kGap);
  m_repeats = new QComboBox;
  m_repeats->setAccessibleName(tr("Presentation"));
  m_repeats->setToolTip(
      tr("Which presentation of the image is shown as measured: the mean of all, or one trial"));
  m_captions = new QComboBox;
  m_captions->setAccessibleName(tr("COCO captions"));
  m_captions->setToolTip(tr("The image's captions in COCO; picking one puts it into the editor"));
  m_captions->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_captions->setMinimumContentsLength(9);  // whole captions are read in the list
  m_repeats->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  m_captions->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  m_repeats->setSizePolicy(QSizePolicy::MinimumExpanding, QSizePolicy::Fixed);
  for (auto* box : {m_repeats, m_captions}) {
    row->addWidget(box);
  }
  connect(m_captions, &QComboBox::activated, this, [this](int index) {
    if (index > 0) m_session.setCaption(m_captions->itemText(index), true);
    m_captions->setCurrentIndex(0);
  });
  connect(m_repeats, &QComboBox::activated, this, [this](int index) {
    m_session.selectItem(m_session.selectedItem(), m_repeats->itemData(index).toInt());
  });
  return row;
}

QLayout* StimulusPanel::makePredictRow() {
  auto* row = new FlowLayout(kGap);
  m_tokens = new ElidedLabel;
  m_tokens->setObjectName(QStringLiteral("tokens"));
  showCount(QStringLiteral("–"));
  m_tokens->setTip(tr("Word pieces of the caption, start and end included; BLIP reads at most %1")
                       .arg(blip::kCaptionTokens));
  m_automatic = new QCheckBox(tr("as I type"));
  m_automatic->setToolTip(tr("Predict by itself when you stop typing"));
  m_automatic->setChecked(true);
  m_predict = new QPushButton(tr("Predict"));
  m_predict->setObjectName(QStringLiteral("predict"));
  m_predict->setToolTip(tr("Predict the response to this picture and caption (Ctrl + Return)"));
  for (QWidget* widget : std::initializer_list<QWidget*>{m_tokens, m_automatic, m_predict})
    row->addWidget(widget);
  connect(m_predict, &QPushButton::clicked, this, [this] { m_session.predictions().predictNow(); });
  return row;
}

void StimulusPanel::takePicture() {
  m_picture->setPicture(m_session.picture());
  m_seen->setPicture({});
  const bool any = !m_session.picture().empty();
  m_predict->setEnabled(any);
  QString name = tr("picture");
  if (any)
    name = m_session.pictureFile().empty()
               ? tr("stimulus, %1 × %2").arg(m_session.picture().width).arg(m_session.picture().height)
               : QString::fromStdString(m_session.pictureFile().filename().string());
  m_picture->setCaption(name);
}

void StimulusPanel::takeCaption() {
  if (m_editor->toPlainText() == m_session.caption()) return;
  const QSignalBlocker blocked(m_editor);
  m_editor->setPlainText(m_session.caption());
  fitScrollBar();
  m_editor->moveCursor(QTextCursor::End);
  // of a long caption that nobody types the beginning is read
  if (!m_editor->hasFocus()) m_editor->verticalScrollBar()->setValue(0);
}

/// A scroll bar makes the lines shorter, and would stay for text that has room without it.
void StimulusPanel::fitScrollBar() {
  if (!m_editor->verticalScrollBar()->isVisible()) return;
  m_editor->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_editor->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
}

void StimulusPanel::takeItem() {
  m_captions->clear();
  m_repeats->clear();
  const int index = m_session.selectedItem();
  const bool known = m_session.run() && index >= 0;
  m_captions->setVisible(known);
  m_repeats->setVisible(known);
  if (!known) return;
  const TrialItem& item = m_session.run()->items()[static_cast<std::size_t>(index)];
  m_captions->addItem(item.captions.empty() ? tr("No captions")
                                            : tr("Captions (%1)").arg(item.captions.size()));
  for (const std::string& caption : item.captions) m_captions->addItem(QString::fromStdString(caption));
  m_captions->setEnabled(!item.captions.empty());
  const auto count = static_cast<int>(item.trialNumbers.size());
  if (count > 1) m_repeats->addItem(tr("Mean of %1").arg(count), 0);
  for (const int number : item.trialNumbers) m_repeats->addItem(tr("Trial %1").arg(number), number);
  m_repeats->setCurrentIndex(std::max(0, m_repeats->findData(m_session.trialNumber())));
}

void StimulusPanel::showCount(const QString& count) {
  const QString of = QStringLiteral("%1/%2").arg(count).arg(blip::kCaptionTokens);
  m_tokens->setWordings({tr("%1 tokens").arg(of), of});
}

void StimulusPanel::showTokens(const blip::TokenizedCaption& caption) {
  showCount(QString::number(caption.count));
  m_truncated->setVisible(caption.truncated());
  if (caption.truncated())
    m_truncated->setText(tr("Too long: %1 tokens, so the end is cut off after %2.")
                             .arg(caption.fullCount)
                             .arg(blip::kCaptionTokens));
}

void StimulusPanel::showResult() {
  QStringList parts;
  if (std::isfinite(m_session.patternR())) {
    const QString r = paint::withMinus(QString::number(m_session.patternR(), 'f', 3));
    const std::string& run = m_session.data()->firstRun;
    parts << (run.empty()
                  ? tr("Pattern correlation r = %1 over the run's mask").arg(r)
                  : tr("Pattern correlation of %1 r = %2 over its mask").arg(QString::fromStdString(run), r));
  }
  const int item = m_session.selectedItem();
  if (m_session.run() && item >= 0 &&
      m_session.run()->items()[static_cast<std::size_t>(item)].use == ImageUse::Train)
    parts << tr("TRAINING IMAGE: the head has seen it");
  if (m_milliseconds > 0)
    parts << (m_keptFeatures ? tr("predicted in %1 ms from the store's features") : tr("predicted in %1 ms"))
                 .arg(m_milliseconds, 0, 'f', 0);
  if (m_milliseconds > 0 && !m_keptProblem.isEmpty())
    parts << tr("by the encoder, for the store's features cannot be read: %1").arg(m_keptProblem);
  m_result->setText(parts.join(QStringLiteral(" · ")));
}

}  // namespace vxs::ui
