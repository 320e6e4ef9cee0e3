#!/usr/bin/python3
r"""Turns New York's rankings in letters into a ballot file for `hustings count`.

    scripts/scenarios/nyc_mayor_2025/make_ballots.py \
        tests/data/nyc_2025/nyc_2025_mayor_rankings.csv > ballots.csv

Reads rows of a ranking and its number of ballots (`ranking`, `total`), first rank first, `-` a skipped
rank. Writes count,rank1,... with the candidates' names; with --boroughs count,precinct,rank1,..., where the
precinct is the borough. By default skipped ranks and repeated candidates
are passed over, as New York City's law does; --as-marked keeps them where they stand.
"""

import argparse
import csv
import sys

NYC_2025_MAYOR = {
    "M": "mamdani", "C": "cuomo", "L": "lander", "A": "adams", "S": "stringer", "Y": "myrie",
    "T": "tilson", "B": "blake", "R": "ramos", "P": "prince", "D": "bartholomew",
}  # fmt: skip
BOROUGHS = ["bronx", "brooklyn", "manhattan", "queens", "staten_island"]
SKIPPED = "-"


def ranks_of(ranking, as_marked):
    """Returns the names on one ballot, rank by rank; an empty name is a skipped rank."""
    if as_marked:
        return ["" if letter == SKIPPED else NYC_2025_MAYOR[letter] for letter in ranking]
    return list(dict.fromkeys(NYC_2025_MAYOR[letter] for letter in ranking if letter != SKIPPED))


def read_ballots(file, columns, as_marked):
    """Yields (number of ballots, column, names by rank) of every row with a ballot in it."""
    for row in csv.DictReader(file):
        for column in columns:
            number = int(row[column] or 0)
            if number > 0:
                yield number, column, ranks_of(row["ranking"], as_marked)


def write_ballots(ballots, n_ranks, with_precinct, out):
    writer = csv.writer(out, lineterminator="\n")
    ranks = [f"rank{i + 1}" for i in range(n_ranks)]
    writer.writerow(["count"] + (["precinct"] if with_precinct else []) + ranks)
    for number, column, names in ballots:
        precinct = [column] if with_precinct else []
        writer.writerow([number] + precinct + names + [""] * (n_ranks - len(names)))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rankings", help="table with the columns ranking and total")
    parser.add_argument("--column", default="total", help="count this column, e.g. bronx")
    parser.add_argument("--boroughs", action="store_true", help="count every borough, as a precinct")
    parser.add_argument("--ranks", type=int, default=5, help="ranks of the ballot (default 5)")
    parser.add_argument("--as-marked", action="store_true", help="keep skips and repeats")
    options = parser.parse_args()
    with open(options.rankings, encoding="utf-8", newline="") as file:
        columns = BOROUGHS if options.boroughs else [options.column]
        ballots = read_ballots(file, columns, options.as_marked)
        write_ballots(ballots, options.ranks, options.boroughs, sys.stdout)


if __name__ == "__main__":
    main()
