"""Sizes of clusters by scipy.ndimage.label (6 neighbours), for tests/core/scene/WeightsTest.cpp.

Run: python3 make_clusters.py > clusters.txt   (numpy, scipy; made with scipy 1.17.1)
Each line: "pattern threshold" and then one size a voxel, x fastest, of clusters of |value| >= threshold, each sign by itself.
"""
import numpy as np
from scipy import ndimage

NX, NY, NZ = 9, 8, 7
x, y, z = np.meshgrid(np.arange(NX), np.arange(NY), np.arange(NZ), indexing="ij")
patterns = {
    0: (7 * x + 13 * y + 5 * z + x * y * z) % 11 - 5,
    1: (x * x + 3 * y + 2 * z * z + x * y) % 17 - 8,
}
for number, value in patterns.items():
    for threshold in (1, 3):
        sizes = np.zeros(value.shape, int)
        for sign in (1, -1):
            labels, count = ndimage.label(sign * value >= threshold)
            bins = np.bincount(labels.ravel())
            bins[0] = 0
            sizes += bins[labels]
        print(number, threshold, *sizes.ravel(order="F"))
