#!/usr/bin/python3
"""Simulate the Super Tuesday scenario plainly in NumPy and print where the count of the day falls.

An independent look at the tables: votes = registered x turnout x softmax(c + effects), c solved by a
fixed point on the means; then delegates pool by pool. PIT = part of the elections below the counted
value, half of those equal to it. With --results a file of the engine is scored, and its mean
delegates are held against the plain ones.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[1]))  # what scenarios share

from plain_draws import by_level, share_centres, t_scale, turnout_centre
from plain_scenario import Support, read_scenario, sizes_of
from scenario_files import DATA, read_rows, read_source
NAME = "super_tuesday_2020"
SCENARIO = read_scenario(NAME)
EARLIER = "earlier"  # the contest that is counted already
EVERYBODY = {"district": "", "faction": "others"}  # .. where factions are alike
STATES = {contest["id"]: contest for contest in SCENARIO["contests"] if contest["id"] != EARLIER}
CANDIDATES = tuple(candidate["id"] for candidate in next(iter(STATES.values()))["candidates"])
LEADERS = tuple(SCENARIO["slates"])
SD = sizes_of(SCENARIO)
UNIVERSE_TURNOUT_SD = SCENARIO["defaults"]["turnout_cell_sd"]
TURNOUT = 0.30
THRESHOLD = 0.15
TAILS_DF = 6


def table(name):
    return read_rows(DATA / f"{NAME}_{name}.csv")


PART = {row["region"]: row["part"] for row in table("districts")}
SUPPORT = Support(NAME, SCENARIO)


def pools_of(contest):
    """Returns the seats of the pools that are of a whole contest."""
    return [pool["seats"] for pool in contest["count"]["delegates"]["pools"]
            if pool["per"] == "contest"]


class Shared:
    """Factors that several states share, for n elections, per candidate."""

    def __init__(self, rng, n):
        k = len(CANDIDATES)
        leads = np.array([name in LEADERS for name in CANDIDATES])
        self.turnout = SD["turnout"] * rng.standard_normal(n)
        self.days = SD["three days"] * rng.standard_normal((n, k)) * leads
        self.part = {part: SD["region"] * rng.standard_normal((n, k))
                     for part in sorted({PART[state] for state in STATES})}
        self.faction = {faction: SD["bloc"] * rng.standard_normal((n, k))
                        for faction in SCENARIO["factions"]}
        self.variance = SD["region"] ** 2 + SD["bloc"] ** 2 + (
            SD["three days"] ** 2 * leads)


def turnout_draws(rng, n, universes, shared):
    variance = UNIVERSE_TURNOUT_SD ** 2 + sum(SD[e] ** 2 for e in SD if e.startswith("turnout"))
    logit = turnout_centre(np.array([TURNOUT]), np.array([variance ** 0.5]))
    logit = logit + UNIVERSE_TURNOUT_SD * rng.standard_normal((n, len(universes)))
    logit += (shared.turnout + SD["turnout of region"] * rng.standard_normal(n))[:, None]
    logit += by_level(rng, n, [c["faction"] for c in universes], SD["turnout of faction"])
    logit += by_level(rng, n, [c["district"] for c in universes], SD["turnout of place"])
    return 1 / (1 + np.exp(-logit))


def share_draws(rng, n, state, universes, shared):
    k = len(CANDIDATES)
    cells = {u["faction"]: u for u in universes}  # shares are by faction
    variance = shared.variance + sum(SD[e] ** 2 for e in ("place", "local"))
    polling = SUPPORT.polling(state, CANDIDATES)
    centres = share_centres(rng, SUPPORT.shares(state, CANDIDATES, cells.values()),
                            np.tile(np.sqrt(variance), (len(cells), 1)), polling, TAILS_DF)
    centre = dict(zip(cells, centres))
    whole = polling * t_scale(rng, n, TAILS_DF)[:, None] * rng.standard_normal((n, k))
    whole += shared.days + shared.part[PART[state]]
    utility = np.array([centre[u["faction"]] for u in universes]) + whole[:, None, :]
    utility += np.stack([shared.faction[universe["faction"]] for universe in universes], axis=1)
    utility += by_level(rng, n, [c["district"] for c in universes], SD["place"], k)
    utility += SD["local"] * rng.standard_normal(utility.shape)
    weight = np.exp(utility)
    return weight / weight.sum(axis=2, keepdims=True)


def award(votes, seats):
    """Returns delegates of one pool, elections x candidates: viable ones by largest remainder."""
    share = votes / votes.sum(axis=1, keepdims=True)
    lowest = np.minimum(THRESHOLD, share.max(axis=1, keepdims=True) / 2)
    lowest = np.where(share.max(axis=1, keepdims=True) < THRESHOLD, lowest, THRESHOLD)
    viable = np.where(share >= lowest, share, 0.0)
    quota = viable / viable.sum(axis=1, keepdims=True) * seats
    whole = np.floor(quota + 1e-9).astype(int)
    rank = np.argsort(np.argsort(-(quota - whole), axis=1), axis=1)
    return whole + (rank < (seats - whole.sum(axis=1))[:, None])


def state_delegates(rng, n, state, universes, shared):
    votes = (np.array([float(c["registered"]) for c in universes])
             * turnout_draws(rng, n, universes, shared))[:, :, None] * share_draws(
                 rng, n, state, universes, shared)
    seats = {row["district"]: int(row["seats"]) for row in table("delegates")}
    won = sum(award(votes.sum(axis=1), pool) for pool in pools_of(STATES[state]))
    names = [u["district"] for u in universes]
    for district in sorted(set(names)):
        won = won + award(votes[:, [d == district for d in names]].sum(axis=1), seats[district])
    return won


def simulate(n, seed):
    """Returns {state: delegates, n x candidates}."""
    rng, universes = np.random.default_rng(seed), table("universes")
    shared = Shared(rng, n)
    return {state: state_delegates(
        rng, n, state, [c for c in universes if c["district"].startswith(f"{state}-")], shared)
        for state in STATES}


def counted():
    """Returns {(state's name, candidate): delegates won}."""
    return {(row["state"], row["candidate"]): int(row["pledged_delegates_won"])
            for row in read_source("pres_2020_dem_state_results")}


def earlier_delegates():
    """Returns the delegates of the first four contests by candidate."""
    contest = next(of for of in SCENARIO["contests"] if of["id"] == EARLIER)
    seats, = pools_of(contest)
    return {candidate["id"]: round(SUPPORT.share(EARLIER, candidate["id"], EVERYBODY) * seats)
            for candidate in contest["candidates"]}


@dataclass(frozen=True)
class Outcomes:
    """Elections by number of delegates, and how often who leads or has a majority."""

    elections: int
    states: dict          # state -> leader -> elections by number of delegates
    day: list             # the same of all states, by leader
    leads: list           # part of the elections with most delegates of the day, by leader
    majority: list        # ... with a majority of the day's, by leader
    so_far: list          # ... with a majority of the day's and the earlier ones, by leader


def outcomes_of(won):
    """Sums up {state: delegates, n x candidates}."""
    total, earlier = sum(won.values()), earlier_delegates()
    seats, before = total[0].sum(), sum(earlier.values())
    leaders = list(enumerate(LEADERS))
    most = total.max(axis=1, keepdims=True)
    alone = (total == most).sum(axis=1) == 1
    return Outcomes(
        len(total),
        {state: [np.bincount(draws[:, k]) for k, _ in leaders] for state, draws in won.items()},
        [np.bincount(total[:, k]) for k, _ in leaders],
        [((total[:, k] == most[:, 0]) & alone).mean() for k, _ in leaders],
        [(2 * total[:, k] > seats).mean() for k, _ in leaders],
        [(2 * (total[:, k] + earlier.get(name, 0)) > seats + before).mean()
         for k, name in leaders])


def read_results(path):
    """Reads the same from a results file of the scenario."""
    import h5py  # not needed for the plain simulation

    with h5py.File(path) as file:
        candidates = file["candidate"].asstr()[:].tolist()
        names = file["total_name"].asstr()[:].tolist()
        won, sums = file["tally/candidate_delegates"][:], file["tally/name_delegates"][:]
        part = {key: file[f"summary/{key}"][:] for key in ("lead", "majority")}
        day = [names.index(f"super_tuesday/{name}") for name in LEADERS]
        so_far = [names.index(f"so_far/{name}") for name in LEADERS]
        return Outcomes(
            int(file["tally/elections"][()]),
            {state: [won[candidates.index(f"{state}/{name}")] for name in LEADERS]
             for state in STATES},
            [sums[i] for i in day], part["lead"][day], part["majority"][day],
            part["majority"][so_far])


def mean_and_error(elections):
    """Returns the mean of numbers, given elections by them, and its standard error."""
    numbers, n = np.arange(len(elections)), elections.sum()
    mean = (numbers * elections).sum() / n
    return mean, np.sqrt(((numbers - mean) ** 2 * elections).sum() / n / n)


def row(title, elections, value):
    below = np.cumsum(elections) / elections.sum()
    low, middle, high = (int(np.searchsorted(below, q - 1e-12)) for q in (0.05, 0.5, 0.95))
    at = elections[value] / elections.sum() if value < len(elections) else 0.0
    pit = below[min(value, len(below) - 1)] - at / 2
    print(f"  {title:12s} {value:5d}  {low:6d} {middle:6d} {high:6d}   {pit:.3f}")


def show(outcomes):
    real = counted()
    print(f"{outcomes.elections:,} elections\ndelegates   counted    5%    50%    95%   PIT")
    for k, name in enumerate(LEADERS):
        row(name, outcomes.day[k], sum(real.get((s["name"], name), 0) for s in STATES.values()))
    for state, contest in STATES.items():
        print(contest["name"])
        for k, name in enumerate(LEADERS):
            row(name, outcomes.states[state][k], real.get((contest["name"], name), 0))
    for k, name in enumerate(LEADERS):
        print(f"{name}: most delegates {outcomes.leads[k]:.3f}, majority of the day's"
              f" {outcomes.majority[k]:.3f}, of all so far {outcomes.so_far[k]:.3f}")


def compare(results, plain):
    """Prints how far mean delegates of a results file are from those of the plain simulation."""
    pairs = [(f"{state} {name}", results.states[state][k], plain.states[state][k])
             for state in results.states for k, name in enumerate(LEADERS)]
    pairs += [(f"all {name}", results.day[k], plain.day[k])
              for k, name in enumerate(LEADERS)]
    apart = []
    for title, a, b in pairs:
        (mean_a, error_a), (mean_b, error_b) = mean_and_error(a), mean_and_error(b)
        apart.append(((mean_a - mean_b) / np.hypot(error_a, error_b), mean_a - mean_b, title))
    print(f"mean delegates against {plain.elections:,} elections of the plain simulation:"
          f" root mean square {np.sqrt(np.mean([z * z for z, _, _ in apart])):.2f} standard errors")
    for z, difference, title in sorted(apart, key=lambda item: -abs(item[0]))[:5]:
        print(f"  {title:12s} {difference:+6.2f} delegates, {z:+.1f} standard errors")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--results", help="score this results file and hold it against the plain one")
    parser.add_argument("--elections", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    plain = outcomes_of(simulate(args.elections, args.seed))
    if args.results is None:
        return show(plain)
    results = read_results(args.results)
    show(results)
    return compare(results, plain)


if __name__ == "__main__":
    main()
