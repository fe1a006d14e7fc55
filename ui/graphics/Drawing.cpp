#include "ui/graphics/Drawing.h"

#include "ui/widgets/Settings.h"

#include <QSettings>

#include <utility>

namespace vxs::ui {

namespace {

const QString kProbing = QStringLiteral("graphicsProbing");

}  // namespace

QString drawingName(DrawingChoice choice) {
  switch (choice) {
    case DrawingChoice::Automatic:
      return QStringLiteral("automatic");
    case DrawingChoice::GraphicsCard:
      return QStringLiteral("card");
    case DrawingChoice::Processor:
      break;
  }
  return QStringLiteral("processor");
}

DrawingChoice drawingFromName(const QString& name) {
  for (const auto choice : {DrawingChoice::Automatic, DrawingChoice::GraphicsCard})
    if (name == drawingName(choice)) return choice;
  return DrawingChoice::Processor;
}

Drawing::Drawing(QObject* parent, Probe probe) : QObject(parent), m_probe(std::move(probe)) {}

void Drawing::choose(DrawingChoice choice) {
  if (choice == m_choice && m_failure.isEmpty()) return;
  m_choice = choice;
  m_failure.clear();
  decide();
}

void Drawing::decide() {
  m_onCard = false;
  if (m_choice != DrawingChoice::Processor) {
    if (!m_card) m_card = m_probe();
    m_onCard = m_failure.isEmpty() && m_card->usable &&
               (m_card->hardware || m_choice == DrawingChoice::GraphicsCard);
  }
  Q_EMIT changed();
}

void Drawing::giveUp(const QString& why) {
  if (!m_onCard) return;
  m_failure = why;
  decide();
  Q_EMIT gaveUp(why);
}

QString Drawing::text() const {
  QString card;
  if (m_card && !m_card->renderer.isEmpty())
    card = tr("OpenGL %1, %2").arg(m_card->version, m_card->renderer);
  if (m_onCard) return tr("graphics card: %1").arg(card);
  QString why = !m_failure.isEmpty() ? m_failure : m_card ? m_card->reason : QString();
  if (m_choice == DrawingChoice::Processor) why = tr("as chosen");
  if (m_choice != DrawingChoice::Processor && !card.isEmpty()) why = tr("%1: %2").arg(card, why);
  return tr("processor (%1)").arg(why);
}

GraphicsCard guardedProbe() {
  QSettings settings;
  if (settings.value(kProbing).toBool()) {
    GraphicsCard none;
    none.reason =
        QObject::tr("looking for OpenGL did not end well last time; choose the graphics card to try again");
    return none;
  }
  settings.setValue(kProbing, true);
  settings.sync();
  const GraphicsCard found = GraphicsCard::probe();
  settings.remove(kProbing);
  return found;
}

void forgetFailedProbe() {
  Settings().remove(kProbing);
}

}  // namespace vxs::ui
