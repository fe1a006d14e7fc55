#include "ui/DiagnosticsDialog.h"

#include "ui/graphics/Drawing.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

namespace vxs::ui {

namespace {

QString screens() {
  QStringList all;
  for (const QScreen* screen : QGuiApplication::screens())
    all << QStringLiteral("%1 × %2 at %3 %")
               .arg(screen->size().width())
               .arg(screen->size().height())
               .arg(100 * screen->devicePixelRatio());
  return all.join(QStringLiteral(", "));
}

}  // namespace

DiagnosticsDialog::DiagnosticsDialog(const workflow::DiagnosedRows& found, const Drawing& drawing,
                                     QWidget* parent)
    : QDialog(parent) {
  setObjectName(QStringLiteral("diagnostics"));
  setWindowTitle(tr("Diagnostics"));
  auto* layout = new QVBoxLayout(this);
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(18);
  grid->setColumnStretch(1, 1);
  layout->addLayout(grid);
  layout->addStretch(1);
  const auto add = [&](const QString& name, const QString& value) {
    m_text += name + QStringLiteral(": ") + value + QLatin1Char('\n');
    auto* label = new QLabel(name);
    setTextRole(*label, TextRole::Hint);
    auto* text = new QLabel(value);
    text->setWordWrap(true);
    text->setTextFormat(Qt::PlainText);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    const int row = grid->rowCount();
    grid->addWidget(label, row, 0, Qt::AlignTop);
    grid->addWidget(text, row, 1, Qt::AlignTop);
  };
  for (const auto& [name, value] : found) add(QString::fromStdString(name), QString::fromStdString(value));
  add(QStringLiteral("Qt platform"), QGuiApplication::platformName());
  add(QStringLiteral("Screens"), screens());
  add(QStringLiteral("3-D drawn by"), drawing.text());
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
  auto* copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
  copy->setToolTip(tr("Copy everything as text"));
  connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_text); });
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  layout->addWidget(buttons);
  resize(660, sizeHint().height());
}

}  // namespace vxs::ui
