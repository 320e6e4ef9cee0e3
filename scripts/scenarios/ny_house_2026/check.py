#!/usr/bin/python3
"""Simulate the New York House scenario plainly in NumPy and print what to compare.

An independent look at the tables: turnout = logistic(m + effects), votes = registered x turnout x
softmax(c + effects). m and c are solved by fixed points on the means. Not a reference for the engine.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[1]))  # what scenarios share

from plain_draws import by_level, share_centres, t_scale, turnout_centre
from plain_scenario import Support, loads_of, read_scenario, sizes_of
from scenario_files import DATA, read_rows
NAME = "ny_house_2026"
SCENARIO = read_scenario(NAME)
CONTESTS = {contest["id"]: contest["candidates"] for contest in SCENARIO["contests"]}
SLATE = dict(member.split("/") for member in SCENARIO["slates"]["mayor_slate"]["members"])
SD = sizes_of(SCENARIO)
SURGE = {load["affects"]: load["sd"] for load in loads_of(SCENARIO, "surge")}
UNIVERSE_TURNOUT_SD = SCENARIO["defaults"]["turnout_cell_sd"]
TAILS_DF = 6
REGION = {row["district"]: row["region"] for row in read_rows(DATA / f"{NAME}_districts.csv")}


class Shared:
    """Factors that several contests share, for n elections."""

    def __init__(self, rng, n):
        self.everybody = SD["turnout"] * rng.standard_normal(n)
        self.faction = {faction: SD["turnout of faction"] * rng.standard_normal(n)
                        for faction in SCENARIO["factions"]}
        self.region = {region: SD["turnout of region"] * rng.standard_normal(n)
                       for region in sorted(set(REGION.values()))}
        self.slate = SD["slate mood"] * rng.standard_normal(n)
        self.surge = rng.standard_normal(n)


def turnout_draws(rng, n, universes, shared):
    """Returns turnout of the universes of one contest, n x universes."""
    shared_sds = [SD[e] for e in SD if e.startswith("turnout")]
    variance = sum(sd ** 2 for sd in shared_sds) + UNIVERSE_TURNOUT_SD ** 2
    left = np.array([u["faction"] == "left" for u in universes])
    sd = np.sqrt(variance + left * SURGE["turnout"] ** 2)
    logit = turnout_centre(np.array([float(u["turnout_mean"]) for u in universes]), sd)
    logit = logit + UNIVERSE_TURNOUT_SD * rng.standard_normal((n, len(universes)))
    logit += (shared.everybody + SD["turnout of contest"] * rng.standard_normal(n))[:, None]
    logit += np.stack([shared.faction[universe["faction"]] for universe in universes], axis=1)
    logit += SURGE["turnout"] * shared.surge[:, None] * left
    logit += by_level(rng, n, [u["district"] for u in universes], SD["turnout of place"])
    logit += np.stack([shared.region[REGION[u["district"]]] for u in universes], axis=1)
    return 1 / (1 + np.exp(-logit))


def share_draws(rng, n, contest, universes, support, shared):
    """Returns support of the universes of one contest, n x universes x candidates."""
    candidates = [candidate["id"] for candidate in CONTESTS[contest]]
    k = len(candidates)
    slate = np.array([candidate == SLATE.get(contest) for candidate in candidates])
    variance = sum(SD[e] ** 2 for e in ("region", "place", "bloc", "local"))
    variance = variance + slate * (SD["slate mood"] ** 2 + SURGE["support"] ** 2)
    likeness = support.likeness(contest, candidates, universes)
    polling = support.polling(contest, candidates)
    centre = share_centres(rng, support.shares(contest, candidates, universes),
                           np.sqrt(variance + likeness ** 2), polling, TAILS_DF)
    scale = t_scale(rng, n, TAILS_DF)[:, None]
    whole = polling * scale * rng.standard_normal((n, k))
    whole += slate * (shared.slate + SURGE["support"] * shared.surge)[:, None]
    utility = centre + whole[:, None, :] + likeness * rng.standard_normal((n, 1, k))
    pieces = np.hypot(SD["region"], SD["place"])
    utility += by_level(rng, n, [u["district"] for u in universes], pieces, k)
    utility += by_level(rng, n, [u["faction"] for u in universes], SD["bloc"], k)
    utility += SD["local"] * rng.standard_normal((n, len(universes), k))
    weight = np.exp(utility)
    return weight / weight.sum(axis=2, keepdims=True)


def simulate(n, seed):
    """Returns {contest: (shares n x candidates, turnout n)}."""
    rng = np.random.default_rng(seed)
    shared, everywhere = Shared(rng, n), read_rows(DATA / f"{NAME}_universes.csv")
    support = Support(NAME, SCENARIO)
    results = {}
    for contest in CONTESTS:
        universes = [u for u in everywhere if u["district"].startswith(contest)]
        registered = np.array([float(u["registered"]) for u in universes])
        ballots = registered * turnout_draws(rng, n, universes, shared)
        shares = share_draws(rng, n, contest, universes, support, shared)
        votes = np.einsum("nc,nck->nk", ballots, shares)
        results[contest] = (votes / ballots.sum(axis=1, keepdims=True),
                            ballots.sum(axis=1) / registered.sum())
    return results


def show(results):
    for contest, candidates in CONTESTS.items():
        shares, turnout = results[contest]
        win = np.bincount(shares.argmax(axis=1), minlength=shares.shape[1]) / len(shares)
        low, high = np.quantile(turnout, (0.05, 0.95))
        pair = np.log(shares[:, 0] / shares[:, 1]).std()
        print(f"{contest}  turnout {turnout.mean():.3f} [{low:.3f}, {high:.3f}]"
              f"  sd of the first pair's log-odds {pair:.3f}")
        for k, candidate in enumerate(candidates):
            q = np.quantile(shares[:, k], (0.05, 0.5, 0.95))
            print(f"  {candidate['id']:16s} win {win[k]:.3f}  share {shares[:, k].mean():.3f}"
                  f" sd {shares[:, k].std():.3f}  [{q[0]:.3f} {q[1]:.3f} {q[2]:.3f}]")
    first = np.stack([results[contest][0].argmax(axis=1) == 0 for contest in SLATE], axis=1)
    lose = np.zeros(len(first), bool)
    for contest, candidates in CONTESTS.items():
        for k, candidate in enumerate(candidates):
            if candidate.get("incumbent"):
                lose |= results[contest][0].argmax(axis=1) != k
    print(f"mayor slate sweeps {first.all(axis=1).mean():.3f}  wins of the slate "
          f"{np.bincount(first.sum(axis=1), minlength=4) / len(first)}"
          f"  an incumbent loses {lose.mean():.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--elections", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    show(simulate(args.elections, args.seed))


if __name__ == "__main__":
    main()
