#!/usr/bin/python3
"""Write scenarios/nyc_mayor_2025.yaml and its tables from the files in scenarios/data/sources/.

Universes. Per assembly district (AD), five factions by the first choice of 2021, one of new voters.
With R the AD's active Democrats (2023), B its ballots of 2021 and b(x) the borough's value of x:

    kept(x) = 0.75 x + 0.25 b(x)          for log(B / R) and for the mix of first choices
    registered, turnout of an old faction = 0.70 R x mix,  0.90 B / (0.70 R)
    registered, turnout of the new        = 0.30 R,        n B e (0.5 + 0.5 l / b(l)) / (0.30 R)

e = the borough's early votes of 2025 per ballot of 2021, over the city's; l = part of Wiley and
Morales; n = 0.90 q / (1 - q), q the new voters' part of all ballots. Support: poll_pooling.py, the
factions' lean raked to the polls. No vote of 2025 is used.

With --report the numbers on the way are printed.
"""

import argparse
import math
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # what scenarios share

import assumptions as given
import poll_pooling
from scenario_effects import lines_of
from scenario_files import SCENARIOS, millionths, read_source, write_table
NAME = "nyc_mayor_2025"
CANDIDATES = tuple(given.CANDIDATES)

HEADER = """\
# Democratic primary for mayor of New York City, 24 June 2025, from what was known before the day.
# Made by scripts/scenarios/nyc_mayor_2025/make.py from scenarios/data/sources/: change the script,
# not this. What is judged rather than counted stands with its reason in assumptions.py beside it
# and in docs/nyc_mayor_2025.md, with the places where hindsight could hide.
hustings: 1
title: New York City Democratic primary for mayor, 24 June 2025
sources:
  - First choices for mayor, June 2021, by assembly district (Board of Elections)
  - Active registered Democrats, February 2023 (State Board of Elections)
  - Early votes of June 2025 by borough (Board of Elections), new voters among them (press)
  - Polls of the primary, May and June 2025, as published
  - Where each file comes from, and its licence, is in scenarios/data/sources/README.md
seed: 20250624
elections: 1_000_000
"""

FACTION_NOTES = """\
# First choice for mayor in 2021: left = Wiley, Morales; liberal = Garcia; regular = Eric Adams;
# yang = Yang, Chang; mixed = everybody else. new = did not vote in that primary, young or new.
"""

EVENTS = """\
events:
  mamdani wins: mayor/mamdani wins
  cuomo leads the first round: mayor/cuomo leads the first round
  the leader of the first round loses: >-
    (mayor/cuomo leads the first round and not mayor/cuomo wins)
    or (mayor/mamdani leads the first round and not mayor/mamdani wins)
  neither of the two wins: not mayor/mamdani wins and not mayor/cuomo wins
  within two points: margin of mayor < 0.02
  a million ballots: turnout of everybody >= {million:.4f}  # of {registered:,} registered
"""


@dataclass(frozen=True)
class District:
    """An assembly district: registered and mean turnout per faction."""

    ad: str
    borough: str
    registered: dict
    turnout: dict


# ---- Universes and turnout ------------------------------------------------------------------------

def mix_of(rows):
    """Returns the part of the rows' first choices of 2021 that belongs to each old faction."""
    votes = dict.fromkeys(given.OLD_FACTIONS, 0)
    for row in rows:
        for name, faction in given.FACTION_OF_2021.items():
            votes[faction] += int(row[name])
    return dict(zip(votes, poll_pooling.normalised(votes.values())))


def new_part():
    """Returns the expected part of new voters among all ballots."""
    return (given.EARLY_OF_ALL * given.NEW_OF_EARLY
            + (1 - given.EARLY_OF_ALL) * given.NEW_OF_LATER)


def early_votes():
    """Returns the early votes of 2025 by borough."""
    return {row["group"]: float(row["value"]) for row in read_source("nyc_turnout_facts")
            if row["metric"] == "early_votes" and row["election"] == "2025-06-24"
            and row["group"] in given.BOROUGHS}


def ballots_of(rows):
    return sum(int(row["ballots"]) for row in rows)


