#include "ui/training/TrainingForm.h"

#include "ui/widgets/Settings.h"

#include <QComboBox>
#include <QLineEdit>

// What the form still knows when the program is started again.
namespace vxs::ui {

std::vector<std::pair<QString, QComboBox*>> TrainingForm::keptChoices() const {
  return {{QStringLiteral("preset"), m_preset},       {QStringLiteral("head"), m_head},
          {QStringLiteral("features"), m_features},   {QStringLiteral("loss"), m_loss},
          {QStringLiteral("penalty"), m_penalty},     {QStringLiteral("split"), m_split},
          {QStringLiteral("optimizer"), m_optimizer}, {QStringLiteral("siren"), m_siren},
          {QStringLiteral("readout"), m_readout}};
}

std::vector<std::pair<QString, QLineEdit*>> TrainingForm::keptFields() const {
  return {{QStringLiteral("penaltyWeight"), m_penaltyWeight},
          {QStringLiteral("learningRate"), m_rate},
          {QStringLiteral("epochs"), m_epochs},
          {QStringLiteral("batch"), m_batch},
          {QStringLiteral("hidden"), m_hidden},
          {QStringLiteral("patience"), m_patience},
          {QStringLiteral("seed"), m_seed}};
}

void TrainingForm::remember() const {
  Settings settings(QStringLiteral("training"));
  for (const auto& [name, box] : keptChoices()) settings.setValue(name, box->currentText());
  for (const auto& [name, field] : keptFields()) settings.setValue(name, field->text());
}

void TrainingForm::recall() {
  Settings settings(QStringLiteral("training"));
  m_filling = true;
  for (const auto& [name, box] : keptChoices())
    if (const int index = box->findText(settings.value(name).toString()); index >= 0)
      box->setCurrentIndex(index);
  for (const auto& [name, field] : keptFields())
    if (settings.contains(name)) field->setText(settings.value(name).toString());
  m_filling = false;
  edited();
}

}  // namespace vxs::ui
