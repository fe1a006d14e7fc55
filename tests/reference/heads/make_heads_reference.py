"""Writes heads.json: forward values of the heads by PyTorch's own functions, and ridge by scikit-learn and by
brute force in numpy. Inputs and weights are pseudo-random numbers that the tests make again from a name:
number i of "name" = (splitMix64(fnv1a64(name) + i * 0x9E3779B97F4A7C15) >> 40) / 2^24 * 2 - 1.

Needs numpy, torch and scikit-learn. Run in this folder: python3 make_heads_reference.py
"""
import json

import numpy as np
import torch
import torch.nn.functional as F
from sklearn.linear_model import Ridge

MASK = 2**64 - 1


def fnv1a64(text):
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return value


def pseudo(name, *shape):
    with np.errstate(over="ignore"):
        z = np.uint64(fnv1a64(name)) + np.arange(int(np.prod(shape)), dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return ((z >> np.uint64(40)).astype(np.float64) / 2**24 * 2 - 1).reshape(shape)


def tensor(name, *shape, scale=1.0):
    return torch.tensor(pseudo(name, *shape) * scale, dtype=torch.float64)


TOKENS, WIDTH, HIDDEN, VOXELS = 4, 6, 5, 13
C = -(-VOXELS // WIDTH)


def queries(x):
    return x.transpose(1, 2)  # [batch, width, tokens]


def joined(y):
    return y.reshape(y.shape[0], -1)[:, :VOXELS]


def mlp(x):
    h = F.relu(F.linear(queries(x), tensor("first.weight", HIDDEN, TOKENS), tensor("first.bias", HIDDEN)))
    return joined(F.linear(h, tensor("second.weight", C, HIDDEN), tensor("second.bias", C)))


def siren(x, hidden_w0):
    h = torch.sin(30 * F.linear(queries(x), tensor("first.weight", HIDDEN, TOKENS), tensor("first.bias", HIDDEN)))
    h = torch.sin(hidden_w0 * F.linear(h, tensor("hidden.weight", HIDDEN, HIDDEN), tensor("hidden.bias", HIDDEN)))
    return joined(F.linear(h, tensor("last.weight", C, HIDDEN), tensor("last.bias", C)))


GRID = (5, 7, 6)
CNN_WEIGHT_SCALE = 0.05


def cnn(x, training):
    nx, ny, nz = GRID

    def norm(h, name):
        n = h.shape[1]
        mean, var = tensor(name + ".running_mean", n, scale=0.1), tensor(name + ".running_var", n) ** 2 + 0.5
        return F.relu(F.batch_norm(h, mean, var, tensor(name + ".weight", n), tensor(name + ".bias", n), training))

    def weights(name, *shape):
        return tensor(name + ".weight", *shape, scale=CNN_WEIGHT_SCALE)

    h = x.reshape(x.shape[0], TOKENS, 32, 24)
    for i, (a, b) in enumerate([(TOKENS, 64), (64, 128), (128, 256)], 1):
        h = norm(F.conv2d(h, weights(f"conv{i}", b, a, 3, 3), tensor(f"conv{i}.bias", b), padding=1), f"norm{i}")
    for i, (a, b) in enumerate([(256, 128), (128, nx)], 1):
        h = F.conv_transpose2d(h, weights(f"up{i}", a, b, 3, 3), tensor(f"up{i}.bias", b), stride=2, padding=1,
                               output_padding=1)
        h = norm(h, f"norm{i + 3}")
    h = F.linear(h.transpose(2, 3), weights("toY", ny, 128), tensor("toY.bias", ny))
    return F.linear(h.transpose(2, 3), weights("toZ", nz, 96), tensor("toZ.bias", nz))  # [batch, nx, ny, nz]


def picked(grid):
    nx, ny, _ = GRID
    index = np.arange(3, nx * ny * GRID[2], 19)  # x fastest
    x, y, z = index % nx, index // nx % ny, index // (nx * ny)
    return index, grid[:, x, y, z]


ALPHAS = np.logspace(-3, 2, 11)


def ridge(name, n, p, voxels):
    # correlated columns: three strong directions under weak ones
    strong = pseudo(name + ".scores", n, 3) @ pseudo(name + ".loadings", 3, p)
    x = strong + 0.3 * pseudo(name + ".x", n, p)
    noise = pseudo(name + ".noise", n, voxels)
    truth = pseudo(name + ".truth", p, voxels) * 3.0 ** (np.arange(voxels) - 3)
    y = (strong + x * (np.arange(p) % 2)) @ truth / np.sqrt(p) + noise + 0.3
    k = np.floor((pseudo(name + ".repeats", n) + 1) * 1.499 + 1)  # 1, 2 or 3
    fresh = pseudo(name + ".fresh", 3, p)
    mean, my = (x * k[:, None]).sum(0) / k.sum(), (y * k[:, None]).sum(0) / k.sum()
    sd = np.sqrt((((x - mean) ** 2) * k[:, None]).sum(0) / k.sum())
    z, yc = (x - mean) / sd, y - my
    root = np.sqrt(k)[:, None]
    eigen = np.linalg.svd(z * root, compute_uv=False) ** 2
    alphas = ALPHAS * eigen.sum() / min(n, p)
    scores, predictions = [], []
    for alpha in alphas:
        a, b = z * root, yc * root
        hat = a @ np.linalg.solve(a.T @ a + alpha * np.eye(p), a.T)
        rss = ((b - hat @ b) ** 2).sum(0)
        freedom = n - np.trace(hat) - 1
        scores.append(n * rss / freedom**2 if freedom > 0 else np.full(voxels, np.inf))
        model = Ridge(alpha=alpha, solver="svd").fit(z, y, sample_weight=k)
        predictions.append(model.predict((fresh - mean) / sd))
    best = np.argmin(scores, 0)
    order = np.sort(scores, 0)
    assert (order[1] / order[0] > 1 + 1e-5).all(), "a tie would hang on rounding"
    assert len(set(best)) > 1, "every voxel chose the same penalty"
    return {"alphas": list(ALPHAS), "chosen": [float(alphas[b]) for b in best],
            "predictions": [[float(predictions[b][i, v]) for v, b in enumerate(best)] for i in range(3)]}


def main():
    small = tensor("features", 2, TOKENS, WIDTH)
    large = tensor("features", 2, TOKENS, 768)
    index, scored = picked(cnn(large, False))
    trained = picked(cnn(large, True))[1]
    flat = lambda t: [float(f"{v:.9g}") for v in t.reshape(-1)]
    reference = {"mlp": flat(mlp(small)), "siren-lucid": flat(siren(small, 1)), "siren-official": flat(siren(small, 30)),
                 "cnn": {"voxels": [int(i) for i in index], "eval": flat(scored), "train": flat(trained)},
                 "ridge-primal": ridge("primal", 40, 6, 5), "ridge-dual": ridge("dual", 24, 60, 5)}
    with open("heads.json", "w") as file:
        json.dump(reference, file, indent=1)


main()
