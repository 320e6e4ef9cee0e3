"""Count ranked choice without ballots, in plain NumPy: docs/method.md, section 2.

One candidate leaves at a time until two are left. A ballot with first choice c ranks on by
Plackett-Luce among the others with weights w^(c), and its length is l with probability lambda_l.
f(B), the probability that the next |B| ranks are exactly the set B, is computed for every set of up
to L - 1 others at once, for many elections and transfer groups. Not a reference for the engine.
"""

from itertools import combinations

import numpy as np


def set_probabilities(weight, first, most):
    """Returns {members: f} for every set of up to `most` candidates but `first`.

    `weight` is (..., candidates), 0 for nobody; f has the shape of the leading axes.
    """
    others = [k for k in range(weight.shape[-1]) if k != first]
    total = weight[..., others].sum(axis=-1)
    f = {(): np.ones(weight.shape[:-1])}
    for size in range(1, most + 1):
        for members in combinations(others, size):
            f[members] = sum(
                f[tuple(m for m in members if m != last)] * weight[..., last]
                / (total - sum(weight[..., m] for m in members if m != last))
                for last in members)
    return f


def exhausted_by_set(f, lengths):
    """Returns lambda_(|B|+1) f(B): what a set of eliminated candidates costs a ballot."""
    return {members: lengths[len(members)] * value for members, value in f.items()}


def count(votes, weight_of, lengths):
    """Counts elections; returns (order of elimination, totals of the last two, exhausted).

    votes: elections x groups x candidates. weight_of(c): weights after first choice c, same shape.
    """
    n, _, k = votes.shape
    costs, weights = [], []
    for first in range(k):
        weights.append(weight_of(first))
        costs.append(exhausted_by_set(set_probabilities(weights[-1], first, len(lengths) - 1),
                                      lengths))
    standing = np.ones((n, k), bool)
    totals, order = votes.sum(axis=1), []
    for _ in range(k - 2):
        loser = np.where(standing, totals, np.inf).argmin(axis=1)
        order.append(loser)
        standing[np.arange(n), loser] = False
        totals = standing_totals(votes, weights, costs, standing)
    return np.stack(order, axis=1), totals, votes.sum(axis=(1, 2)) - totals.sum(axis=1)


def standing_totals(votes, weights, costs, standing):
    """Returns each standing candidate's ballots, elections x candidates."""
    totals = np.where(standing, votes.sum(axis=1), 0.0)
    for first, cost in enumerate(costs):
        left = ~standing[:, first]
        if not left.any():
            continue
        lost = np.zeros((left.sum(), votes.shape[1]))
        for members, value in cost.items():
            gone = ~standing[left][:, list(members)].any(axis=1)
            lost += value[left] * gone[:, None]
        weight = weights[first][left] * standing[left][:, None, :]
        weight /= weight.sum(axis=2, keepdims=True)
        moved = votes[left][:, :, first] * (1 - lost)
        totals[left] += (moved[:, :, None] * weight).sum(axis=1)
    return totals
