#!/usr/bin/python3
"""Write the turnout of new voters that scenarios/recipes/nyc_mayor_2025.yaml takes as prepared.

Of an assembly district with B ballots of 2021, bridged to the lines of today, and R active Democrats,
new voters are 0.30 R and cast n B e (0.5 + 0.5 l / b(l)) ballots: e = the borough's early votes of
2025 per ballot of 2021, over the city's; l = part of Wiley and Morales in 2021, b(l) the borough's;
n = 0.90 q / (1 - q), q the new voters' part of all ballots. No vote of 2025 is used.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # what scenarios share

from scenario_files import PREPARED, read_source, write_rows

BOROUGHS = ("Bronx", "Brooklyn", "Manhattan", "Queens", "Staten Island")
# Assembly lines of 2021 are not those of 2025, numbers and places mostly are. So an assembly
# district keeps three quarters of what set it apart in 2021, and a quarter is its borough's.
KEPT_OF_2021_MAP = 0.75
# Part of the registered who are young or newly registered; a guess near the part under 35.
NEW_OF_REGISTERED = 0.30
# Voters of 2021 who come again: four years of moves and deaths against a race as hard fought.
COMING_AGAIN = 0.90
# A quarter of the early voters were new to these primaries (3 % in 2021): known the day before.
NEW_OF_EARLY = 0.25
EARLY_OF_ALL = 0.40             # guess: 385,184 early votes, 191,197 in 2021
NEW_OF_LATER = 0.15             # guess: fewer, but not none, among those who vote on the day
# Inside a borough new voters are half even and half where Wiley and Morales did well in 2021.
NEW_TILT = 0.5

CANDIDATES = ("adams", "wiley", "garcia", "yang", "stringer", "morales", "mcguire", "donovan",
              "foldenauer", "chang", "prince", "taylor", "wright")


def total(rows, *columns):
    return sum(int(row[column]) for row in rows for column in columns)


def left_part(rows):
    """Returns the part of the rows' first choices that Wiley and Morales had."""
    return total(rows, "wiley", "morales") / total(rows, *CANDIDATES)


def early_votes():
    """Returns the early votes of 2025 by borough."""
    return {row["group"]: float(row["value"]) for row in read_source("nyc_turnout_facts")
            if row["metric"] == "early_votes" and row["election"] == "2025-06-24"
            and row["group"] in BOROUGHS}


def borough_turnout(rows, democrats, early_here):
    """Yields (assembly district, turnout of its new voters) of one borough."""
    kept, whole = KEPT_OF_2021_MAP, left_part(rows)
    new = EARLY_OF_ALL * NEW_OF_EARLY + (1 - EARLY_OF_ALL) * NEW_OF_LATER
    bridged = {row["ad"]: int(row["ballots"]) ** kept * democrats[row["ad"]] ** (1 - kept)
               for row in rows}
    scale = total(rows, "ballots") / sum(bridged.values())
    for row in rows:
        left = kept * left_part([row]) + (1 - kept) * whole
        here = early_here * (1 - NEW_TILT + NEW_TILT * left / whole)
        ballots = COMING_AGAIN * scale * bridged[row["ad"]] * new / (1 - new) * here
        yield row["ad"], ballots / round(NEW_OF_REGISTERED * democrats[row["ad"]])


def turnout():
    rows = read_source("nyc_2021_mayor_ad_first_choice")
    democrats = {row["ad"]: int(row["active_dem_2023"])
                 for row in read_source("nyc_2023_enrollment_ad")}
    early = early_votes()
    early_rate = sum(early.values()) / total(rows, "ballots")
    for borough in BOROUGHS:
        of = [row for row in rows if row["borough"] == borough]
        yield from borough_turnout(of, democrats,
                                   early[borough] / total(of, "ballots") / early_rate)


def main():
    rows = [{"place": f"AD-{ad}", "faction": "new", "mean": f"{mean:.6f}"}
            for ad, mean in sorted(turnout(), key=lambda item: int(item[0]))]
    write_rows(PREPARED / "nyc_mayor_2025_new_voters.csv", rows)


if __name__ == "__main__":
    main()
