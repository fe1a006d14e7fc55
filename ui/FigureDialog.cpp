#include "ui/FigureDialog.h"

#include "core/base/Error.h"
#include "core/volume/Nifti.h"
#include "ui/CommandLine.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace vxs::ui {

namespace {

QDoubleSpinBox* number(double from, double to, double value, const QString& unit) {
  auto* spin = new QDoubleSpinBox;
  spin->setRange(from, to);
  spin->setDecimals(0);
  spin->setValue(value);
  spin->setSuffix(QLatin1Char(' ') + unit);
  return spin;
}

}  // namespace

FigureDialog::FigureDialog(QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("Export a figure"));
  auto* form = new QFormLayout(this);
  m_kind = new QComboBox;
  m_kind->addItems({tr("Measured, predicted, difference in 3-D"), tr("Slices through the crosshair"),
                    tr("Picture before and after preprocessing")});
  m_width = number(20, 1000, 180, tr("mm"));
  m_height = number(20, 1000, 90, tr("mm"));
  m_dpi = number(36, 1200, 300, tr("dpi"));
  m_file = new QLineEdit(QDir::home().filePath(QStringLiteral("voxelscope-figure.png")));
  m_file->setMinimumWidth(320);
  auto* choose = new QPushButton(tr("Choose…"));
  connect(choose, &QPushButton::clicked, this, &FigureDialog::chooseFile);
  connect(m_kind, &QComboBox::currentIndexChanged, this,
          [this](int kind) { m_height->setValue(kind == static_cast<int>(FigureKind::Slices) ? 150 : 90); });
  auto* row = new QHBoxLayout;
  row->addWidget(m_file, 1);
  row->addWidget(choose);
  form->addRow(tr("&Figure"), m_kind);
  form->addRow(tr("&Width"), m_width);
  form->addRow(tr("&Height"), m_height);
  form->addRow(tr("&Resolution"), m_dpi);
  form->addRow(tr("F&ile (PNG or TIFF)"), row);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  form->addRow(buttons);
}

void FigureDialog::chooseFile() {
  const QString file =
      QFileDialog::getSaveFileName(this, windowTitle(), m_file->text(), tr("Figures (*.png *.tif *.tiff)"));
  if (!file.isEmpty()) m_file->setText(file);
}

FigureRequest FigureDialog::request() const {
  FigureRequest request;
  request.kind = static_cast<FigureKind>(m_kind->currentIndex());
  request.size = {m_width->value(), m_height->value(), m_dpi->value()};
  request.file = m_file->text().toStdString();
  return request;
}

void exportFigure(Session& session, const FigureRequest& request) {
  const ComparisonPtr data = session.data();
  if (!data) return;
  const scene::ComparisonState state = session.view().state();
  const auto draw = [request, data, state, picture = session.picture(), seen = session.seenByEncoder(),
                     caption = session.caption(), encoder = session.run()->info().encoder] {
    switch (request.kind) {
      case FigureKind::Compare3d:
        return paint::compare3dFigure(*data, state, request.size);
      case FigureKind::Slices:
        return paint::slicesFigure(*data, state, request.size);
      case FigureKind::Preprocessing:
        break;
    }
    if (picture.empty() || seen.empty()) throw Error("there is no picture that the model has seen");
    return paint::preprocessingFigure(picture, seen, caption, QString::fromStdString(encoder),
                                      data->demoEncoder, request.size);
  };
  const std::array<const char*, 3> kinds{"compare3d", "slices", "preprocessing"};
  const std::string recipe =
      figureRecipe(session, QLatin1String(kinds[static_cast<std::size_t>(request.kind)]), request.size);
  session.tasks().run(
      &session, {Lane::Export, QObject::tr("Exporting the figure"), {}, false, false},
      [draw, request, recipe](Progress& progress) {
        const QImage figure = draw();
        progress.throwIfCancelled();
        paint::saveFigure(request.file, figure, request.size, recipe);
        progress.note("Saved " + request.file.string());
        return true;
      },
      [](bool) {});
}

void savePrediction(Session& session, const std::filesystem::path& file) {
  const ComparisonPtr data = session.data();
  const auto predicted = static_cast<std::size_t>(scene::Layer::Predicted);
  if (!data || data->volumes[predicted].empty()) return;
  session.tasks().run(
      &session, {Lane::Export, QObject::tr("Saving the predicted volume"), {}, false, false},
      [data, file](Progress& progress) {
        writeNifti(file, data->volumes[predicted], NiftiType::Float32, data->modelLine.substr(0, 79));
        progress.note("Saved " + file.string());
        return true;
      },
      [](bool) {});
}

}  // namespace vxs::ui
