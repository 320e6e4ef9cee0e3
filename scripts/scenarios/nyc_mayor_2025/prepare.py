#!/usr/bin/python3
"""Write the turnout of new voters that scenarios/recipes/nyc_mayor_2025.yaml takes as prepared.

How many of an assembly district's new voters come: 0.90 of the ballots of 2021 x q / (1 - q), q the new
voters' part of all ballots, x the borough's early votes of 2025 per ballot of 2021 over the city's,
x half even and half where Wiley and Morales did well in 2021; over 0.30 of the registered. The
judged numbers stand with their reasons in assumptions.py.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # what scenarios share

import assumptions as given
import make
from scenario_files import SCENARIOS, write_rows


def rows():
    for district in make.make_districts():
        yield {"place": f"AD-{district.ad}", "faction": given.NEW,
               "mean": f"{district.turnout[given.NEW]:.6f}"}


def main():
    write_rows(SCENARIOS / "recipes/data/nyc_mayor_2025_new_voters.csv", rows())


if __name__ == "__main__":
    main()
