"""Stacks dots beside each other so that none hides another."""

import numpy as np

APART = 1.0001  # of the sum of two radii


def swarm(xs, radii):
    """Returns offsets across the axis: the largest dots first, each as near the axis as it fits.

    xs, radii and the offsets are in the same unit.
    """
    offsets = np.zeros(len(xs))
    placed = np.zeros(0, dtype=int)
    for i in np.lexsort((xs, -radii)):
        apart = APART * (radii[placed] + radii[i])
        along = xs[placed] - xs[i]
        near = np.abs(along) < apart
        ys = offsets[placed[near]]
        gap = np.sqrt(apart[near] ** 2 - along[near] ** 2)
        tries = np.concatenate([[0.0], ys + gap, ys - gap])
        tries = tries[np.lexsort((tries, np.abs(tries)))]
        free = (np.abs(tries[:, None] - ys) >= gap * 0.9999).all(axis=1)
        offsets[i] = tries[np.argmax(free)]
        placed = np.append(placed, i)
    return offsets
