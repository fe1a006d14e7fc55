"""Writes store.json: half floats and per-session z-scores computed by numpy. Run it in this folder."""

import json

import numpy as np

rng = np.random.default_rng(21)
singles = np.array([0.0, -0.0, 1.0, -2.5, 0.1, 1 / 3, 65504.0, 65519.9, 65520.0, 1e6, np.inf, -np.inf, 6.1035156e-05, 6.1e-05,
                    5.9604645e-08, 2.9802322e-08, 2.98023260e-08, 8.940697e-08, 1e-9, 1.00048828125, 1.00146484375,
                    2049.0, 2051.0], dtype=np.float32)
singles = np.concatenate([singles, rng.normal(size=20).astype(np.float32), (10.0 ** rng.uniform(-9, 6, size=20)).astype(np.float32)])
with np.errstate(over="ignore"):
    halves = singles.astype(np.float16)
half = {"single": singles.view(np.uint32).tolist(), "half": halves.view(np.uint16).tolist()}

# 2 sessions of 8 trials, 6 voxels: 1 is all zero in session 2, 4 has a NaN in session 1
betas = (rng.normal(size=(2, 8, 6)) * 2 + np.arange(6)).astype(np.float32)
betas[1, :, 1] = 0
betas[0, 3, 4] = np.nan
kept = [0, 2, 3, 5]
b = betas[:, :, kept].astype(np.float64)
z = (b - b.mean(axis=1, keepdims=True)) / b.std(axis=1, keepdims=True)
stored = z.astype(np.float32).astype(np.float16)
sessions = {"betas": [None if np.isnan(v) else float(v) for v in betas.ravel()], "kept": kept,
            "stored": stored.view(np.uint16).ravel().tolist(), "z": z.ravel().tolist()}
with open("store.json", "w") as out:
    json.dump({"numpy": np.__version__, "half": half, "sessions": sessions}, out)
    out.write("\n")
