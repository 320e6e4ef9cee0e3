"""Draw the pieces of a plain NumPy simulation, for the scripts that check scenarios with one."""

import numpy as np


def turnout_centre(mean, sd):
    """Solves E[logistic(m + sd Z)] = mean by Gauss-Hermite quadrature and Newton steps."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(31)
    weights = weights / weights.sum()
    m = np.log(mean / (1 - mean))
    for _ in range(20):
        tau = 1 / (1 + np.exp(-(m[:, None] + sd[:, None] * nodes)))
        m = m - (tau @ weights - mean) / ((tau * (1 - tau)) @ weights)
    return m


def by_level(rng, n, levels, sd, *more):
    """Draws one factor per distinct level and spreads it over the universes."""
    names = sorted(set(levels))
    index = [names.index(level) for level in levels]
    return sd * rng.standard_normal((n, len(names), *more))[:, index]


def t_scale(rng, n, df):
    """Draws the scale that turns normals into a multivariate t of unit sd."""
    return np.sqrt((df - 2) / rng.chisquare(df, n))


def share_centres(rng, p, normal_sd, t_sd, df, draws=8192):
    """Solves E[softmax(c + normal_sd Z + t_sd T)] = p for every cell, over common draws.

    p and normal_sd are cells x candidates, t_sd is per candidate; T has one scale for all candidates.
    """
    z, t = rng.standard_normal((2, draws // 2, p.shape[1]))
    z, t = np.concatenate([z, -z]), np.concatenate([t, -t])
    noise = t_sd * t * t_scale(rng, len(t), df)[:, None]
    centres = np.empty_like(p)
    for cell, mean in enumerate(p):
        of_cell, c = normal_sd[cell] * z + noise, np.log(mean)
        for _ in range(60):
            weight = np.exp(c + of_cell)
            moved = np.log(mean / (weight / weight.sum(axis=1, keepdims=True)).mean(axis=0))
            c = c + moved
            if np.abs(moved).max() < 1e-5:
                break
        centres[cell] = c
    return centres