def make_districts():
    rows = read_source("nyc_2021_mayor_ad_first_choice")
    democrats = {row["ad"]: int(row["active_dem_2023"])
                 for row in read_source("nyc_2023_enrollment_ad")}
    early = early_votes()
    early_rate = sum(early.values()) / ballots_of(rows)
    districts = []
    for borough in given.BOROUGHS:
        of = [row for row in rows if row["borough"] == borough]
        early_here = early[borough] / ballots_of(of) / early_rate
        districts += borough_districts(of, democrats, early_here)
    return sorted(districts, key=lambda d: int(d.ad))


def borough_districts(rows, democrats, early_here):
    """Returns the ADs of one borough, their ballots of 2021 bridged to the lines of today."""
    kept, whole = given.KEPT_OF_2021_MAP, mix_of(rows)
    ballots = {row["ad"]: int(row["ballots"]) ** kept * democrats[row["ad"]] ** (1 - kept)
               for row in rows}
    scale = ballots_of(rows) / sum(ballots.values())
    for row in rows:
        own = mix_of([row])
        mix = {f: kept * own[f] + (1 - kept) * whole[f] for f in own}
        yield make_district(row, scale * ballots[row["ad"]], mix, democrats[row["ad"]],
                            early_here * (1 - given.NEW_TILT
                                          + given.NEW_TILT * mix["left"] / whole["left"]))


def make_district(row, ballots, mix, democrats, new_here):
    old = (1 - given.NEW_OF_REGISTERED) * democrats
    fresh = round(given.NEW_OF_REGISTERED * democrats)
    again = given.COMING_AGAIN * ballots
    registered = {f: round(old * part) for f, part in mix.items()}
    turnout = dict.fromkeys(mix, again / old)
    registered[given.NEW] = fresh
    turnout[given.NEW] = again * new_part() / (1 - new_part()) * new_here / fresh
    return District(row["ad"], row["borough"], registered, turnout)


def expected_ballots(districts):
    return {f: sum(d.registered[f] * d.turnout[f] for d in districts) for f in given.FACTIONS}


# ---- Support ------------------------------------------------------------------------------------

def read_polls():
    """Returns the first-choice questions of the window.

    Where a release gives no `undecided`, its candidates keep the size it gives them.
    """
    start = given.ELECTION_DAY - timedelta(days=given.POLL_WINDOW_DAYS)
    groups = {}
    for row in read_source("polls_2025_mayor"):
        end = date.fromisoformat(row["end"])
        if row["stage"] == "first_choice" and start <= end < given.ELECTION_DAY:
            groups.setdefault((row["poll"], end), []).append(row)
    polls = []
    for (_, end), of in groups.items():
        share = {row["candidate"]: float(row["pct"]) / 100 for row in of}
        undecided = share.pop("undecided", 0.0)
        polls.append(poll_pooling.Poll(end, of[0]["pollster"], is_campaign(of[0]["sponsor"]),
                                       int(of[0]["n"] or poll_pooling.UNKNOWN_SAMPLE), share,
                                       undecided))
    return polls


def is_campaign(sponsor):
    """Tells sponsors with a side from newspapers."""
    return "campaign" in sponsor or "PAC" in sponsor


def pooled(districts):
    """Returns (polls, shares of the city, two-way variance, shares per faction)."""
    polls, ballots = read_polls(), expected_ballots(districts)
    shares, variance = poll_pooling.pool(
        polls, lambda poll: [poll.share.get(name) for name in CANDIDATES],
        poll_pooling.mean_of(given.LEAN, ballots), given.ELECTION_DAY)
    return polls, shares, variance, poll_pooling.rake(given.LEAN, ballots, shares)


# ---- Tables and text ----------------------------------------------------------------------------

def district_id(district):
    return f"AD-{district.ad}"


def district_rows(districts):
    for district in districts:
        yield {"district": district_id(district), "region": district.borough}


def universe_rows(districts):
    for district in districts:
        for faction in given.FACTIONS:
            yield {"district": district_id(district), "universe": faction, "faction": faction,
                   "registered": district.registered[faction],
                   "turnout_mean": f"{district.turnout[faction]:.4f}"}


def support_rows(shares):
    for faction in given.FACTIONS:
        for candidate, share in zip(CANDIDATES, millionths(shares[faction])):
            yield {"contest": "mayor", "candidate": candidate, "faction": faction, "share": share}


