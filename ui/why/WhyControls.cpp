#include "ui/docks/Audience.h"
#include "ui/docks/DockScroll.h"
#include "ui/whatif/WordStrip.h"
#include "ui/why/HeatView.h"
#include "ui/why/SparsityView.h"
#include "ui/why/WhyPanel.h"
#include "ui/why/WhyWords.h"
#include "ui/widgets/HintLabel.h"
#include "ui/widgets/SplitterPlaces.h"
#include "ui/widgets/TextLabel.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/WrappedLabel.h"

#include <QClipboard>
#include <QComboBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QSplitter>
#include <QVBoxLayout>

// How the panel is put together; what it shows is in WhyPanel.cpp.
namespace vxs::ui {

namespace {

constexpr int kColumn = 200;  ///< pixels at 100 % type

QComboBox* choice(const QString& name, const QString& tip) {
  auto* box = new QComboBox;
  box->setAccessibleName(name);
  box->setToolTip(tip);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(12);
  return box;
}

QSpinBox* number(const QString& name, const QString& tip, int low, int high, int value) {
  auto* spin = new QSpinBox;
  spin->setAccessibleName(name);
  spin->setToolTip(tip);
  spin->setRange(low, high);
  spin->setValue(value);
  return spin;
}

}  // namespace

WhyPanel::WhyPanel(WhyModel& model, QWidget* parent)
    : QWidget(parent), m_model(model), m_session(model.session()) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(10, 4, 10, 6);
  auto* columns = new QSplitter(Qt::Horizontal);
  columns->setChildrenCollapsible(false);
  // each by itself, so that long words leave the pictures as high as the dock is, with what is below them
  const auto scrolled = [](QWidget* column) {
    return new DockScroll(column, DockScroll::Across::Fitted, kColumn);
  };
  QWidget* controls = scrolled(makeControls());
  setOnlyFor(*controls, Audience::Desk);
  columns->addWidget(controls);
  columns->addWidget(makePictures());
  columns->addWidget(scrolled(makeNumbers()));
  columns->setSizes({270, 800, 460});
  columns->setStretchFactor(0, 2);
  columns->setStretchFactor(1, 4);
  columns->setStretchFactor(2, 3);
  rememberPlaces(*columns, QStringLiteral("why"));
  layout->addWidget(columns);
  connect(&model, &WhyModel::regionsChanged, this, &WhyPanel::takeRegions);
  connect(&model, &WhyModel::choiceChanged, this, &WhyPanel::takeChoice);
  connect(&model, &WhyModel::changed, this, &WhyPanel::showState);
  connect(&m_session, &Session::dataChanged, this, &WhyPanel::showState);
  connect(&m_session.view(), &ViewState::crosshairChanged, this, &WhyPanel::showFormer);
  takeRegions();
}

