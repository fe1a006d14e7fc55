"""Writes intervals.json: bootstrap intervals of a region's median r^2 / NC by scipy.stats.bootstrap, and how often several
kinds of them hold the truth. Run it in this folder; it takes some minutes.

A region is V voxels that share half of their noise; predictions are fixed, the true correlation of every voxel is known,
and so is the true median of rho^2 / NC. Images are resampled, as evaluation does. "squared" intervals are of the median
r^2 / NC itself, "signed" ones of the median r |r| / NC; "holding" is the signed percentile interval, cut at 0 and widened
to its estimate, which is what evaluation writes."""

import json
import warnings

import numpy as np
import scipy
from scipy.stats import bootstrap

warnings.filterwarnings("ignore")
CEILING, RESAMPLES, TRIALS, IMAGES, VOXELS = 0.5, 200, 200, 150, 40


def region(rng, rho, shared=0.5):
    """measured and predicted [images, voxels]; rho one a voxel."""
    predicted = rng.normal(size=(IMAGES, VOXELS))
    common, own = rng.normal(size=(IMAGES, 1)), rng.normal(size=(IMAGES, VOXELS))
    noise = np.sqrt(shared) * common + np.sqrt(1 - shared) * own
    return rho * predicted + np.sqrt(1 - rho**2) * noise, predicted


def correlations(measured, predicted):
    x, y = measured - measured.mean(0), predicted - predicted.mean(0)
    return (x * y).sum(0) / np.sqrt((x * x).sum(0) * (y * y).sum(0))


def squared(r):
    return float(np.median(r**2 / CEILING))


def signed(r):
    return float(np.median(r * np.abs(r) / CEILING))


def intervals(seed, measured, predicted, statistic, methods):
    """Of several kinds over the same resamples, with the resampled values."""
    of = lambda i: statistic(correlations(measured[i.astype(int)], predicted[i.astype(int)]))
    data, result, found = (np.arange(IMAGES),), None, {}
    for method in methods:
        result = bootstrap(data, of, vectorized=False, method=method, rng=np.random.default_rng(seed),
                           n_resamples=0 if result else RESAMPLES, bootstrap_result=result)
        found[method] = (float(result.confidence_interval.low), float(result.confidence_interval.high))
    return found, result.bootstrap_distribution


rng = np.random.default_rng(11)
cases = {"nothing predicted": 0.0, "very weak": 0.04, "weak": 0.08, "fair": 0.25, "strong": 0.6}
coverage, examples = [], []
for name, middle in cases.items():
    rho = middle * np.linspace(0.6, 1.4, VOXELS)
    truth = squared(rho)
    holds, misses = {}, {}
    for trial in range(TRIALS):
        measured, predicted = region(rng, rho)
        estimate = squared(correlations(measured, predicted))
        seed = int(rng.integers(1 << 30))
        ofSquares, _ = intervals(seed, measured, predicted, squared, ("percentile", "basic", "BCa"))
        ofSigned, values = intervals(seed, measured, predicted, signed, ("percentile", "BCa"))
        ends = {f"squared {kind}": pair for kind, pair in ofSquares.items()}
        ends |= {f"signed {kind}": pair for kind, pair in ofSigned.items()}
        low, high = ofSigned["percentile"]
        ends["holding"] = (min(max(low, 0.0), estimate), max(high, estimate))
        for kind, (low, high) in ends.items():
            holds[kind] = holds.get(kind, 0) + bool(low <= truth <= high)
            misses[kind] = misses.get(kind, 0) + (not low <= estimate <= high)
        if trial == 0:
            examples.append({"case": name, "estimate": estimate, "values": [float(f"{v:.9g}") for v in values],
                             "percentile": ofSigned["percentile"], "holding": ends["holding"]})
    coverage.append({"case": name, "truth": truth, "holds the truth": {k: v / TRIALS for k, v in holds.items()},
                     "misses its estimate": {k: v / TRIALS for k, v in misses.items()}})
    print(coverage[-1], flush=True)

with open("intervals.json", "w") as out:
    json.dump({"scipy": scipy.__version__, "images": IMAGES, "voxels": VOXELS, "resamples": RESAMPLES,
               "trials": TRIALS, "coverage": coverage, "examples": examples}, out)
    out.write("\n")
