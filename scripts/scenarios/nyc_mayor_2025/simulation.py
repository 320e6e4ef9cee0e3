"""Simulate the New York mayoral scenario plainly in NumPy, to look at its tables independently.

First choices as in ny_house_2026/check.py; the rounds by plain_ranked_choice.py, one transfer group
per faction, one eta per pair of candidates. Not a reference for the engine.
"""

from dataclasses import dataclass, fields

import numpy as np

import plain_ranked_choice
from plain_draws import by_level, share_centres, t_scale, turnout_centre
from plain_scenario import Support, read_scenario, sizes_of
from scenario_files import DATA, read_rows

NAME = "nyc_mayor_2025"
SCENARIO = read_scenario(NAME)
CONTEST, = SCENARIO["contests"]
RULE = CONTEST["count"]["ranked_choice"]
CANDIDATES = tuple(candidate["id"] for candidate in CONTEST["candidates"])
SD = sizes_of(SCENARIO)
UNIVERSE_TURNOUT_SD = SCENARIO["defaults"]["turnout_cell_sd"]
TAILS_DF = 6
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


def read_universes():
    regions = {row["district"]: row["region"]
               for row in read_rows(DATA / f"{NAME}_districts.csv")}
    universes = read_rows(DATA / f"{NAME}_universes.csv")
    return [{**universe, "region": regions[universe["district"]]} for universe in universes]


def turnout_draws(rng, n, universes):
    new = np.array([u["faction"] == "new" for u in universes])
    variance = (sum(SD[e] ** 2 for e in SD if e.startswith("turnout"))
                + UNIVERSE_TURNOUT_SD ** 2 + new * SD["new voters"] ** 2)
    mean = np.array([float(u["turnout_mean"]) for u in universes])
    logit = turnout_centre(mean, np.sqrt(variance))
    logit = logit + UNIVERSE_TURNOUT_SD * rng.standard_normal((n, len(universes)))
    logit += SD["turnout"] * rng.standard_normal((n, 1))
    logit += SD["new voters"] * rng.standard_normal((n, 1)) * new
    logit += by_level(rng, n, [u["faction"] for u in universes], SD["turnout of faction"])
    logit += by_level(rng, n, [u["region"] for u in universes], SD["turnout of region"])
    logit += by_level(rng, n, [u["district"] for u in universes], SD["turnout of place"])
    return 1 / (1 + np.exp(-logit))


class Centres:
    """What the shares of all elections start from: solved once."""

    def __init__(self, rng, universes):
        support = Support(NAME, SCENARIO)
        self.likeness = support.likeness("mayor", CANDIDATES, universes)
        self.polling = support.polling("mayor", CANDIDATES)
        variance = sum(SD[effect] ** 2 for effect in ("region", "place", "bloc", "local"))
        self.centre = share_centres(rng, support.shares("mayor", CANDIDATES, universes),
                                    np.sqrt(variance + self.likeness ** 2), self.polling, TAILS_DF)


def share_draws(rng, n, universes, centres):
    k = len(CANDIDATES)
    polling = centres.polling * t_scale(rng, n, TAILS_DF)[:, None] * rng.standard_normal((n, k))
    utility = centres.centre + polling[:, None, :]
    utility = utility + centres.likeness * rng.standard_normal((n, 1, k))
    utility += by_level(rng, n, [u["region"] for u in universes], SD["region"], k)
    utility += by_level(rng, n, [u["district"] for u in universes], SD["place"], k)
    utility += by_level(rng, n, [u["faction"] for u in universes], SD["bloc"], k)
    utility += SD["local"] * rng.standard_normal((n, len(universes), k))
    weight = np.exp(utility)
    return weight / weight.sum(axis=2, keepdims=True)


def slates_shared():
    """Returns for every two candidates the number of slates that hold both."""
    index = {name: i for i, name in enumerate(CANDIDATES)}
    shared = np.zeros((len(CANDIDATES), len(CANDIDATES)))
    for slate in SCENARIO["slates"].values():
        members = [member.split("/")[1] for member in slate["members"]]
        for a in members:
            for b in members:
                shared[index[a], index[b]] += a != b
    return shared


def transfer_weights(rng, votes):
    """Returns weight_of(c) for these elections, with their alpha, appeal and transfer noise."""
    n, _, k = votes.shape
    log_share = np.log(votes / votes.sum(axis=2, keepdims=True))
    alpha = np.maximum(0, RULE["alpha"]["mean"] + RULE["alpha"]["sd"] * rng.standard_normal(n))
    appeal = RULE["later_appeal"]["sd"] * rng.standard_normal((n, k))
    eta = RULE["transfer_noise"] * rng.standard_normal((n, k, k))
    shared = RULE["slate_strength"] * slates_shared()
    return lambda first: np.exp(alpha[:, None, None] * log_share
                                + (appeal + shared[first] + eta[:, first])[:, None, :])


def simulate(n, seed):
    """Returns n elections, simulated a thousand at a time."""
    rng, universes = np.random.default_rng(seed), read_universes()
    centres = Centres(rng, universes)
    parts = [simulate_some(rng, min(CHUNK, n - start), universes, centres)
             for start in range(0, n, CHUNK)]
    return Elections(*(np.concatenate([getattr(part, field.name) for part in parts])
                       for field in fields(Elections)))


def simulate_some(rng, n, universes, centres):
    registered = np.array([float(u["registered"]) for u in universes])
    ballots = registered * turnout_draws(rng, n, universes)
    votes = ballots[:, :, None] * share_draws(rng, n, universes, centres)
    factions = [u["faction"] for u in universes]
    groups = np.stack([votes[:, [f == g for f in factions]].sum(axis=1) for g in SCENARIO["factions"]],
                      axis=1)
    _, totals, exhausted = plain_ranked_choice.count(groups, transfer_weights(rng, groups),
                                                     TOP_OF_TICKET)
    total = ballots.sum(axis=1)
    return Elections(groups.sum(axis=1) / total[:, None], total / registered.sum(),
                     totals / totals.sum(axis=1, keepdims=True), exhausted / total)
