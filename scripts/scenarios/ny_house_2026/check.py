#!/usr/bin/python3
"""Simulate the New York House scenario plainly in NumPy and print what to compare.

An independent look at the tables: turnout = logistic(m + effects), votes = registered x turnout x
softmax(c + effects). m is solved by a fixed point on the mean; c = log p - S/2 + S p with S the
variance of one utility, which is exact to second order. Not a reference for the engine.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[1]))  # what scenarios share

import assumptions as given
import make as maker
from plain_draws import by_level, t_scale, turnout_centre
from scenario_files import DATA, read_rows
SD = {effect.id: effect.sd for effect in given.EFFECTS}
TAILS_DF = 6
FEW_POLLS = {cast.contest.id: cast.few_polls_sd for cast in maker.make()[2]}


class Shared:
    """Factors that several contests share, for n elections."""

    def __init__(self, rng, n):
        self.everybody = SD["turnout"] * rng.standard_normal(n)
        self.faction = {faction: SD["turnout of faction"] * rng.standard_normal(n)
                        for faction in given.FACTIONS}
        self.slate = SD["slate mood"] * rng.standard_normal(n)
        self.surge = rng.standard_normal(n)


def turnout_draws(rng, n, universes, shared):
    """Returns turnout of the universes of one contest, n x universes."""
    shared_sds = [SD[e] for e in SD if e.startswith("turnout")]
    variance = sum(sd ** 2 for sd in shared_sds) + given.UNIVERSE_TURNOUT_SD ** 2
    left = np.array([u["faction"] == "left" for u in universes])
    sd = np.sqrt(variance + left * given.SURGE_TURNOUT_SD ** 2)
    logit = turnout_centre(np.array([float(u["turnout_mean"]) for u in universes]), sd)
    logit = logit + given.UNIVERSE_TURNOUT_SD * rng.standard_normal((n, len(universes)))
    logit += (shared.everybody + SD["turnout of contest"] * rng.standard_normal(n))[:, None]
    logit += np.stack([shared.faction[universe["faction"]] for universe in universes], axis=1)
    logit += given.SURGE_TURNOUT_SD * shared.surge[:, None] * left
    logit += by_level(rng, n, [u["district"] for u in universes], SD["turnout of district"])
    return 1 / (1 + np.exp(-logit))


def share_draws(rng, n, contest, universes, support, shared):
    """Returns support of the universes of one contest, n x universes x candidates."""
    k = len(contest.candidates)
    slate = np.array([c.id == given.SLATE.get(contest.id) for c in contest.candidates])
    variance = sum(SD[e] ** 2 for e in ("polling", "place", "bloc", "local"))
    variance += FEW_POLLS[contest.id] ** 2
    variance = variance + slate * (SD["slate mood"] ** 2 + given.SURGE_SUPPORT_SD ** 2)
    p = np.array([[support[contest.id, c.id, universe["faction"]] for c in contest.candidates]
                  for universe in universes])
    centre = np.log(p) - variance / 2 + variance * p
    scale = t_scale(rng, n, TAILS_DF)[:, None]
    polling = SD["polling"] * scale * rng.standard_normal((n, k))
    polling += FEW_POLLS[contest.id] * rng.standard_normal((n, k))
    polling += slate * (shared.slate
                        + given.SURGE_SUPPORT_SD * shared.surge)[:, None]
    utility = centre + polling[:, None, :]
    utility = utility + by_level(rng, n, [u["district"] for u in universes], SD["place"], k)
    utility += by_level(rng, n, [u["faction"] for u in universes], SD["bloc"], k)
    utility += SD["local"] * rng.standard_normal((n, len(universes), k))
    weight = np.exp(utility)
    return weight / weight.sum(axis=2, keepdims=True)


def simulate(n, seed):
    """Returns {contest: (shares n x candidates, turnout n)}."""
    rng = np.random.default_rng(seed)
    shared, everywhere = Shared(rng, n), read_rows(DATA / "ny_house_2026_universes.csv")
    support = {(r["contest"], r["candidate"], r["faction"]): float(r["share"])
               for r in read_rows(DATA / "ny_house_2026_support.csv")}
    results = {}
    for contest in given.CONTESTS:
        universes = [u for u in everywhere if u["district"].startswith(contest.id)]
        registered = np.array([float(u["registered"]) for u in universes])
        ballots = registered * turnout_draws(rng, n, universes, shared)
        shares = share_draws(rng, n, contest, universes, support, shared)
        votes = np.einsum("nc,nck->nk", ballots, shares)
        results[contest.id] = (votes / ballots.sum(axis=1, keepdims=True),
                               ballots.sum(axis=1) / registered.sum())
    return results


def show(results):
    for contest in given.CONTESTS:
        shares, turnout = results[contest.id]
        win = np.bincount(shares.argmax(axis=1), minlength=shares.shape[1]) / len(shares)
        low, high = np.quantile(turnout, (0.05, 0.95))
        pair = np.log(shares[:, 0] / shares[:, 1]).std()
        print(f"{contest.id}  turnout {turnout.mean():.3f} [{low:.3f}, {high:.3f}]"
              f"  sd of the first pair's log-odds {pair:.3f}")
        for k, candidate in enumerate(contest.candidates):
            q = np.quantile(shares[:, k], (0.05, 0.5, 0.95))
            print(f"  {candidate.id:16s} win {win[k]:.3f}  share {shares[:, k].mean():.3f}"
                  f" sd {shares[:, k].std():.3f}  [{q[0]:.3f} {q[1]:.3f} {q[2]:.3f}]")
    first = np.stack([results[contest][0].argmax(axis=1) == 0 for contest in given.SLATE], axis=1)
    lose = np.zeros(len(first), bool)
    for contest in given.CONTESTS:
        for k, candidate in enumerate(contest.candidates):
            if candidate.incumbent:
                lose |= results[contest.id][0].argmax(axis=1) != k
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
