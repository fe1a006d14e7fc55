#include "core/workflow/whatif/CaptionWords.h"
#include "ui/docks/Audience.h"
#include "ui/whatif/RegionBars.h"
#include "ui/whatif/WhatIfPanel.h"
#include "ui/whatif/WordStrip.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/HintLabel.h"
#include "ui/widgets/SplitterPlaces.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/WrappedColumn.h"
#include "ui/widgets/WrappedLabel.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

// How the panel is put together; what it shows is in WhatIfPanel.cpp.
namespace vxs::ui {

namespace {

constexpr int kVoxelsWidth = 250, kMostVoxelsWidth = 330;  ///< at least: at 100 % type; pixels of any type

/// A column's title: one line, in fewer words where it is narrow, so that a low dock has room for what is
/// below.
ElidedLabel* addTitle(QVBoxLayout* layout) {
  auto* title = new ElidedLabel;
  title->setForegroundRole(QPalette::PlaceholderText);
  layout->addWidget(title);
  return title;
}

QLabel* addHint(QVBoxLayout* layout, const QString& text = {}) {
  auto* label = hintLabel<WrappedLabel>(text);
  layout->addWidget(label);
  return label;
}

}  // namespace

WhatIfPanel::WhatIfPanel(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_service(session) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(10, 4, 10, 6);
  auto* columns = new QSplitter(Qt::Horizontal);
  columns->setChildrenCollapsible(false);
  for (QWidget* column : {makeCaptions(), makeWords(), makeRegions(), makeVoxels()})
    columns->addWidget(column);
  columns->setStretchFactor(0, 4);
  for (const int column : {1, 2, 3}) columns->setStretchFactor(column, 3);
  rememberPlaces(*columns, QStringLiteral("whatif"));
  layout->addWidget(columns);
  connect(&m_service, &WhatIfService::changed, this, &WhatIfPanel::showFindings);
  connect(&session.view(), &ViewState::crosshairChanged, this, [this] {
    if (m_target->currentData().toInt() == kVoxel) showWords(), showVerdict();
  });
  for (const auto signal : {&Session::dataChanged, &Session::secondRunChanged})
    connect(&session, signal, this, &WhatIfPanel::showCaptions);
  connect(&session, &Session::dataChanged, this, &WhatIfPanel::noticeOtherMap);
  connect(&session, &Session::dataChanged, this, &WhatIfPanel::noticeOtherPicture);
  showFindings();
}

QWidget* WhatIfPanel::makeCaptions() {
  auto* column = new WrappedColumn;
  auto* layout = new QVBoxLayout(column);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(5);
  m_whose = addTitle(layout);
  m_whose->setObjectName(QStringLiteral("whose"));
  m_whose->setElide(Qt::ElideMiddle);
  // before the texts, which grow: what is pressed stays where it is
  auto* set = new QWidget;
  setOnlyFor(*set, Audience::Desk);
  auto* buttons = new FlowLayout;
  buttons->setContentsMargins(0, 0, 0, 0);
  set->setLayout(buttons);
  m_restore = new QPushButton(tr("Back to original"));
  m_restore->setToolTip(tr("Put the original caption back"));
  m_adopt = new QPushButton(tr("Compare with this"));
  m_adopt->setToolTip(tr("Make the present caption the original that edits are compared with"));
  m_copy = new QPushButton(tr("Copy command"));
  m_copy->setToolTip(tr("Copy the command that gives the same numbers in a shell"));
  for (QPushButton* button : {m_restore, m_adopt, m_copy}) buttons->addWidget(button);
  m_show = new QCheckBox(tr("Show in the views"));
  m_show->setToolTip(tr("The change, edited − original, as a map of its own beside measured and predicted"));
  buttons->addWidget(m_show);
  layout->addWidget(set);
  m_captions = new WrappedLabel;
  m_captions->setObjectName(QStringLiteral("captions"));
  m_captions->setTextFormat(Qt::RichText);
  m_captions->setTextInteractionFlags(Qt::TextSelectableByMouse);
  layout->addWidget(m_captions);
  m_verdict = new WrappedLabel;
  m_verdict->setObjectName(QStringLiteral("verdict"));
  m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
  layout->addWidget(m_verdict);
  m_use = addHint(layout);
  m_use->setObjectName(QStringLiteral("use"));
  layout->addStretch(1);
  m_source = addHint(layout);
  connect(m_restore, &QPushButton::clicked, this,
          [this] { m_session.setCaption(m_service.findings().original, true); });
  connect(m_adopt, &QPushButton::clicked, this, [this] { m_service.setOriginal(m_session.caption()); });
  connect(m_copy, &QPushButton::clicked, this,
          [this] { QGuiApplication::clipboard()->setText(m_service.commandLine()); });
  connect(m_show, &QCheckBox::toggled, this, &WhatIfPanel::showInViews);
  connect(m_show, &QCheckBox::toggled, this, &WhatIfPanel::inViewsChanged);
  return column;
}

QWidget* WhatIfPanel::makeWords() {
  auto* column = new QWidget;
  auto* layout = new QVBoxLayout(column);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(5);
  m_wordsTitle = addTitle(layout);
  m_target = new QComboBox;
  m_target->setAccessibleName(tr("Measure the change of"));
  m_target->setToolTip(tr("What each word's change is measured by"));
  m_target->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_target->setMinimumContentsLength(16);
  layout->addWidget(m_target);
  m_words = new WordStrip;
  m_words->setClickHint(tr("Click to try the caption without “%1”"));
  m_words->setEmptyText(tr("Each word of the caption left out, once there is a caption."));
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidget(m_words);
  layout->addWidget(scroll, 1);
  connect(m_target, &QComboBox::activated, this, [this] { showWords(), showVerdict(); });
  connect(m_words, &WordStrip::picked, this, [this](int index) {
    const std::vector<std::string> words = workflow::wordsOf(m_session.caption().toStdString());
    if (m_service.findings().words.size() == words.size())
      m_session.setCaption(
          QString::fromStdString(workflow::withoutWord(words, static_cast<std::size_t>(index))), true);
  });
  return column;
}

QWidget* WhatIfPanel::makeRegions() {
  auto* column = new QWidget;
  auto* layout = new QVBoxLayout(column);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(5);
  m_regionsTitle = addTitle(layout);
  m_regionsTitle->setObjectName(QStringLiteral("regionsTitle"));
  m_regions = new RegionBars;
  m_regions->setEmptyText(tr("Edit the caption to see which regions move."));
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidget(m_regions);
  followFont(*scroll, [this, scroll] {
    scroll->setMinimumWidth(m_regions->minimumSizeHint().width() +
                            scroll->verticalScrollBar()->sizeHint().width());
  });
  layout->addWidget(scroll, 1);
  connect(m_regions, &RegionBars::picked, this, &WhatIfPanel::setTarget);
  return column;
}

QWidget* WhatIfPanel::makeVoxels() {
  auto* column = new QWidget;
  auto* layout = new QVBoxLayout(column);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(5);
  ElidedLabel* title = addTitle(layout);
  title->setWordings({tr("Voxels that moved most, at least %1 mm apart").arg(WhatIfService::kApartMm),
                      tr("Voxels that moved most"), tr("Moved most")});
  title->setTip(tr("At least %1 mm apart. Click one to go there").arg(WhatIfService::kApartMm));
  m_moved = new QTableWidget(0, 3);
  m_moved->setAccessibleName(tr("Voxels that moved most"));
  m_moved->setHorizontalHeaderLabels({tr("change z"), tr("RAS mm"), tr("region")});
  m_moved->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_moved->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_moved->setSelectionMode(QAbstractItemView::SingleSelection);
  m_moved->verticalHeader()->hide();
  followFont(*m_moved, [this] {
    m_moved->verticalHeader()->setDefaultSectionSize(scaledPixels(22));
    // change and place, and which region
    m_moved->setMinimumWidth(std::min(scaledPixels(kVoxelsWidth), kMostVoxelsWidth));
  });
  m_moved->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  m_moved->horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
  m_moved->setWordWrap(false);
  m_moved->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  layout->addWidget(m_moved, 1);
  connect(m_moved, &QTableWidget::currentCellChanged, this, [this](int row) {
    const auto& moved = m_service.findings().moved;
    if (row >= 0 && row < static_cast<int>(moved.size()))
      m_session.view().setCrosshair(moved[static_cast<std::size_t>(row)].rasMm);
  });
  return column;
}

}  // namespace vxs::ui
