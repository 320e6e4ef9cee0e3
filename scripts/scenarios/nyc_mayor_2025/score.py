#!/usr/bin/python3
"""Print where the counted primary of 24 June 2025 falls in the forecast of nyc_mayor_2025.yaml.

PIT = part of the elections below the counted value; a good forecast's are even between 0 and 1 over
many contests, and one contest is one. Without a results file the plain simulation is scored, with
its rounds; with one, the turnout and the first choices of its stored elections.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[1]))  # what scenarios share

from scenario_files import read_source
from simulation import CANDIDATES, simulate


def counted():
    """Returns first-choice shares, turnout, the winner's final share and the exhausted part."""
    rows = read_source("nyc_2025_mayor_ad")
    total = {name: sum(int(row[name]) for row in rows)
             for name in (*CANDIDATES, "ballots", "active_dem_2023", "final_mamdani",
                          "final_cuomo", "final_exhausted")}
    first = [total[name] / total["ballots"] for name in CANDIDATES]
    final = total["final_mamdani"] / (total["final_mamdani"] + total["final_cuomo"])
    return (first, total["ballots"] / total["active_dem_2023"], final,
            total["final_exhausted"] / total["ballots"])


def row(title, draws, value):
    low, middle, high = np.quantile(draws, (0.05, 0.5, 0.95))
    print(f"{title:28s} {value:8.4f}  {low:7.4f} {middle:7.4f} {high:7.4f}"
          f"   {(draws < value).mean():.3f}")


def read_results(path):
    """Returns (first-choice shares, turnout) of the elections stored in a results file."""
    import h5py  # not needed to score the plain simulation

    with h5py.File(path) as file:
        ids = [name.decode() for name in file["labels/candidate_id"]]
        shares = file["draws/share"][:]
        turnout = file["draws/turnout"][0]
    return np.stack([shares[ids.index(name)] for name in CANDIDATES], axis=1), turnout


def log_ratio(shares):
    return np.log(shares[..., 0] / shares[..., 1])


def show_first_round(first_shares, turnouts):
    first, turnout, _, _ = counted()
    print(f"{'':28s}  counted       5%     50%     95%   PIT")
    row("turnout", turnouts, turnout)
    for k, name in enumerate(CANDIDATES):
        row(f"first choices, {name}", first_shares[:, k], first[k])
    row("log(Mamdani / Cuomo) first", log_ratio(first_shares), log_ratio(np.array(first)))


def show_rounds(elections):
    first, _, final, exhausted = counted()
    pair = (elections.final_shares[:, :2] > 0).all(axis=1)
    row("final share where the two met", elections.final_shares[pair, 0], final)
    row("exhausted", elections.exhausted, exhausted)
    distance = log_ratio(elections.first_shares) - log_ratio(np.array(first))
    near = pair & (np.abs(distance) < 0.05)
    row(f"final, first as counted ({near.sum()})", elections.final_shares[near, 0], final)
    wins = np.bincount(elections.final_shares.argmax(axis=1), minlength=len(CANDIDATES))
    leads = elections.first_shares.argmax(axis=1)
    changed = (leads != elections.final_shares.argmax(axis=1)).mean()
    print("wins ", "  ".join(f"{name} {w / len(leads):.3f}" for name, w in zip(CANDIDATES, wins)
                             if w))
    print(f"the two meet in the final {pair.mean():.3f}  Cuomo leads the first round "
          f"{(leads == 1).mean():.3f}  the leader of the first round loses {changed:.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--results", help="score this results file")
    parser.add_argument("--elections", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if args.results:
        show_first_round(*read_results(args.results))
        return
    elections = simulate(args.elections, args.seed)
    show_first_round(elections.first_shares, elections.turnout)
    show_rounds(elections)


if __name__ == "__main__":
    main()
