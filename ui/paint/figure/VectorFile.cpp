#include "VoxelscopeVersion.h"
#include "core/base/Error.h"
#include "ui/paint/figure/FormatFiles.h"
#include "ui/paint/figure/Page.h"

#include <QBuffer>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

namespace vxs::paint {
namespace {

constexpr const char* kOpen = "<voxelscope:recipe>";
constexpr const char* kClose = "</voxelscope:recipe>";
constexpr const char* kNamespace = "https://voxelscope.invalid/recipe/1";

std::string recipeElement(const std::string& recipe) {
  return kOpen + QString::fromStdString(recipe).toHtmlEscaped().toStdString() + kClose;
}

void paintOn(QPaintDevice& device, const Figure& figure, const PageSetup& page, Progress& progress) {
  QPainter painter;
  if (!painter.begin(&device)) throw Error("cannot begin to paint the figure");
  Page paper(painter, page, &progress);
  figure.paint(paper);
}

void replaceAttribute(std::string& svg, const std::string& name, double millimetres) {
  const std::size_t from = svg.find(name + "=\"", svg.find("<svg"));
  const std::size_t to = from == std::string::npos ? from : svg.find('"', from + name.size() + 2);
  if (to == std::string::npos) return;
  svg.replace(from, to - from, name + "=\"" + QString::number(millimetres, 'g', 8).toStdString() + "mm");
}

std::string xmpPacket(const std::string& recipe, const std::string& title) {
  const std::string escaped = QString::fromStdString(title).toHtmlEscaped().toStdString();
  return std::string("<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n") +
         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
         "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
         "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
         "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:voxelscope=\"" +
         kNamespace + "\"><dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">" + escaped +
         "</rdf:li></rdf:Alt></dc:title><xmp:CreatorTool>Voxelscope " VOXELSCOPE_VERSION
         "</xmp:CreatorTool>" +
         recipeElement(recipe) + "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>";
}

}  // namespace

std::string svgBytes(const Figure& figure, const PageSetup& page, const std::string& recipe,
                     Progress& progress) {
  const QSize size = pixelSize(page.size);
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setResolution(qRound(page.size.dpi));
  generator.setSize(size);
  generator.setViewBox(QRect(QPoint(), size));
  generator.setTitle(QString::fromStdString(titleText(figure.legend())));
  generator.setDescription(QStringLiteral("Voxelscope " VOXELSCOPE_VERSION));
  paintOn(generator, figure, page, progress);
  std::string bytes = buffer.data().toStdString();
  // Qt writes what whole pixels measure; the paper's size is exact
  replaceAttribute(bytes, "width", page.size.widthMm);
  replaceAttribute(bytes, "height", page.size.heightMm);
  const std::size_t after = bytes.find("</desc>");
  if (after == std::string::npos)
    throw Error("the SVG that was painted has no description to add a recipe to");
  bytes.insert(after + 7, "\n<metadata xmlns:voxelscope=\"" + std::string(kNamespace) + "\">" +
                              recipeElement(recipe) + "</metadata>");
  return bytes;
}

std::string pdfBytes(const Figure& figure, const PageSetup& page, const std::string& recipe,
                     Progress& progress) {
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  QPdfWriter writer(&buffer);
  const std::string title = titleText(figure.legend());
  writer.setCreator(QStringLiteral("Voxelscope " VOXELSCOPE_VERSION));
  writer.setTitle(QString::fromStdString(title));
  writer.setResolution(qRound(page.size.dpi));
  const QPageSize paper(QSizeF(page.size.widthMm, page.size.heightMm), QPageSize::Millimeter,
                        QStringLiteral("figure"), QPageSize::ExactMatch);
  writer.setPageLayout(QPageLayout(paper, QPageLayout::Portrait, QMarginsF()));
  writer.setDocumentXmpMetadata(QByteArray::fromStdString(xmpPacket(recipe, title)));
  paintOn(writer, figure, page, progress);
  return buffer.data().toStdString();
}

std::string xmlRecipe(const std::string& bytes) {
  const std::size_t open = bytes.find(kOpen);
  if (open == std::string::npos) return {};
  const std::size_t from = open + std::string(kOpen).size(), to = bytes.find(kClose, from);
  if (to == std::string::npos) return {};
  QString text = QString::fromStdString(bytes.substr(from, to - from));
  text.replace(QLatin1String("&lt;"), QLatin1String("<"))
      .replace(QLatin1String("&gt;"), QLatin1String(">"))
      .replace(QLatin1String("&quot;"), QLatin1String("\""))
      .replace(QLatin1String("&amp;"), QLatin1String("&"));
  return text.toStdString();
}

}  // namespace vxs::paint
