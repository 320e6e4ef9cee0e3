#!/usr/bin/python3
"""Write scenarios/ny_house_2026.yaml and its tables from the files in scenarios/data/sources/.

The laws are in model.py, the judged numbers in assumptions.py. With --report the
model's numbers are printed per contest: polls, lean, their weights, the shares as written.
"""

import argparse
import sys
import textwrap
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # what scenarios share

import assumptions as given
import model
import poll_pooling
from scenario_effects import lines_of
from scenario_files import SCENARIOS, list_lines, millionths, read_source, write_table
NAME = "ny_house_2026"

HEADER = """\
# Democratic House primaries in New York City, 23 June 2026.
# Made by scripts/scenarios/ny_house_2026/make.py from scenarios/data/sources/: change the script,
# not this. What is judged rather than counted stands with its reason in assumptions.py beside it
# and in docs/ny_house_2026.md. Only what was known before the day is used.
hustings: 1
title: New York City House primaries, 23 June 2026
sources:
  - Polls of the five primaries, September 2025 to June 2026, as published by the pollsters
  - First choices for mayor, June 2025, by assembly x congressional district (cast-vote record)
  - Active registered Democrats, February 2023 (State Board of Elections)
  - Ballots of the 2021 mayoral and of the 2020 House and presidential primaries
  - Polls of the 2025 mayoral primary, for how wrong polls of this coalition were
  - Where each file comes from, and its licence, is in scenarios/data/sources/README.md
seed: 20260623
elections: 1_000_000

# First choice for mayor in 2025: left = Mamdani; liberal = Lander, Adrienne Adams, Myrie;
# moderate = Cuomo and everybody else.
factions: [left, liberal, moderate]
"""

EVENTS = """\
events:
  mayor slate sweeps: sweep of mayor_slate
  an incumbent loses: not NY-10/goldman wins or not NY-13/espaillat wins or not NY-15/torres wins
  two or more of the slate win: at least 2 of mayor_slate win
  within two points in NY-13: margin of NY-13 < 0.02
  within two points in NY-12: margin of NY-12 < 0.02
  a quarter of the 10th votes: turnout of contest NY-10 >= 0.25
"""


@dataclass(frozen=True)
class Forecast:
    """One contest's numbers on the way from the polls to the shares as written."""

    contest: given.Contest
    factor: float
    ballots: dict
    lean: list
    polls: list
    polls_variance: float
    poll_weight: float
    variance: float
    target: list
    shares: dict
    few_polls_sd: float


def read_polls(rows, district):
    """Returns the district's polls; one question of one pollster and day is a poll."""
    groups = {}
    for row in rows:
        if row["district"] == district:
            groups.setdefault((row["pollster"], row["end"]), []).append(row)
    polls = []
    for (pollster, end), of in groups.items():
        share = {row["candidate"]: float(row["pct"]) / 100 for row in of}
        polls.append(poll_pooling.Poll(date.fromisoformat(end), pollster,
                                       bool(of[0]["sponsor_party"]),
                                       int(of[0]["n"] or poll_pooling.UNKNOWN_SAMPLE), share,
                                       max(0.0, 1 - sum(share.values()))))
    return polls


def read_slate_shift():
    """Compares the polls of the last 21 days of June 2025 with the first choices counted."""
    polls = {}
    for row in read_source("polls_2025_mayor"):
        if row["stage"] == "first_choice" and row["end"] >= "2025-06-03":
            polls.setdefault(row["poll"], {})[row["candidate"]] = float(row["pct"])
    pairs = [(p["mamdani"], p["cuomo"]) for p in polls.values() if {"mamdani", "cuomo"} <= p.keys()]
    rows = read_source("nyc_2025_mayor_ad")
    return model.slate_shift(pairs, sum(int(row["mamdani"]) for row in rows),
                             sum(int(row["cuomo"]) for row in rows))


