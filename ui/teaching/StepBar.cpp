#include "ui/teaching/StepBar.h"

#include "ui/widgets/PictureView.h"
#include "ui/widgets/TextLabel.h"
#include "ui/widgets/Theme.h"
#include "ui/workspace/WindowUndo.h"

#include <QFontInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace vxs::ui {

namespace {
constexpr int kLeastHeight = 84;  ///< pixels at 100 % type
constexpr int kMargin = 8, kGap = 4, kMostCaptionLines = 3;
constexpr double kTitleLarger = 1.4, kLarger = 1.25;  ///< their type
}  // namespace

StepBar::StepBar(SessionKeeper& keeper, Session& session, QWidget* parent)
    : QWidget(parent), m_keeper(keeper), m_session(session) {
  setObjectName(QStringLiteral("stepBar"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
  row->setSpacing(2 * kMargin);
  row->addWidget(makePicture());
  row->addWidget(makeWords(), 1);
  row->addWidget(makeButtons());
  connect(&keeper, &SessionKeeper::stepsChanged, this, &StepBar::takeStep);
  connect(&keeper, &SessionKeeper::stepShown, this, &StepBar::takeStep);
  connect(&session, &Session::pictureChanged, this, &StepBar::takePicture);
  connect(&session, &Session::captionChanged, this, &StepBar::takeCaption);
  for (const auto signal : {&Session::itemChanged, &Session::runChanged})
    connect(&session, signal, this, &StepBar::showOriginal);
  followFont(*this, [this] {
    fit();
    QTimer::singleShot(0, this, &StepBar::fit);  // once its parts have the font, too
  });
  takePicture();
  takeCaption();
  takeStep();
}

QWidget* StepBar::makePicture() {
  m_picture = new PictureView({}, tr("No picture"));
  m_picture->setAccessibleName(tr("Picture"));
  return m_picture;
}

QWidget* StepBar::makeCaption() {
  m_caption = new QPlainTextEdit;
  m_caption->setObjectName(QStringLiteral("stepCaption"));
  m_caption->setAccessibleName(tr("Caption"));
  m_caption->setToolTip(tr("Edit the caption and watch the prediction change"));
  m_caption->setTabChangesFocus(true);
  m_caption->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_caption->setUndoRedoEnabled(false);
  leaveUndoToWindow(*m_caption);
  m_caption->installEventFilter(this);
  connect(m_caption, &QPlainTextEdit::textChanged, this, [this] {
    m_session.setCaption(m_caption->toPlainText(), true);
    showOriginal();
  });
  return m_caption;
}

QWidget* StepBar::makeWords() {
  auto* words = new QWidget;
  auto* column = new QVBoxLayout(words);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(kGap);
  m_title = new TextLabel;
  m_title->setObjectName(QStringLiteral("stepTitle"));
  setTextRole(*m_title, TextRole::Heading);
  m_text = new TextLabel;
  m_text->setObjectName(QStringLiteral("stepText"));
  m_text->setAlignment(Qt::AlignTop);
  m_scroll = new QScrollArea;
  m_scroll->setWidget(m_text);
  m_scroll->setWidgetResizable(true);
  m_scroll->setFrameShape(QFrame::NoFrame);
  m_scroll->setFocusPolicy(Qt::NoFocus);
  m_scroll->setMinimumHeight(1);  // of itself it asks for more than a line, which the caption needs
  m_scroll->setAccessibleName(tr("Text of the step"));
  column->addWidget(m_title);
  column->addWidget(m_scroll, 1);
  m_original = new TextLabel;
  m_original->setObjectName(QStringLiteral("stepOriginal"));
  setTextRole(*m_original, TextRole::Warning);
  column->addWidget(m_original);
  column->addWidget(makeCaption());
  return words;
}

QWidget* StepBar::makeButtons() {
  auto* buttons = new QWidget;
  auto* grid = new QGridLayout(buttons);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setSpacing(kGap);
  const auto add = [grid](const QString& text, const char* name, const QString& tip, int row, int column) {
    auto* button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::TabFocus);  // a click leaves the keys to the views
    grid->addWidget(button, row, column);
    return button;
  };
  m_count = new QLabel;
  m_count->setAlignment(Qt::AlignCenter);
  setTextRole(*m_count, TextRole::Hint);
  grid->addWidget(m_count, 0, 0);
  QPushButton* end = add(tr("End"), "stepEnd", tr("Back to the whole window (Esc)"), 0, 1);
  m_back = add(tr("Back"), "stepBack", tr("The step before this one (PgUp)"), 2, 0);
  m_next = add(tr("Next"), "stepNext", tr("The step after this one (PgDn)"), 2, 1);
  grid->setRowStretch(1, 1);
  connect(m_next, &QPushButton::clicked, this, [this] { m_keeper.goToStep(m_keeper.step() + 1); });
  connect(m_back, &QPushButton::clicked, this, [this] { m_keeper.goToStep(m_keeper.step() - 1); });
  connect(end, &QPushButton::clicked, this, &StepBar::endRequested);
  return buttons;
}

void StepBar::takeStep() {
  const auto steps = m_keeper.steps();
  const int shown = m_keeper.step();
  const bool any = shown >= 0 && shown < steps.size();
  m_title->setText(any ? steps[shown].title : QString());
  m_title->setVisible(!m_title->text().isEmpty());
  m_text->setText(any ? steps[shown].text : QString());
  m_count->setText(any ? tr("%1 of %2").arg(shown + 1).arg(steps.size()) : QString());
  for (QWidget* each : std::initializer_list<QWidget*>{m_count, m_next, m_back}) each->setVisible(any);
  m_back->setEnabled(shown > 0);
  m_next->setEnabled(shown + 1 < steps.size());
  fit();
}

void StepBar::takePicture() {
  m_picture->setPicture(m_session.picture());
}

void StepBar::takeCaption() {
  if (m_caption->toPlainText() != m_session.caption()) {
    const QSignalBlocker quiet(m_caption);
    m_caption->setPlainText(m_session.caption());
  }
  showOriginal();
}

/// An edited caption is not taken for the picture's own.
void StepBar::showOriginal() {
  const int item = m_session.selectedItem();
  QString original;
  if (m_session.run() && item >= 0)
    if (const auto& own = m_session.run()->items()[static_cast<std::size_t>(item)].captions;
        !own.empty() && !std::ranges::count(own, m_session.caption().toStdString()))
      original = tr("Edited caption. The picture's own: %1").arg(QString::fromStdString(own.front()));
  m_original->setText(original);
  m_original->setVisible(!original.isEmpty());
  fit();
}

void StepBar::fit() {
  const auto enlarge = [this](QLabel& label, double by) {
    QFont font = label.font();
    font.setPixelSize(qRound(by * QFontInfo(this->font()).pixelSize()));
    if (label.font() != font) label.setFont(font);
  };
  enlarge(*m_title, kTitleLarger);
  enlarge(*m_text, kLarger);
  const int width = std::max(1, m_scroll->viewport()->width());
  const auto heightOf = [width](const QLabel& label) {
    return label.text().isEmpty() ? 0 : label.heightForWidth(width) + kGap;
  };
  const int frame = 2 * (m_caption->frameWidth() + static_cast<int>(m_caption->document()->documentMargin()));
  const QRect words = m_caption->fontMetrics().boundingRect(QRect(0, 0, width - frame - kGap, 10'000),
                                                            Qt::TextWordWrap, m_caption->toPlainText());
  const int line = m_caption->fontMetrics().lineSpacing();
  const int lines = std::clamp((words.height() + line - 1) / line, 1, kMostCaptionLines);
  m_caption->setFixedHeight(lines * line + frame);
  const int wanted =
      2 * kMargin + heightOf(*m_title) + heightOf(*m_text) + heightOf(*m_original) + m_caption->height();
  const int least = scaledPixels(kLeastHeight);
  const int height = std::clamp(wanted, least, std::max(least, window()->height() / 3));
  m_picture->setFixedWidth(height - 2 * kMargin);
  setFixedHeight(height);
}

/// A caption has no lines: Return ends typing it, as Esc does, and the keys are the views' again.
bool StepBar::eventFilter(QObject* watched, QEvent* event) {
  if (watched != m_caption || event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
  const int key = static_cast<QKeyEvent*>(event)->key();
  if (key != Qt::Key_Return && key != Qt::Key_Enter && key != Qt::Key_Escape) return false;
  m_caption->clearFocus();
  return true;
}

void StepBar::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  if (event->size().width() != event->oldSize().width()) fit();
}

void StepBar::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  fit();
}

}  // namespace vxs::ui
