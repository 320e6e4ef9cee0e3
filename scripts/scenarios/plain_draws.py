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
