#!/usr/bin/python3
"""Simulate the Super Tuesday scenario plainly in NumPy and print where the count of the day falls.

An independent look at the tables: votes = registered x turnout x softmax(c + effects) with
c = log p - S/2 + S p, S the variance of one utility; then delegates pool by pool. PIT = part of the
elections below the counted value, half of those equal to it. Not a reference for the engine.
"""

import argparse

import numpy as np

import make_super_tuesday_2020 as maker
import super_tuesday_assumptions as given
from plain_draws import by_level, t_scale, turnout_centre
from scenario_files import DATA, read_rows, read_source

CANDIDATES = tuple(given.CANDIDATES)
SD = {effect.id: effect.sd for effect in given.EFFECTS}
TAILS_DF = 6


def table(name):
    return read_rows(DATA / f"{maker.NAME}_{name}.csv")


class Shared:
    """Factors that several states share, for n elections, per candidate."""

    def __init__(self, rng, n):
        k = len(CANDIDATES)
        leads = np.array([name in given.LEADERS for name in CANDIDATES])
        self.turnout = SD["turnout"] * rng.standard_normal(n)
        self.days = SD["three days"] * rng.standard_normal((n, k)) * leads
        self.part = {part: SD["part of the country"] * rng.standard_normal((n, k))
                     for part in sorted({state.part for state in given.STATES})}
        self.faction = {faction: SD["bloc"] * rng.standard_normal((n, k))
                        for faction in given.FACTIONS}
        self.variance = SD["part of the country"] ** 2 + SD["bloc"] ** 2 + (
            SD["three days"] ** 2 * leads)


def turnout_draws(rng, n, cells, shared):
    variance = given.CELL_TURNOUT_SD ** 2 + sum(SD[e] ** 2 for e in SD if e.startswith("turnout"))
    logit = turnout_centre(np.array([given.TURNOUT]), np.array([variance ** 0.5]))
    logit = logit + given.CELL_TURNOUT_SD * rng.standard_normal((n, len(cells)))
    logit += (shared.turnout + SD["turnout of state"] * rng.standard_normal(n))[:, None]
    logit += by_level(rng, n, [c["faction"] for c in cells], SD["turnout of faction"])
    logit += by_level(rng, n, [c["district"] for c in cells], SD["turnout of district"])
    return 1 / (1 + np.exp(-logit))


def share_draws(rng, n, cast, cells, shared):
    k = len(CANDIDATES)
    few = maker.few_polls_sd(cast)
    variance = shared.variance + few ** 2 + sum(SD[e] ** 2 for e in ("polling", "place", "local"))
    p = np.array([cast.shares[cell["faction"]] for cell in cells])
    state = SD["polling"] * t_scale(rng, n, TAILS_DF)[:, None] * rng.standard_normal((n, k))
    state += few * rng.standard_normal((n, k)) + shared.days + shared.part[cast.state.part]
    utility = np.log(p) - variance / 2 + variance * p + state[:, None, :]
    utility += np.stack([shared.faction[cell["faction"]] for cell in cells], axis=1)
    utility += by_level(rng, n, [c["district"] for c in cells], SD["place"], k)
    utility += SD["local"] * rng.standard_normal(utility.shape)
    weight = np.exp(utility)
    return weight / weight.sum(axis=2, keepdims=True)


def award(votes, seats):
    """Returns delegates of one pool, elections x candidates: viable ones by largest remainder."""
    share = votes / votes.sum(axis=1, keepdims=True)
    lowest = np.minimum(given.THRESHOLD, share.max(axis=1, keepdims=True) / 2)
    lowest = np.where(share.max(axis=1, keepdims=True) < given.THRESHOLD, lowest, given.THRESHOLD)
    viable = np.where(share >= lowest, share, 0.0)
    quota = viable / viable.sum(axis=1, keepdims=True) * seats
    whole = np.floor(quota + 1e-9).astype(int)
    rank = np.argsort(np.argsort(-(quota - whole), axis=1), axis=1)
    return whole + (rank < (seats - whole.sum(axis=1))[:, None])


def state_delegates(rng, n, cast, cells, shared, of_all):
    votes = (np.array([float(c["registered"]) for c in cells])
             * turnout_draws(rng, n, cells, shared))[:, :, None] * share_draws(
                 rng, n, cast, cells, shared)
    seats = {row["district"]: int(row["seats"]) for row in table("delegates")}
    won = sum(award(votes.sum(axis=1), pool) for pool in of_all[cast.state.name][1:])
    names = [cell["district"] for cell in cells]
    for district in sorted(set(names)):
        won = won + award(votes[:, [d == district for d in names]].sum(axis=1), seats[district])
    return won


def simulate(n, seed):
    """Returns {state: delegates, n x candidates}."""
    rng, cells = np.random.default_rng(seed), table("universes")
    _, forecasts, _, of_all, _ = maker.make()
    shared = Shared(rng, n)
    return {cast.state.id: state_delegates(
        rng, n, cast, [c for c in cells if c["district"].startswith(f"{cast.state.id}-")], shared,
        of_all) for cast in forecasts}


def counted():
    """Returns {(state's name, candidate): delegates won}."""
    return {(row["state"], row["candidate"]): int(row["pledged_delegates_won"])
            for row in read_source("pres_2020_dem_state_results")}


def row(title, draws, value):
    low, middle, high = np.quantile(draws, (0.05, 0.5, 0.95))
    pit = (draws < value).mean() + (draws == value).mean() / 2
    print(f"  {title:12s} {value:5d}  {low:6.0f} {middle:6.0f} {high:6.0f}   {pit:.3f}")


def show(won):
    real, total = counted(), sum(won.values())
    earlier = maker.earlier_delegates()
    print("delegates   counted    5%    50%    95%   PIT")
    for k, name in enumerate(given.LEADERS):
        row(name, total[:, k], sum(real.get((s.name, name), 0) for s in given.STATES))
    for state in given.STATES:
        print(state.name)
        for k, name in enumerate(given.LEADERS):
            row(name, won[state.id][:, k], real.get((state.name, name), 0))
    seats, before = total[0].sum(), sum(earlier.values())
    for k, name in enumerate(given.LEADERS):
        day = (2 * total[:, k] > seats).mean()
        so_far = (2 * (total[:, k] + earlier.get(name, 0)) > seats + before).mean()
        most = (total.argmax(axis=1) == k).mean()
        print(f"{name}: most delegates {most:.3f}, majority of the day's {seats} {day:.3f},"
              f" of the {seats + before} so far {so_far:.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--elections", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    show(simulate(args.elections, args.seed))


if __name__ == "__main__":
    main()
