#include "ui/figure/PreviewZoom.h"

#include "ui/figure/PagePreview.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace vxs::ui {

PreviewZoom::PreviewZoom(PagePreview& preview, QWidget* parent) : QWidget(parent), m_preview(preview) {
  m_fit = new QPushButton(tr("Fit"));
  m_fit->setObjectName(QStringLiteral("zoomFit"));
  m_fit->setToolTip(tr("The whole page"));
  m_paper = new QPushButton(tr("100 %"));
  m_paper->setObjectName(QStringLiteral("zoomPaper"));
  m_paper->setToolTip(tr("As large as on paper. Ctrl + wheel: larger and smaller; drag to move the page"));
  m_scale = new QLabel;
  m_scale->setAccessibleName(tr("Size of the page on the screen"));
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  for (QPushButton* each : {m_fit, m_paper}) {
    each->setAutoDefault(false);
    layout->addWidget(each);
  }
  layout->addWidget(m_scale, 1);
  connect(m_fit, &QPushButton::clicked, &preview, [&preview] { preview.setZoom(1); });
  connect(m_paper, &QPushButton::clicked, &preview, [&preview] { preview.setZoom(preview.paperZoom()); });
  connect(&preview, &PagePreview::scaled, this, &PreviewZoom::tell);
  tell();
}

void PreviewZoom::tell() {
  const double scale = m_preview.paperScale();
  m_fit->setEnabled(scale > 0 && m_preview.zoom() != 1);
  m_paper->setEnabled(scale > 0 && qRound(100 * scale) != 100);
  m_scale->setText(scale > 0 ? tr("seen at %1 % of its size").arg(qRound(100 * scale)) : QString());
}

}  // namespace vxs::ui
