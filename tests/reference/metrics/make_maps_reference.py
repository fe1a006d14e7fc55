"""Writes maps.json: histograms, pattern and resampled correlations computed by numpy. Run it in this folder."""

import json

import numpy as np

rng = np.random.default_rng(7)


def plain(values):
    return [None if not np.isfinite(v) else float(v) for v in np.asarray(values, dtype=np.float64).ravel()]


# --- histograms: values on edges that binary numbers hold exactly, outside and NaN included
x = rng.normal(0.3, 0.3, size=60).astype(np.float32)
y = rng.uniform(0, 1, size=60).astype(np.float32)
x[:6] = [0.0, 0.75, 0.375, -0.5, 1.7, np.nan]
y[6] = np.nan
ok = np.isfinite(x)
counts, _ = np.histogram(x[ok], bins=6, range=(0, 0.75))
both = ok & np.isfinite(y)
counts2, _, _ = np.histogram2d(y[both], x[both], bins=(4, 6), range=((0, 1), (0, 0.75)))
histogram = {"x": plain(x), "y": plain(y), "counts": counts.tolist(), "below": int((x[ok] < 0).sum()),
             "above": int((x[ok] > 0.75).sum()), "density": counts2.astype(int).ravel().tolist()}

# --- pattern correlation over positions where both are finite, and over some members
a = rng.normal(size=40).astype(np.float32)
b = (0.6 * a + rng.normal(size=40) + 1000).astype(np.float32)
a[3] = np.nan
b[9] = np.nan
members = [0, 3, 5, 8, 9, 13, 21, 34, 39]
ok = np.isfinite(a) & np.isfinite(b)
sub = [m for m in members if ok[m]]
corr = lambda p, q: float(np.corrcoef(p.astype(np.float64), q.astype(np.float64))[0, 1])
pattern = {"a": plain(a), "b": plain(b), "members": members, "all": corr(a[ok], b[ok]), "some": corr(a[sub], b[sub])}

with open("maps.json", "w") as out:
    json.dump({"numpy": np.__version__, "histogram": histogram, "pattern": pattern}, out)
    out.write("\n")