def contest_lines(shares):
    city = [f"{name} {100 * share:.1f}" for name, share in zip(CANDIDATES, shares)]
    yield "contests:"
    yield "  - id: mayor"
    yield "    name: Mayor of New York City"
    yield f"    # Expected first choices, percent: {', '.join(city[:4])},"
    yield f"    #   {', '.join(city[4:])}"
    yield "    districts: all"
    yield "    # Those who cannot win any more leave together, as the city's law says. The sizes of"
    yield "    # later ranks are docs/method.md's, section 2: fitted to the ballots of this very"
    yield "    # primary, so the transfers are not a forecast in the sense the rest is."
    yield "    count:"
    yield "      ranked_choice:"
    yield f"        ranks: {given.RANKS}"
    yield "        elimination: batch"
    yield "        transfers_by: faction"
    yield f"        alpha: {{mean: {given.ALPHA:.2f}, sd: {given.ALPHA_SD:.2f}}}"
    yield f"        slate_strength: {given.SLATE_STRENGTH:.1f}"
    yield f"        later_appeal: {{sd: {given.LATER_APPEAL_SD:.2f}}}"
    yield f"        transfer_noise: {given.TRANSFER_NOISE:.2f}"
    yield "        lengths: top_of_ticket"
    yield "    recount: {share: 0.005, votes: 20}  # New York's law"
    yield "    candidates:"
    for candidate, name in given.CANDIDATES.items():
        yield f"      - {{id: {candidate}, name: {name}}}"
    yield f"    support: {{table: data/{NAME}_support.csv}}"


def slate_lines():
    yield "# Who asks voters to rank each other; each shared slate adds slate_strength. Not written as"
    yield "# `endorsements`, which would tie the errors of polls as well: docs/nyc_mayor_2025.md."
    yield "slates:"
    for slate, (name, members, why) in given.SLATES.items():
        yield f"  {slate}:  # {why}"
        yield f"    name: {name}"
        yield f"    members: [{', '.join(f'mayor/{member}' for member in members)}]"


def registered_of(districts):
    return sum(sum(d.registered.values()) for d in districts)


def scenario_text(districts, shares):
    registered = registered_of(districts)
    return "\n".join([
        HEADER, FACTION_NOTES + f"factions: [{', '.join(given.FACTIONS)}]", "",
        f"districts: {{table: data/{NAME}_districts.csv}}  # assembly districts",
        f"# Coming again: {given.COMING_AGAIN:.2f} of the ballots of 2021; new: {new_part():.2f}"
        " of all ballots.",
        f"universes: {{table: data/{NAME}_universes.csv}}",
        f"defaults: {{turnout_cell_sd: {given.UNIVERSE_TURNOUT_SD:.2f}}}  # log-odds; assumption", "",
        *contest_lines(shares), "", *slate_lines(), "",
        "# Sizes in log-odds.", "effects:",
        *(line for effect in given.EFFECTS for line in lines_of(effect)), "",
        EVENTS.format(million=1_000_000 / registered, registered=registered)])


def report(districts, polls, shares, variance, by_faction):
    ballots = expected_ballots(districts)
    registered = registered_of(districts)
    total = sum(ballots.values())
    print(f"registered {registered}  expected ballots {total:.0f} = {total / registered:.4f}")
    print("ballots, %", {f: round(100 * n / total, 1) for f, n in ballots.items()})
    weights = poll_pooling.normalised(poll_pooling.poll_weights(polls))
    for poll, weight in zip(polls, weights):
        print(f"  {poll.end} {poll.pollster:22s} weight {weight:.2f}  undecided {poll.undecided}")
    print(f"two-way sd {math.sqrt(variance):.3f}")
    for title, row in (("polls", shares), *by_faction.items()):
        print(f"  {title:8s}", " ".join(f"{n} {100 * s:.1f}" for n, s in zip(CANDIDATES, row)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--report", action="store_true", help="print how each share came about")
    args = parser.parse_args()
    districts = make_districts()
    polls, shares, variance, by_faction = pooled(districts)
    write_table(f"{NAME}_districts", district_rows(districts))
    write_table(f"{NAME}_universes", universe_rows(districts))
    write_table(f"{NAME}_support", support_rows(by_faction))
    (SCENARIOS / f"{NAME}.yaml").write_text(scenario_text(districts, shares), encoding="utf-8")
    if args.report:
        report(districts, polls, shares, variance, by_faction)


if __name__ == "__main__":
    main()
