#!/usr/bin/python3
r"""Turns New York's rankings in letters into a ballot file for `hustings count`.

    scripts/scenarios/nyc_mayor_2025/make_ballots.py \
        tests/data/nyc_2025/nyc_2025_mayor_rankings.csv > ballots.csv

Reads rows of a ranking and its number of ballots (`ranking`, `total`), first rank first, `-` a skipped
rank. Writes count,rank1,... with the candidates' names. By default skipped ranks and repeated candidates
are passed over, as New York City's law does; --as-marked keeps them where they stand.
"""

import argparse
import csv
import sys

NYC_2025_MAYOR = {
    "M": "mamdani", "C": "cuomo", "L": "lander", "A": "adams", "S": "stringer", "Y": "myrie",
    "T": "tilson", "B": "blake", "R": "ramos", "P": "prince", "D": "bartholomew",
}  # fmt: skip
SKIPPED = "-"


def ranks_of(ranking, as_marked):
    """Returns the names on one ballot, rank by rank; an empty name is a skipped rank."""
    if as_marked:
        return ["" if letter == SKIPPED else NYC_2025_MAYOR[letter] for letter in ranking]
    return list(dict.fromkeys(NYC_2025_MAYOR[letter] for letter in ranking if letter != SKIPPED))


def read_ballots(file, column, as_marked):
    """Yields (number of ballots, names by rank) of every row with a ballot in it."""
    for row in csv.DictReader(file):
        number = int(row[column] or 0)
        if number > 0:
            yield number, ranks_of(row["ranking"], as_marked)


def write_ballots(ballots, n_ranks, out):
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["count"] + [f"rank{i + 1}" for i in range(n_ranks)])
    for number, ranks in ballots:
        writer.writerow([number] + ranks + [""] * (n_ranks - len(ranks)))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rankings", help="table with the columns ranking and total")
    parser.add_argument("--column", default="total", help="count this column, e.g. bronx")
    parser.add_argument("--ranks", type=int, default=5, help="ranks of the ballot (default 5)")
    parser.add_argument("--as-marked", action="store_true", help="keep skips and repeats")
    options = parser.parse_args()
    with open(options.rankings, encoding="utf-8", newline="") as file:
        ballots = read_ballots(file, options.column, options.as_marked)
        write_ballots(ballots, options.ranks, sys.stdout)


if __name__ == "__main__":
    main()