def check_candidates(contest, polls):
    """Stops unless the candidates are those at 1 % or more in the window (else the newest poll)."""
    start = given.ELECTION_DAY - timedelta(days=given.WINDOW_DAYS)
    recent = [poll for poll in polls if poll.end >= start] or [max(polls, key=lambda p: p.end)]
    polled = {name for poll in recent for name, share in poll.share.items() if share >= 0.01}
    named = {c.polled_as for c in contest.candidates if c.polled_as}
    if polled != named:
        raise SystemExit(f"{contest.id}: candidates {sorted(named)} but polled {sorted(polled)}")


def forecast(contest, pieces, factor, poll_rows, shift):
    polls = read_polls(poll_rows, contest.id)
    check_candidates(contest, polls)
    ballots = model.expected_ballots(pieces, factor)
    lean = poll_pooling.mean_of(contest.lean, ballots)
    shares, variance = model.pool_polls(contest, polls, lean, shift)
    target, weight, combined = poll_pooling.combine(shares, variance, lean, contest.lean_sd ** 2)
    raked = poll_pooling.rake(contest.lean, ballots, target)
    universes = [(piece.ad, f, n * model.turnout_mean(piece, f, factor))
             for piece in pieces for f, n in piece.registered.items()]
    return Forecast(contest, factor, ballots, lean, shares, variance, weight, combined, target,
                    raked, round(model.few_polls_sd(universes, raked, combined), 2))


def district_id(piece):
    return f"NY-{piece.cd:02d}-AD-{piece.ad}"


def district_rows(pieces):
    for piece in pieces:
        yield {"district": district_id(piece), "region": piece.borough, "cd": f"NY-{piece.cd:02d}",
               "ad": f"AD-{piece.ad}"}


def universe_rows(pieces, factors):
    for piece in pieces:
        for faction, registered in piece.registered.items():
            mean = model.turnout_mean(piece, faction, factors[f"NY-{piece.cd:02d}"])
            yield {"district": district_id(piece), "universe": faction, "faction": faction,
                   "registered": registered, "turnout_mean": f"{mean:.4f}"}


def support_rows(forecasts):
    for cast in forecasts:
        for faction, shares in cast.shares.items():
            for candidate, share in zip(cast.contest.candidates, millionths(shares)):
                yield {"contest": cast.contest.id, "candidate": candidate.id, "faction": faction,
                       "share": share}


def percent(shares, contest):
    return ", ".join(f"{c.id} {100 * s:.1f}" for c, s in zip(contest.candidates, shares))


def comment(text):
    """Wraps a comment inside a contest."""
    return textwrap.wrap(text, 100, initial_indent="    # ", subsequent_indent="    #   ",
                         break_on_hyphens=False)


def contest_lines(cast, pieces):
    contest = cast.contest
    yield f"  - id: {contest.id}"
    yield f"    name: {contest.title}"
    polls, lean = cast.poll_weight, 1 - cast.poll_weight
    yield from comment("Shares in percent, combined in log-odds by inverse variance.")
    yield from comment(f"{polls:.2f} x polls, the undecided by faction: "
                       + percent(cast.polls, contest))
    yield from comment(f"{lean:.2f} x factions and endorsements: {percent(cast.lean, contest)}")
    yield from comment(f"as written: {percent(cast.target, contest)}")
    yield from comment(f"Turnout factor {cast.factor:.3f} of June 2025, before the faction's.")
    ids = [district_id(piece) for piece in pieces if piece.cd == contest.cd]
    yield "    districts:"
    yield from list_lines(ids, 6)
    yield "    count: plurality"
    yield "    candidates:"
    for c in contest.candidates:
        incumbent = ", incumbent: true" if c.incumbent else ""
        yield f"      - {{id: {c.id}, name: {c.name}{incumbent}}}"
    yield f"    support: {{table: data/{NAME}_support.csv}}"


def few_polls_lines(forecasts):
    yield "  - id: few polls  # fills up to the combined error of polls and factions"
    yield "    by: candidate"
    yield "    loads:"
    for cast in forecasts:
        if cast.few_polls_sd > 0:
            yield (f"      - {{affects: support, where: {{contest: {cast.contest.id}}},"
                   f" sd: {cast.few_polls_sd:.2f}}}"
                   f"  # two-way log-odds sd {cast.variance ** 0.5:.2f} in all")


