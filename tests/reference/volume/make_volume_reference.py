#!/usr/bin/env python3
"""Writes tests/reference/volume/*: tiny NIfTI files of every kind and what nibabel reads from them.

Needs numpy and nibabel (made with nibabel 5.0). Run in this folder; the files are committed.
"""
import itertools
import json

import nibabel as nib
import numpy as np

rng = np.random.default_rng(20260101)
SHAPE = (3, 4, 2)
ORDERS = ("<", ">")


def cosines(axes, signs):
    matrix = np.zeros((3, 3))
    for column, (row, sign) in enumerate(zip(axes, signs)):
        matrix[row, column] = sign
    return matrix


def orientations():
    """All 48 axis permutations and flips, voxels of unlike edges, turned by up to 25 degrees and slightly sheared."""
    result = []
    for axes in itertools.permutations(range(3)):
        for signs in itertools.product((1, -1), repeat=3):
            angle = np.radians(rng.uniform(-25, 25, 3))
            turn = nib.eulerangles.euler2mat(*angle)
            shear = np.eye(3) + rng.uniform(-0.08, 0.08, (3, 3)) * (1 - np.eye(3))
            linear = turn @ shear @ cosines(axes, signs) @ np.diag([1.8, 2.5, 0.9])
            affine = nib.affines.from_matvec(linear, rng.uniform(-90, 90, 3))
            result.append({"affine": affine[:3].ravel().tolist(), "codes": "".join(nib.aff2axcodes(affine)),
                           "zooms": nib.affines.voxel_sizes(affine).tolist()})
    return result


def describe(path):
    image = nib.load(path)
    data = np.asarray(image.dataobj, dtype=np.float64)
    frames = data.reshape(data.shape[:3] + (-1,), order="F")
    return {"file": path, "shape": list(frames.shape), "affine": image.affine[:3].ravel().tolist(),
            "swapped": image.header.endianness == ">", "version": 2 if isinstance(image, nib.Nifti2Image) else 1,
            "datatype": str(np.dtype(image.header.get_data_dtype()).newbyteorder("=")),
            "first": frames[..., 0].ravel(order="F").tolist(), "last": frames[..., -1].ravel(order="F").tolist()}


def values(dtype, shape):
    if np.issubdtype(dtype, np.floating):
        return rng.normal(0, 50, shape).astype(dtype)
    info = np.iinfo(dtype)
    return rng.integers(max(info.min, -(2 ** 40)), min(info.max, 2 ** 40), shape, dtype=np.int64, endpoint=True).astype(dtype)


def write(name, dtype, order, kind, slope=None, inter=None, shape=SHAPE, transform="sform"):
    header_class, image_class = (nib.Nifti1Header, nib.Nifti1Image) if kind == 1 else (nib.Nifti2Header, nib.Nifti2Image)
    linear = nib.eulerangles.euler2mat(0.2, -0.4, 0.7) @ np.diag([-1.8, 2.0, 2.2])
    affine = nib.affines.from_matvec(linear, [11.5, -20.25, 3.75])
    image = image_class(values(np.dtype(dtype), shape), None, header_class(endianness=order), dtype=np.dtype(dtype))
    image.header["pixdim"][1:4] = [1.8, 2.0, 2.2]
    if transform != "pixdim":
        image.set_qform(affine, 1)
        moved = nib.affines.from_matvec(affine[:3, :3] * 1.01, affine[:3, 3] + 0.5)  # so that sform and qform differ
        image.set_sform(moved if transform == "sform" else None, 2 if transform == "sform" else 0)
    if slope is not None:
        image.header.set_slope_inter(slope, inter)
    image.header["descrip"] = b"made by nibabel"
    nib.save(image, name)
    return describe(name)


def main():
    files = []
    for dtype in ("int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64"):
        for order in ORDERS:
            for kind in (1, 2):
                name = f"{dtype}_{'le' if order == '<' else 'be'}_n{kind}.nii" + (".gz" if kind == 2 else "")
                files.append(write(name, dtype, order, kind))
    files.append(write("scaled.nii", "int16", ">", 1, 0.25, -7.0))
    files.append(write("series.nii.gz", "int16", "<", 1, shape=(3, 4, 2, 3)))
    files.append(write("five.nii", "uint8", "<", 2, shape=(2, 2, 2, 3, 2)))
    files.append(write("qform.nii", "uint8", "<", 1, transform="qform"))
    with open("volume.json", "w") as stream:
        json.dump({"orientations": orientations(), "files": files}, stream)


main()
