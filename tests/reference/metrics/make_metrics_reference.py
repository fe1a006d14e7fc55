"""Writes metrics.json: correlations, ceilings, accuracies and ncsnr computed by numpy. Run it in this folder."""

import json

import numpy as np

rng = np.random.default_rng(20)
NAN = None  # JSON has no NaN


def plain(values):
    return [NAN if not np.isfinite(v) else float(v) for v in np.asarray(values, dtype=np.float64).ravel()]


# --- Pearson: voxels 0-3 ordinary, 4 with a huge mean, 5 constant prediction, 6 constant response
n, voxels = 30, 7
x = rng.normal(size=(n, voxels)).astype(np.float32)
y = (0.5 * x + rng.normal(size=(n, voxels))).astype(np.float32)
y[:, 1] *= -3
x[:, 4] = (x[:, 4] + 10000).astype(np.float32)
y[:, 4] = (y[:, 4] + 9000).astype(np.float32)
y[:, 5] = 0.1
x[:, 6] = 0.1
xd, yd = x.astype(np.float64), y.astype(np.float64)
with np.errstate(all="ignore"):
    r = np.array([np.corrcoef(xd[:, v], yd[:, v])[0, 1] for v in range(voxels)])
    r[[5, 6]] = np.nan
    cod = 1 - ((xd - yd) ** 2).sum(0) / ((xd - xd.mean(0)) ** 2).sum(0)
    cod[6] = np.nan
pearson = {"samples": n, "measured": plain(x), "predicted": plain(y), "r": plain(r), "determination": plain(cod)}

# --- Accuracy
acc_r = np.array([0.61, -0.2, 0.31, 0.05, np.nan, 0.4, 0.12, 0.9, -0.01, 0.25], dtype=np.float32)
acc_s = np.array([0.9, 0.3, 0.5, 0.0, 0.7, np.nan, 0.0, 0.2, 0.6, 1.2], dtype=np.float32)
once, twice, thrice = 7, 11, 82
d = {"r": plain(acc_r), "ncsnr": plain(acc_s), "once": once, "twice": twice, "thrice": thrice}
rr, ss = acc_r.astype(np.float64), acc_s.astype(np.float64)
nc = ss**2 / (ss**2 + (thrice / 3 + twice / 2 + once) / (once + twice + thrice))
d["ceiling"] = plain(nc)
ok = np.isfinite(rr) & np.isfinite(nc)
use = ok & (np.where(ok, nc, 0) > 0)
report = np.where(use, rr**2 / np.where(use, nc, 1), np.nan)
clipped = np.where(rr < 0, 0, rr)
vision = np.where(ok, np.minimum(clipped**2 / np.where(nc == 0, 1e-14, nc), 1), np.nan)
d["report"] = {"values": plain(report), "median": float(np.nanmedian(report)), "mean": float(np.nanmean(report)),
               "medianR": float(np.median(rr[use])), "medianCeiling": float(np.median(nc[use])),
               "used": int(use.sum()), "nan": int((~ok).sum()), "zero": int((ok & ~use).sum()),
               "negative": int((rr[use] < 0).sum())}
d["vision"] = {"values": plain(vision), "median": float(np.nanmedian(vision)), "mean": float(np.nanmean(vision)),
               "medianR": float(np.median(rr[ok])), "medianCeiling": float(np.median(nc[ok])),
               "used": int(ok.sum()), "nan": int((~ok).sum()), "zero": 0, "negative": int((rr[ok] < 0).sum())}

# --- ncsnr: 3 sessions of 24 trials, 20 images three times and 12 once; voxel 3 constant in session 2, voxel 4 pure noise
sessions, trials = 3, 24
ids = np.concatenate([np.repeat(np.arange(100, 120), 3), np.arange(500, 512)])
ids = rng.permutation(ids).reshape(sessions, trials)
signal = {int(i): rng.normal(size=5) for i in np.unique(ids)}
betas = np.array([[signal[int(i)] * [1.5, 0.8, 0.4, 1.0, 0.0] for i in row] for row in ids])
betas = (betas + rng.normal(size=betas.shape) + np.array([0.5, -1.0, 3.0])[:, None, None]).astype(np.float32)
betas[1, :, 3] = 0
betas[:, :, 4] = 0.0
for i in range(100, 120):  # repeats that disagree more than chance: rectified to exactly 0
    where = np.argwhere(ids == i)
    for k, (s, t) in enumerate(where):
        betas[s, t, 4] = [-1.0, 0.0, 1.0][k] + 0.01 * i
b = betas.astype(np.float64)
sd = b.std(axis=1, ddof=1, keepdims=True)
with np.errstate(all="ignore"):
    z = np.where(sd > 0, (b - b.mean(axis=1, keepdims=True)) / np.where(sd > 0, sd, 1), np.nan)
    per_image = np.array([z[ids == i].var(axis=0, ddof=1) for i in range(100, 120)])
    v = np.sqrt(np.nanmean(per_image, axis=0))
    ncsnr = np.sqrt(np.maximum(0, 1 - v**2)) / v
ncs = {"sessions": sessions, "trials": trials, "images": ids.ravel().tolist(), "betas": plain(betas), "ncsnr": plain(ncsnr)}

with open("metrics.json", "w") as out:
    json.dump({"numpy": np.__version__, "pearson": pearson, "accuracy": d, "ncsnr": ncs}, out)
    out.write("\n")
print(r, ncsnr, d["report"])