def effect_lines(forecasts):
    yield "effects:"
    for effect in given.EFFECTS:
        yield from lines_of(effect)
        if effect.id == "polling":
            yield from few_polls_lines(forecasts)
    yield "  - id: surge  # when the left turns out, the slate also gains among those who vote"
    yield "    loads:"
    yield ("      - {affects: turnout, where: {faction: left}, sd: %.2f}"
           "  # new voters of 2025" % given.SURGE_TURNOUT_SD)
    yield ("      - {affects: support, where: {slate: mayor_slate}, sd: %.2f}"
           "  # assumption" % given.SURGE_SUPPORT_SD)


def turnout_notes():
    parts = ", ".join(f"{faction} {part:.2f}" for faction, part in given.MIDTERM_OF_FACTION.items())
    yield "# Turnout of a universe: its assembly district's of 2025 x the contest's factor (below) x"
    yield f"# the faction's ({parts}). No midterm primary is in the data."


def scenario_text(pieces, forecasts):
    slate = ", ".join(f"{contest}/{candidate}" for contest, candidate in given.SLATE.items())
    return "\n".join([
        HEADER,
        f"districts: {{table: data/{NAME}_districts.csv}}",
        *turnout_notes(),
        f"universes: {{table: data/{NAME}_universes.csv}}",
        f"defaults: {{turnout_cell_sd: {given.UNIVERSE_TURNOUT_SD:.2f}}}  # log-odds; assumption",
        "", "contests:",
        *(line for cast in forecasts for line in contest_lines(cast, pieces)),
        "", "slates:", "  mayor_slate:  # backed by Mayor Mamdani",
        "    name: The mayor's slate", f"    members: [{slate}]",
        "", "# Sizes in log-odds. `polling` has one t scale per contest: one race may be far off.",
        *effect_lines(forecasts),
        "", EVENTS])


def make():
    """Returns (pieces, midterm factors, forecasts)."""
    piece_rows, ad_rows = read_source("nyc_2025_mayor_ad_cd"), read_source("nyc_2025_mayor_ad")
    pieces = model.make_pieces(piece_rows, ad_rows)
    mayor_2021 = {row["ad"]: int(row["ballots"])
                  for row in read_source("nyc_2021_mayor_ad_first_choice")}
    house = model.house_2020(read_source("nyc_2020_house_dem_ad"),
                             read_source("nyc_2020_president_dem_ad"))
    factors = model.midterm_factors(piece_rows, ad_rows, mayor_2021, house)
    shift, poll_rows = read_slate_shift(), read_source("polls_2026_ny_house")
    forecasts = [forecast(contest, [p for p in pieces if p.cd == contest.cd], factors[contest.id],
                          poll_rows, shift) for contest in given.CONTESTS]
    return pieces, factors, forecasts


def report(forecasts):
    for cast in forecasts:
        print(f"{cast.contest.id}  expected ballots {sum(cast.ballots.values()):.0f}"
              f"  midterm factor {cast.factor:.3f}  polls' weight {cast.poll_weight:.2f}"
              f"  sd {cast.polls_variance ** .5:.2f} -> {cast.variance ** .5:.2f}"
              f"  few polls {cast.few_polls_sd:.2f}")
        for name in ("polls", "lean", "target"):
            print(f"  {name:7s} {percent(getattr(cast, name), cast.contest)}")
    print(f"slate shift {read_slate_shift():+.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--report", action="store_true", help="print how each share came about")
    args = parser.parse_args()
    pieces, factors, forecasts = make()
    write_table(f"{NAME}_districts", district_rows(pieces))
    write_table(f"{NAME}_universes", universe_rows(pieces, factors))
    write_table(f"{NAME}_support", support_rows(forecasts))
    path = SCENARIOS / f"{NAME}.yaml"
    path.write_text(scenario_text(pieces, forecasts), encoding="utf-8")
    if args.report:
        report(forecasts)


if __name__ == "__main__":
    main()
