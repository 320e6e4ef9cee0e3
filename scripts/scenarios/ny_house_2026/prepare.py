#!/usr/bin/python3
"""Write scenarios/recipes/data/ny_house_2020_by_ad.csv: ballots of 2020 House primaries.

By assembly district of 2020. Where the House primary was contested in part of a district only, the
district gets its presidential ballots x the median ratio of the fully covered ones.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # what scenarios share

from scenario_files import PREPARED, read_source, write_rows

# A presidential count covers nearly every 2020 House ballot of an assembly district where the House
# primary was contested; below this part of it, the district had one for some of its voters only.
COVERED = 0.85


def sums(rows, column):
    """Returns the sum of a column per assembly district."""
    of = {}
    for row in rows:
        if row["ad"]:
            of[row["ad"]] = of.get(row["ad"], 0) + int(row[column])
    return of


def house_ballots():
    """Returns ballots per assembly district."""
    votes = sums(read_source("nyc_2020_house_dem_ad"), "votes")
    president = sums(read_source("nyc_2020_president_dem_ad"), "ballots")
    ratio = {ad: votes.get(ad, 0) / n for ad, n in president.items()}
    covered = sorted(r for r in ratio.values() if r >= COVERED)
    median = covered[len(covered) // 2]
    return {ad: votes[ad] if ratio[ad] >= COVERED else round(n * median)
            for ad, n in president.items()}


def main():
    write_rows(PREPARED / "ny_house_2020_by_ad.csv",
               ({"ad": ad, "ballots": n} for ad, n in sorted(house_ballots().items())))


if __name__ == "__main__":
    main()
