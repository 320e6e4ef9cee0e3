#!/usr/bin/python3
"""Write workload W, the reference workload of the benchmarks, as a scenario.

W has D contests in D districts, C universes in each district and K candidates in each contest.
Universe j of district d is number i = d*C + j. Their numbers come from integer arithmetic only,
so every program can make the same inputs:

    registered        500 + (7919 i) mod 4001
    turnout centre    -1 + 0.9 ((104729 i) mod 1000) / 1000                           [log-odds]
    faction           (7 i + i div 12) mod 4
    support centre    0.8 ((15485863 (K i + k)) mod 1000) / 1000 - 0.4
                      + 0.7 ((32452843 (K d + k)) mod 1000) / 1000                    [log weight]
    region of d       d mod 5
    camp of (d, k)    (d + k) mod 4

All log-odds are whole multiples of 1/10000 and are written with four decimals. The laws of the
effects stand in EFFECTS; tests/bench/peers/numpy_reference.py is the same model in NumPy.
"""

import argparse
import csv
from pathlib import Path

EFFECTS = """\
effects:
  - {id: state, affects: turnout, sd: 0.10}
  - {id: region, affects: turnout, by: region, sd: 0.08}
  - {id: faction, affects: turnout, by: faction, sd: 0.10}
  - {id: kind, affects: turnout, by: kind, sd: 0.08}
  - {id: district, affects: turnout, by: district, sd: 0.12}
  - {id: cell turnout, affects: turnout, by: universe, sd: 0.15}
  - {id: faction choice, affects: support, by: camp, sd: 0.15}
  - {id: candidate, affects: support, by: candidate, sd: 0.25}
  - {id: cell choice, affects: support, by: [candidate, universe], sd: 0.20}
"""


class Names:
    """Gives ids that stay the same whatever the counts: d00 and c0 always come first."""

    def __init__(self, contests, n_universes, candidates):
        self.contests = [f"d{number:02d}" for number in range(contests)]
        self.universes = [f"u{number:02d}" for number in range(n_universes)]
        self.kinds = [f"k{number:02d}" for number in range(n_universes)]
        self.candidates = [f"c{number}" for number in range(candidates)]


def ten_thousandths(number):
    """Formats number/10000 exactly."""
    sign = "-" if number < 0 else ""
    return f"{sign}{abs(number) // 10000}.{abs(number) % 10000:04d}"


def universe_faction(i):
    return (i * 7 + i // 12) % 4


def universe_rows(names):
    n_universes = len(names.universes)
    for d, district in enumerate(names.contests):
        for j, universe in enumerate(names.universes):
            i = d * n_universes + j
            yield {"district": district, "universe": universe, "faction": f"f{universe_faction(i)}",
                   "registered": 500 + (i * 7919) % 4001,
                   "turnout_log_odds": ten_thousandths(9 * ((i * 104729) % 1000) - 10000),
                   "kind": names.kinds[j]}


def support_rows(names):
    n_universes, candidates = len(names.universes), len(names.candidates)
    for d, district in enumerate(names.contests):
        for j, universe in enumerate(names.universes):
            for k, candidate in enumerate(names.candidates):
                pair = (d * n_universes + j) * candidates + k
                seat = d * candidates + k
                weight = 8 * ((pair * 15485863) % 1000) - 4000 + 7 * ((seat * 32452843) % 1000)
                yield {"contest": district, "candidate": candidate, "district": district,
                       "universe": universe, "log_weight": ten_thousandths(weight)}


def district_rows(names):
    for d, district in enumerate(names.contests):
        yield {"district": district, "region": f"r{d % 5}"}


def contest_lines(names):
    for d, contest in enumerate(names.contests):
        yield f"  - id: {contest}"
        yield f"    districts: [{contest}]"
        yield "    count: plurality"
        yield "    candidates:"
        for k, candidate in enumerate(names.candidates):
            yield f"      - {{id: {candidate}, camp: f{(d + k) % 4}}}"
        yield "    support: {table: support.csv}"


def slate_line(name, contests, candidate):
    return f"  {name}: [{', '.join(f'{contest}/{candidate}' for contest in contests)}]"


def scenario_text(names, elections):
    n_universes = len(names.contests) * len(names.universes)
    factions = sorted({f"f{universe_faction(i)}" for i in range(n_universes)})
    zero = names.candidates[0]
    return "\n".join([
        "hustings: 1",
        "title: Workload W",
        "sources: [made up by integer arithmetic; nothing in it is about real voters]",
        "seed: 1",
        f"elections: {elections}",
        f"factions: [{', '.join(factions)}]",
        "districts: {table: districts.csv}",
        "universes: {table: universes.csv}",
        "contests:",
        *contest_lines(names),
        "slates:",
        slate_line("zero", names.contests, zero),
        slate_line("first_five", names.contests[:5], zero),
        EFFECTS + "output: {histogram_bins: 200}",
    ]) + "\n"


def write_table(path, rows):
    rows = list(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def arguments():
    parser = argparse.ArgumentParser(
        description="Write workload W as DIR/w.yaml and its tables.",
        epilog="example: make_w.py -o build/w && build/release/hustings run build/w/w.yaml")
    parser.add_argument("-o", dest="folder", metavar="DIR", type=Path, required=True)
    parser.add_argument("--contests", type=int, default=30)
    parser.add_argument("--cells", type=int, default=12, help="universes in each district")
    parser.add_argument("--candidates", type=int, default=3)
    parser.add_argument("--elections", type=int, default=1_000_000)
    args = parser.parse_args()
    if args.contests < 1 or args.cells < 1 or args.elections < 1:
        parser.error("contests, universes and elections must be at least 1")
    if args.candidates < 2:
        parser.error("a contest needs at least 2 candidates")
    return args


def main():
    args = arguments()
    names = Names(args.contests, args.cells, args.candidates)
    args.folder.mkdir(parents=True, exist_ok=True)
    write_table(args.folder / "districts.csv", district_rows(names))
    write_table(args.folder / "universes.csv", universe_rows(names))
    write_table(args.folder / "support.csv", support_rows(names))
    text = scenario_text(names, args.elections)
    (args.folder / "w.yaml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