QWidget* WhyPanel::makeControls() {
  auto* column = new QWidget;
  auto* layout = new QVBoxLayout(column);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(5);
  // first: in large type a low dock may end within the choices, which keep what was chosen last
  auto* buttons = new QHBoxLayout;
  m_explain = new QPushButton(tr("Explain"));
  m_explain->setObjectName(QStringLiteral("explain"));
  m_explain->setToolTip(tr("Trace the present prediction back to picture and words (Ctrl + Shift + Return)"));
  m_cancel = new QPushButton(tr("Stop"));
  m_cancel->setObjectName(QStringLiteral("stop"));
  m_cancel->setToolTip(tr("Stop; what has been found so far stays"));
  m_copy = new QPushButton(tr("Copy command"));
  m_copy->setToolTip(tr("Copy the command that explains what is chosen here in a shell"));
  for (QPushButton* button : {m_explain, m_cancel, m_copy}) buttons->addWidget(button);
  buttons->addStretch(1);
  layout->addLayout(buttons);
  auto* form = new QFormLayout;
  form->setSpacing(4);
  m_target = choice(tr("Explain"), tr("The voxel under the crosshair, or the mean of a region"));
  m_target->addItem(tr("crosshair’s voxel"), QString());
  m_of = choice(tr("Run"), tr("Whose prediction is explained, where two runs are open"));
  m_method = choice(tr("Method"), tr("How the prediction is traced back to picture and words"));
  using Method = workflow::ExplainMethod;
  for (const Method method : {Method::Gradient, Method::Integrated, Method::Occlusion, Method::Attention}) {
    m_method->addItem(methodName(method), static_cast<int>(method));
    m_method->setItemData(m_method->count() - 1, methodNote(method), Qt::ToolTipRole);
  }
  m_baseline =
      choice(tr("Baseline"), tr("What stands for nothing to see: BLIP's mean grey, or the picture blurred"));
  for (const char* baseline : {"grey", "blur"})
    m_baseline->addItem(baselineName(baseline), QString::fromLatin1(baseline));
  m_steps =
      number(tr("Steps"), tr("Nodes along the path from the baseline; more close the gap"), 1, 1000, 32);
  m_grid = number(tr("Cells a side"), tr("The picture is covered cell by cell"), 1, 64, 8);
  m_target->setObjectName(QStringLiteral("whyTarget"));
  m_of->setObjectName(QStringLiteral("whyRun"));
  m_method->setObjectName(QStringLiteral("whyMethod"));
  form->addRow(tr("Explain"), m_target);
  form->addRow(m_ofLabel = new QLabel(tr("as predicted by")), m_of);
  form->addRow(tr("by"), m_method);
  form->addRow(m_baselineLabel = new QLabel(tr("against")), m_baseline);
  form->addRow(m_stepsLabel = new QLabel(tr("steps")), m_steps);
  form->addRow(m_gridLabel = new QLabel(tr("cells a side")), m_grid);
  layout->addLayout(form);
  m_progress = new QProgressBar;
  m_progress->setTextVisible(true);
  layout->addWidget(m_progress);
  layout->addStretch(1);
  m_source = hintLabel<WrappedLabel>();
  layout->addWidget(m_source);
  connectControls();
  return column;
}

void WhyPanel::connectControls() {
  const auto chosen = [this](auto* control, auto signal, auto change) {
    connect(control, signal, this,
            [this, control, change] { chooseBy([&](WhyChoice& choice) { change(choice, *control); }); });
  };
  chosen(m_method, &QComboBox::currentIndexChanged, [](WhyChoice& choice, const QComboBox& box) {
    choice.method = static_cast<workflow::ExplainMethod>(box.currentData().toInt());
  });
  chosen(m_target, &QComboBox::currentIndexChanged, [](WhyChoice& choice, const QComboBox& box) {
    choice.region = box.currentData().toString().toStdString();
  });
  chosen(m_baseline, &QComboBox::currentIndexChanged, [](WhyChoice& choice, const QComboBox& box) {
    choice.baseline = box.currentData().toString().toStdString();
  });
  chosen(m_of, &QComboBox::currentIndexChanged,
         [](WhyChoice& choice, const QComboBox& box) { choice.ofSecond = box.currentIndex() == 1; });
  chosen(m_steps, &QSpinBox::valueChanged,
         [](WhyChoice& choice, const QSpinBox& box) { choice.steps = box.value(); });
  chosen(m_grid, &QSpinBox::valueChanged,
         [](WhyChoice& choice, const QSpinBox& box) { choice.grid = box.value(); });
  connect(m_explain, &QPushButton::clicked, &m_model, &WhyModel::explain);
  connect(m_cancel, &QPushButton::clicked, &m_model.service(), &ExplainService::cancel);
  connect(m_copy, &QPushButton::clicked, this,
          [this] { QGuiApplication::clipboard()->setText(m_model.commandLine()); });
}

