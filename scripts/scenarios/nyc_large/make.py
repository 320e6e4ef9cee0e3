#!/usr/bin/python3
"""Write scenarios/nyc_large.yaml, a large scenario: about 12,000 universes of New York City.

Districts are election districts (EDs) of June 2025, joined in the order of their numbers within
their piece of assembly district (AD) x congressional district until every non-empty universe has at
least 30 registered. A piece too small for that gives its small universes to its largest one.

Registered voters of an ED are not published with its votes, so they are estimated:
registered = active Democrats of the AD (February 2023) x the ED's part of the AD's ballots.
They are split by first choice for mayor into five factions; Cuomo's voters are split into those who
ranked nobody else (`loyal`) and the others by their borough's proportions.

Turnout of a universe is the AD's ballots / active Democrats. The candidates are made up.
"""

import sys
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # what scenarios share

from scenario_files import SCENARIOS, list_lines, read_source, write_table
SMALLEST_UNIVERSE = 30

FACTIONS = ("left", "liberal", "loyal", "moderate", "mixed")
CANDIDATES = ("progressive", "reformer", "regular", "outsider")
# Made up: shares of the candidates, in that order, among the voters of each faction.
SUPPORT = {"left": ("0.58", "0.25", "0.12", "0.05"),
           "liberal": ("0.28", "0.46", "0.21", "0.05"),
           "loyal": ("0.07", "0.13", "0.66", "0.14"),
           "moderate": ("0.13", "0.24", "0.53", "0.10"),
           "mixed": ("0.22", "0.30", "0.36", "0.12")}
FIRST_CHOICES = ("mamdani", "cuomo", "lander", "adams", "stringer", "myrie", "tilson", "blake",
                 "ramos", "prince", "bartholomew")

TOP = """\
# A large scenario: the whole of New York City in about 12,000 universes, one contest per
# congressional district (of the 3rd and 16th only the part inside the city).
# Made by scripts/scenarios/nyc_large/make.py from scenarios/data/sources/; change that, not this.
# Registered voters of an election district are an estimate: active Democrats of its assembly
# district x its part of the ballots of June 2025. The candidates are made up.
hustings: 1
title: New York City in election districts
sources:
  - First choices for mayor by election district, June 2025 (cast-vote record)
  - Active registered Democrats by assembly district, February 2023 (State Board of Elections)
  - Where each file comes from, and its licence, is in scenarios/data/sources/README.md
seed: 12000
elections: 100_000

# First choice in 2025: left = Mamdani; liberal = Lander, Myrie; loyal = Cuomo and nobody else;
# moderate = Cuomo, then others; mixed = everybody else.
"""

EFFECTS = """\
# Sizes in log-odds; docs/method.md, section 8.
effects:
  - {id: turnout, affects: turnout, sd: 0.20}
  - {id: turnout of region, affects: turnout, by: region, sd: 0.08}
  - {id: turnout of faction, affects: turnout, by: faction, sd: 0.15}
  - {id: turnout of assembly district, affects: turnout, by: ad, sd: 0.10}
  - {id: polling, affects: support, by: candidate, sd: 0.24, tails: {df: 6, shared_by: contest}}
  - {id: slate mood, affects: support, by: slate, sd: 0.08}
  - {id: place, affects: support, by: [candidate, region], sd: 0.20}
  - {id: bloc, affects: support, by: [candidate, faction], sd: 0.15}
  - {id: local, affects: support, by: [candidate, universe], sd: 0.15}
events:
  half of the progressives win: at least 7 of progressives win
  high turnout: turnout of everybody >= 0.40
output: {draws: 1000}
"""


@dataclass(frozen=True)
class District:
    """Joined election districts of one piece; `registered` follows FACTIONS."""

    id: str
    borough: str
    ad: str
    cd: str
    n_eds: int
    registered: tuple
    turnout: float


def loyal_parts(rows):
    """Returns, per borough, the part of Cuomo's first choices that ranked nobody else."""
    parts = {}
    for borough, of in groupby(rows, key=lambda row: row["borough"]):
        cuomo = {row["second"]: int(row["ballots"]) for row in of if row["first"] == "cuomo"}
        parts[borough] = cuomo["none"] / sum(cuomo.values())
    return parts


