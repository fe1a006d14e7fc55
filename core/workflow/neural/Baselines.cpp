#include "core/workflow/neural/RunExplaining.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vxs::workflow {

Quadrature gaussLegendre(int count) {
  Quadrature rule{std::vector<double>(static_cast<std::size_t>(count)),
                  std::vector<double>(static_cast<std::size_t>(count))};
  for (int i = 0; i < count; ++i) {
    // Newton's method on the Legendre polynomial from Chebyshev's guess
    double x = std::cos(std::numbers::pi * (i + 0.75) / (count + 0.5)), slope = 0;
    for (int iteration = 0; iteration < 100; ++iteration) {
      double previous = 1, value = x;
      for (int k = 2; k <= count; ++k) {
        const double next = ((2 * k - 1) * x * value - (k - 1) * previous) / k;
        previous = value;
        value = next;
      }
      if (count == 1) previous = 1;
      slope = count * (x * value - previous) / (x * x - 1);
      const double step = value / slope;
      x -= step;
      if (std::abs(step) < 1e-15) break;
    }
    const auto place = static_cast<std::size_t>(count - 1 - i);
    rule.nodes[place] = (1 + x) / 2;
    rule.weights[place] = 1 / ((1 - x * x) * slope * slope);
  }
  return rule;
}

std::vector<float> blurred(const std::vector<float>& pixels, int side, double sigma) {
  const int radius = static_cast<int>(std::ceil(3 * sigma));
  std::vector<double> kernel;
  for (int i = -radius; i <= radius; ++i) kernel.push_back(std::exp(-0.5 * i * i / (sigma * sigma)));
  double sum = 0;
  for (const double weight : kernel) sum += weight;
  for (double& weight : kernel) weight /= sum;
  const auto pass = [&](const std::vector<float>& in, bool across) {
    std::vector<float> out(in.size());
    for (int plane = 0; plane < 3; ++plane)
      for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
          double total = 0;
          for (int i = -radius; i <= radius; ++i) {
            const int sx = across ? std::clamp(x + i, 0, side - 1) : x;
            const int sy = across ? y : std::clamp(y + i, 0, side - 1);
            total += kernel[static_cast<std::size_t>(i + radius)] *
                     in[static_cast<std::size_t>((plane * side + sy) * side + sx)];
          }
          out[static_cast<std::size_t>((plane * side + y) * side + x)] = static_cast<float>(total);
        }
    return out;
  };
  return pass(pass(pixels, true), false);
}

}  // namespace vxs::workflow