QWidget* WhyPanel::makePictures() {
  auto* box = new QWidget;
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(5);
  m_heat = new HeatView(tr("Which part of the picture matters: press Explain"));
  m_randomHeat = new HeatView(tr("The same with randomised weights, to check"));
  m_words = new WordStrip;
  m_words->setEmptyText(tr("What each word is worth comes here."));
  // beside the pictures, which are as large as the dock is high
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setWidget(m_words);
  followFont(*scroll, [scroll] { scroll->setMinimumSize(scaledPixels(200), WordStrip::rowHeight()); });
  row->addWidget(m_heat, 3);
  row->addWidget(m_randomHeat, 3);
  row->addWidget(scroll, 4);
  connect(m_words, &WordStrip::picked, this, [this](int index) {
    const auto& explanation = m_model.service().explanation();
    if (!explanation || explanation->method != workflow::ExplainMethod::Attention) return;
    const std::string word = explanation->words[static_cast<std::size_t>(index)].text;
    chooseBy([&](WhyChoice& choice) { choice.word = choice.word == word ? std::string() : word; });
  });
  return box;
}

/// Before a class, where the controls are away: what somebody may ask for there.
QWidget* WhyPanel::makeQuestion() {
  auto* box = new QWidget;
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 0, 0, 0);
  m_asked = choice(tr("Explain"), m_target->toolTip());
  m_asked->setObjectName(QStringLiteral("askedTarget"));
  m_asked->setModel(m_target->model());
  m_ask = new QPushButton(tr("Explain"));
  m_ask->setObjectName(QStringLiteral("ask"));
  m_ask->setToolTip(m_explain->toolTip());
  row->addWidget(m_asked, 1);
  row->addWidget(m_ask);
  setOnlyFor(*box, Audience::Class);
  connect(m_asked, &QComboBox::activated, this, [this](int index) {
    m_target->setCurrentIndex(index);
    m_model.explain();
  });
  connect(m_ask, &QPushButton::clicked, &m_model, &WhyModel::explain);
  return box;
}

QWidget* WhyPanel::makeNumbers() {
  auto* column = new QWidget;
  auto* layout = new QVBoxLayout(column);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(5);
  layout->addWidget(makeQuestion());
  // both of what is shown, which need not be what is chosen beside it
  m_former = new WrappedLabel;
  m_former->setObjectName(QStringLiteral("formerChoice"));
  setTextRole(*m_former, TextRole::Warning);
  m_former->hide();
  layout->addWidget(m_former);
  m_note = hintLabel<WrappedLabel>();
  m_note->setObjectName(QStringLiteral("methodNote"));
  m_numbers = new TextLabel;
  m_numbers->setObjectName(QStringLiteral("numbers"));
  m_numbers->setTextInteractionFlags(Qt::TextSelectableByMouse);
  layout->addWidget(m_numbers);
  layout->addWidget(m_note);
  m_sanity = new QPushButton(tr("Check: randomised weights"));
  m_sanity->setObjectName(QStringLiteral("sanity"));
  m_sanity->setToolTip(
      tr("The same map with every weight of the encoder drawn anew: what stays does not come from "
         "what was learned"));
  layout->addWidget(m_sanity, 0, Qt::AlignLeft);
  m_sanityText = new TextLabel;
  m_sanityText->setObjectName(QStringLiteral("sanityText"));
  m_sanityText->setTextInteractionFlags(Qt::TextSelectableByMouse);
  layout->addWidget(m_sanityText);
  m_sparsityTitle = hintLabel<WrappedLabel>(
      tr("Per cent of image tokens that hold 90 % of a word's attention, layers down"));
  layout->addWidget(m_sparsityTitle);
  m_sparsity = new SparsityView;
  layout->addWidget(m_sparsity, 20);
  layout->addStretch(1);
  connect(m_sanity, &QPushButton::clicked, &m_model, &WhyModel::checkSanity);
  connect(m_sparsity, &SparsityView::picked, this, [this](int layer, int head) {
    chooseBy([&](WhyChoice& choice) {
      choice.layer = layer + 1;
      choice.head = head + 1;
    });
  });
  return column;
}

}  // namespace vxs::ui