def registered_of(ed, ad, loyal):
    """Returns the estimated registered voters of an ED per faction, not rounded."""
    first = {name: int(ed[name]) for name in FIRST_CHOICES}
    liberal = first["lander"] + first["myrie"]
    mixed = sum(first.values()) - first["mamdani"] - liberal - first["cuomo"]
    votes = (first["mamdani"], liberal, first["cuomo"] * loyal, first["cuomo"] * (1 - loyal), mixed)
    total = int(ad["active_dem_2023"]) * int(ed["ballots"]) / int(ad["ballots"])
    return [total * v / sum(votes) for v in votes]


def big_enough(registered):
    return any(registered) and all(
        round(n) == 0 or round(n) >= SMALLEST_UNIVERSE for n in registered)


def join(eds, ad, loyal):
    """Joins EDs of one piece in order; returns lists of (EDs, registered per faction)."""
    groups, members, sums = [], [], [0.0] * len(FACTIONS)
    for ed in eds:
        members.append(ed)
        sums = [a + b for a, b in zip(sums, registered_of(ed, ad, loyal[ed["borough"]]))]
        if big_enough(sums):
            groups.append((members, sums))
            members, sums = [], [0.0] * len(FACTIONS)
    if members and groups:
        last, before = groups.pop()
        members, sums = last + members, [a + b for a, b in zip(before, sums)]
    return groups + [(members, sums)] if members else groups


def whole_universes(registered):
    """Rounds, and moves universes below the smallest size into the largest."""
    universes = [round(n) for n in registered]
    largest = universes.index(max(universes))
    small = [i for i, n in enumerate(universes) if n < SMALLEST_UNIVERSE and i != largest]
    universes[largest] += sum(universes[i] for i in small)
    return tuple(0 if i in small else n for i, n in enumerate(universes))


def make_districts():
    ads = {row["ad"]: row for row in read_source("nyc_2025_mayor_ad")}
    loyal = loyal_parts(read_source("nyc_2025_mayor_first_second"))
    eds = sorted(read_source("nyc_2025_mayor_ed"),
                 key=lambda ed: (int(ed["ad"]), int(ed["cd"]), int(ed["ed"])))
    districts = []
    for (ad, cd), piece in groupby(eds, key=lambda e: (e["ad"], e["cd"])):
        for members, registered in join(list(piece), ads[ad], loyal):
            number = int(members[0]["ed"]) % 1000
            districts.append(District(
                f"{ad}-{number:03d}", members[0]["borough"], f"AD-{ad}", f"NY-{int(cd):02d}",
                len(members), whole_universes(registered),
                int(ads[ad]["ballots"]) / int(ads[ad]["active_dem_2023"])))
    return districts


def universe_rows(districts):
    for district in districts:
        for faction, registered in zip(FACTIONS, district.registered):
            if registered:
                yield {"district": district.id, "universe": faction, "faction": faction,
                       "registered": registered, "turnout_mean": f"{district.turnout:.4f}"}


def contest_lines(contest, districts):
    ids = [district.id for district in districts if district.cd == contest]
    yield f"  - id: {contest}"
    yield "    districts:"
    yield from list_lines(ids, 10)
    yield "    count: plurality"
    yield f"    candidates: [{', '.join(CANDIDATES)}]"
    yield "    support: {table: data/nyc_large_support.csv}"


def scenario_text(districts):
    contests = sorted({district.cd for district in districts})
    return "\n".join([
        TOP + f"factions: [{', '.join(FACTIONS)}]",
        "districts: {table: data/nyc_large_districts.csv}",
        "universes: {table: data/nyc_large_universes.csv}",
        "contests:",
        *(line for contest in contests for line in contest_lines(contest, districts)),
        "slates:",
        "  progressives:",
        *(f"    - {contest}/progressive" for contest in contests),
        EFFECTS])


def main():
    districts = make_districts()
    write_table("nyc_large_districts",
                ({"district": d.id, "region": d.borough, "ad": d.ad, "cd": d.cd, "eds": d.n_eds}
                 for d in districts))
    write_table("nyc_large_universes", universe_rows(districts))
    write_table("nyc_large_support",
                ({"contest": contest, "candidate": candidate, "faction": faction, "share": share}
                 for contest in sorted({d.cd for d in districts})
                 for faction in FACTIONS
                 for candidate, share in zip(CANDIDATES, SUPPORT[faction])))
    (SCENARIOS / "nyc_large.yaml").write_text(scenario_text(districts), encoding="utf-8")


if __name__ == "__main__":
    main()
