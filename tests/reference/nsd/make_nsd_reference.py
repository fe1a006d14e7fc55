#!/usr/bin/env python3
"""Writes small files as other programs write NSD's: h5py for betas and stimuli, scipy for the experiment's design.

Needs numpy, h5py and scipy. Run in this folder; the files are committed, with the numbers to expect in nsd.json.
"""
import json

import h5py
import numpy as np
from scipy.io import savemat

rng = np.random.default_rng(73000)


def betas(path, block, chunk, **options):
    stored = np.round(rng.normal(0, 300, (750, 2, 3, 2))).astype(np.int16)
    stored[:, 1, 0, 1] = 0
    with h5py.File(path, "w", userblock_size=block) as file:
        file.create_dataset("betas", data=stored, chunks=chunk, **options)
    percent = stored.astype(np.float32) / np.float32(300)
    return {"file": path, "first": percent[0].ravel().tolist(), "last": percent[749].ravel().tolist(),
            "mean": percent.reshape(750, -1).mean(0, dtype=np.float64).tolist()}


def design(path):
    """Four sessions; the storage types differ from variable to variable, as MATLAB's do."""
    ordering = rng.permutation(np.repeat(np.arange(1, 1501), 2)).astype(np.uint16)
    shared = np.sort(rng.choice(np.arange(1, 5001), 1000, replace=False))
    images = np.empty((8, 1500), np.float64)
    images[:, :1000] = shared
    for row in range(8):
        images[row, 1000:] = rng.choice(np.arange(5001, 73001), 500, replace=False)
    savemat(path, {"masterordering": ordering[None, :], "subjectim": images, "sharedix": shared[None, :].astype(np.uint32),
                   "basiccnt": np.zeros((3, 40))}, do_compression=True)
    ids = images[0, ordering.astype(int) - 1].astype(int) - 1
    return {"file": path, "first": ids[:5].tolist(), "last": ids[-5:].tolist(), "idSum": int(ids.sum()),
            "distinct": len(np.unique(ids)), "sharedTrials": int(np.isin(ids + 1, shared).sum())}


def stimuli(path):
    bricks = rng.integers(0, 256, (4, 3, 2, 3), dtype=np.uint8)
    with h5py.File(path, "w") as file:
        file.create_dataset("imgBrick", data=bricks)
    return {"file": path, "pixels": bricks.reshape(4, -1).tolist()}


def main():
    sessions = [betas("session_voxel_chunks.hdf5", 0, (750, 1, 1, 1)),
                betas("session_v73.mat", 512, (750, 1, 3, 2), compression="gzip", shuffle=True)]
    with open("nsd.json", "w") as stream:
        json.dump({"sessions": sessions, "design": design("expdesign.mat"), "stimuli": stimuli("stimuli.hdf5")}, stream)


main()
