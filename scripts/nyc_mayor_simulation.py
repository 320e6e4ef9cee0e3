"""Simulate the New York mayoral scenario plainly in NumPy, to look at its tables independently.

First choices as in ny_house_check.py; the rounds by plain_ranked_choice.py, one transfer group per
faction, one eta per pair of candidates. Not a reference for the engine.
"""

from dataclasses import dataclass, fields

import numpy as np

import nyc_mayor_assumptions as given
import plain_ranked_choice
from plain_draws import by_level, t_scale, turnout_centre
from scenario_files import DATA, read_rows

SD = {effect.id: effect.sd for effect in given.EFFECTS}
TAILS_DF = {effect.id: effect.tails for effect in given.EFFECTS}["polling"]
CANDIDATES = tuple(given.CANDIDATES)
TOP_OF_TICKET = (0.17, 0.11, 0.13, 0.12, 0.47)
CHUNK = 1000


@dataclass(frozen=True)
class Elections:
    """What came out of n elections: first-choice shares, turnout, the last two and the exhausted.

    final_shares are of the ballots that count in the last round, 0 for who is not in it.
    """

    first_shares: np.ndarray
    turnout: np.ndarray
    final_shares: np.ndarray
    exhausted: np.ndarray


def read_cells():
    regions = {row["district"]: row["region"]
               for row in read_rows(DATA / "nyc_mayor_2025_districts.csv")}
    cells = read_rows(DATA / "nyc_mayor_2025_universes.csv")
    return [{**cell, "region": regions[cell["district"]]} for cell in cells]


def read_support(cells):
    share = {(row["faction"], row["candidate"]): float(row["share"])
             for row in read_rows(DATA / "nyc_mayor_2025_support.csv")}
    return np.array([[share[cell["faction"], name] for name in CANDIDATES] for cell in cells])


def turnout_draws(rng, n, cells):
    new = np.array([cell["faction"] == given.NEW for cell in cells])
    variance = (SD["turnout"] ** 2 + SD["turnout of faction"] ** 2 + SD["turnout of district"] ** 2
                + given.CELL_TURNOUT_SD ** 2 + new * SD["new voters"] ** 2)
    mean = np.array([float(cell["turnout_mean"]) for cell in cells])
    logit = turnout_centre(mean, np.sqrt(variance))
    logit = logit + given.CELL_TURNOUT_SD * rng.standard_normal((n, len(cells)))
    logit += SD["turnout"] * rng.standard_normal((n, 1))
    logit += SD["new voters"] * rng.standard_normal((n, 1)) * new
    logit += by_level(rng, n, [cell["faction"] for cell in cells], SD["turnout of faction"])
    logit += by_level(rng, n, [cell["district"] for cell in cells], SD["turnout of district"])
    return 1 / (1 + np.exp(-logit))


def share_draws(rng, n, cells):
    p, k = read_support(cells), len(CANDIDATES)
    variance = sum(SD[effect] ** 2 for effect in ("polling", "place", "bloc", "local"))
    polling = (SD["polling"] * t_scale(rng, n, TAILS_DF)[:, None]
               * rng.standard_normal((n, k)))
    utility = np.log(p) - variance / 2 + variance * p + polling[:, None, :]
    utility += by_level(rng, n, [cell["region"] for cell in cells], SD["place"], k)
    utility += by_level(rng, n, [cell["faction"] for cell in cells], SD["bloc"], k)
    utility += SD["local"] * rng.standard_normal((n, len(cells), k))
    weight = np.exp(utility)
    return weight / weight.sum(axis=2, keepdims=True)


def slates_shared():
    """Returns for every two candidates the number of slates that hold both."""
    index = {name: i for i, name in enumerate(CANDIDATES)}
    shared = np.zeros((len(CANDIDATES), len(CANDIDATES)))
    for members, _ in given.SLATES.values():
        for a in members:
            for b in members:
                shared[index[a], index[b]] += a != b
    return shared


def transfer_weights(rng, votes):
    """Returns weight_of(c) for these elections, with their alpha, appeal and transfer noise."""
    n, _, k = votes.shape
    log_share = np.log(votes / votes.sum(axis=2, keepdims=True))
    alpha = np.maximum(0, given.ALPHA + given.ALPHA_SD * rng.standard_normal(n))
    appeal = given.LATER_APPEAL_SD * rng.standard_normal((n, k))
    eta = given.TRANSFER_NOISE * rng.standard_normal((n, k, k))
    shared = given.SLATE_STRENGTH * slates_shared()
    return lambda first: np.exp(alpha[:, None, None] * log_share
                                + (appeal + shared[first] + eta[:, first])[:, None, :])


def simulate(n, seed):
    """Returns n elections, simulated a thousand at a time."""
    rng, cells = np.random.default_rng(seed), read_cells()
    parts = [simulate_some(rng, min(CHUNK, n - start), cells) for start in range(0, n, CHUNK)]
    return Elections(*(np.concatenate([getattr(part, field.name) for part in parts])
                       for field in fields(Elections)))


def simulate_some(rng, n, cells):
    registered = np.array([float(cell["registered"]) for cell in cells])
    ballots = registered * turnout_draws(rng, n, cells)
    votes = ballots[:, :, None] * share_draws(rng, n, cells)
    factions = [cell["faction"] for cell in cells]
    groups = np.stack([votes[:, [f == g for f in factions]].sum(axis=1) for g in given.FACTIONS],
                      axis=1)
    _, totals, exhausted = plain_ranked_choice.count(groups, transfer_weights(rng, groups),
                                                     TOP_OF_TICKET)
    total = ballots.sum(axis=1)
    return Elections(groups.sum(axis=1) / total[:, None], total / registered.sum(),
                     totals / totals.sum(axis=1, keepdims=True), exhausted / total)
