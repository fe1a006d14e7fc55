#pragma once

#include "ui/paint/figure/ComparisonParts.h"

namespace vxs::paint {

/// A figure of layers of a comparison: what all such kinds have in common, so that each only lays out its
/// cells. Frame with footer and colour bars, marks, and a legend with everything that a reader must know.
class ComparisonFigure : public Figure {
 public:
  ComparisonFigure(ComparisonLook look, std::vector<scene::Layer> layers)
      : m_look(std::move(look)), m_layers(std::move(layers)) {}

  void paint(Page& page) const final;
  Legend legend() const final;
  std::vector<std::string> sources() const final {
    return frameLines(m_look, m_layers, !space().slices.empty());
  }
  Honesty honesty() const final { return honestyOf(*m_look.data, m_layers); }
  double fittingHeightMm(const PageSetup& setup) const final;

 protected:
  const ComparisonLook& look() const { return m_look; }
  const scene::ComparisonData& data() const { return *m_look.data; }
  const scene::ComparisonState& state() const { return m_look.state; }
  const std::vector<scene::Layer>& layers() const { return m_layers; }

  virtual void paintCells(Page& page, const QRectF& area) const = 0;
  /// In pixels, of cells that fill an area of that width.
  virtual double cellsHeight(const Page& page, double width) const = 0;
  /// First words of the legend: "Axial slices of measured and predicted".
  virtual std::string title() const = 0;
  virtual SpaceWords space() const = 0;
  /// Sentences of the kind's own, after what all have to say.
  virtual void describe(Legend& /*legend*/) const {}

 private:
  ComparisonLook m_look;
  std::vector<scene::Layer> m_layers;
};

/// Layers and look that the recipe asks for, completed, for kinds that need nothing else.
template <class Kind>
std::unique_ptr<Figure> makeComparisonFigure(Recipe& recipe, FigureSources& sources, Progress& progress) {
  std::vector<scene::Layer> layers = layersFrom(recipe.option("layers"));
  ComparisonLook look = lookFrom(recipe, sources, layers, progress);
  return std::make_unique<Kind>(std::move(look), std::move(layers));
}

}  // namespace vxs::paint
