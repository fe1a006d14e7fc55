#pragma once

#include "ui/graphics/GraphicsCard.h"

#include <QObject>

#include <functional>
#include <optional>

namespace vxs::ui {

/// Who draws 3-D views: found out, the processor (VTK's fixed-point ray caster), or the graphics card (VTK's
/// GPU mapper).
enum class DrawingChoice { Automatic, Processor, GraphicsCard };

/// "automatic", "processor", "card": for settings, scripts and names of actions.
QString drawingName(DrawingChoice choice);
/// The processor's for a name that is none.
DrawingChoice drawingFromName(const QString& name);

/// Who draws the 3-D views of a window. Automatic takes the graphics card only where there is one; the probe
/// is made when it is first needed. When drawing with the card fails the processor takes over until somebody
/// chooses again.
class Drawing : public QObject {
  Q_OBJECT
 public:
  using Probe = std::function<GraphicsCard()>;
  explicit Drawing(QObject* parent = nullptr, Probe probe = GraphicsCard::probe);

  DrawingChoice choice() const { return m_choice; }
  void choose(DrawingChoice choice);
  bool onGraphicsCard() const { return m_onCard; }
  /// A line for diagnostics: who draws, with what, and why not with the card.
  QString text() const;
  /// Of a view whose thread could not draw with the card.
  void giveUp(const QString& why);

 Q_SIGNALS:
  void changed();
  /// Once for a choice, however many views fail.
  void gaveUp(const QString& why);

 private:
  void decide();
  Probe m_probe;
  std::optional<GraphicsCard> m_card;  ///< once it was asked for
  DrawingChoice m_choice = DrawingChoice::Processor;
  QString m_failure;
  bool m_onCard = false;
};

/// GraphicsCard::probe() for a start of the program: when the last one did not return (a driver that ends the
/// program) it is not tried again until forgetFailedProbe().
GraphicsCard guardedProbe();
void forgetFailedProbe();

}  // namespace vxs::ui
