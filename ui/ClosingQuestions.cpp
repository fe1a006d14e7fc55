#include "ui/ClosingQuestions.h"

#include "ui/WindowPanels.h"
#include "ui/workspace/SaveQuestion.h"
#include "ui/workspace/SessionKeeper.h"

#include <QWidget>

#include <utility>

namespace vxs::ui {

bool ClosingQuestions::mayClose() {
  m_asking = true;
  if (!m_answered) ask(0);
  m_asking = false;
  return std::exchange(m_answered, false);  // it may be shown and closed again
}

void ClosingQuestions::ask(std::size_t index) {
  if (index < m_questions.size()) return m_questions[index]([this, index] { ask(index + 1); });
  m_answered = true;
  if (!m_asking) m_window.close();
}

void addQuestions(ClosingQuestions& closing, WindowPanels& panels, SaveQuestion& save,
                  SessionKeeper& keeper) {
  closing.add(panels.trainingQuestion());
  closing.add([&save, &keeper](const std::function<void()>& go) {
    save.before([&keeper, go] {
      if (keeper.unsaved()) keeper.discard();
      go();
    });
  });
}

}  // namespace vxs::ui
