#!/usr/bin/python3
"""Write scenarios/super_tuesday_2020.yaml and its tables from scenarios/data/sources/.

Universes. A district is a congressional district (Texas: state senate), its registered 60,000 per
district delegate, split by race: the districts named for a group have a fixed part of it, the
others of the state share what is left so that the state's part holds.

Support of a state, in log-shares. Lean = shares per faction from the exit polls of the first four
contests, raked to the national polls, summed over the state's factions, plus home. Polls of the
state are pooled (poll_pooling.py) and combined with the lean by inverse variance. Then of each one
who left the race only the part cast before 1 March stays and the rest goes by SECOND_CHOICES;
then Biden gets the momentum and a part of the polls' error in South Carolina. Last, the factions'
lean is raked to that.

The delegates of the first four contests are one more contest without any error, so that totals
count them.

With --report the numbers on the way are printed.
"""

import argparse
import math
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # what scenarios share

import assumptions as given
import poll_pooling
from scenario_effects import lines_of
from scenario_files import SCENARIOS, list_lines, millionths, read_source, write_table
NAME = "super_tuesday_2020"
CANDIDATES = tuple(given.CANDIDATES)

HEADER = """\
# Democratic presidential primaries of 3 March 2020: delegates of fourteen states, by what was known
# on the eve. Made by scripts/scenarios/super_tuesday_2020/make.py from scenarios/data/sources/:
# change the script, not this. What is judged rather than counted stands with its reason in
# assumptions.py beside it and in docs/super_tuesday_2020.md.
hustings: 1
title: Super Tuesday, 3 March 2020
sources:
  - Delegates by state, district, at-large and PLEO pool (thisismactan/Primaries-2020)
  - State and national polls ended by 1 March 2020 (FiveThirtyEight table)
  - Exit polls and delegates of Iowa, New Hampshire, Nevada and South Carolina
  - Where each file comes from, and its licence, is in scenarios/data/sources/README.md
seed: 20200303
elections: 200_000

# Black, Latino and all other voters: what told the states of 2016 and South Carolina 2020 apart.
"""


@dataclass(frozen=True)
class District:
    id: str
    state: given.State
    delegates: int
    parts: dict           # faction -> part of its electorate


@dataclass(frozen=True)
class Forecast:
    """One state's numbers on the way to the shares as written; `polls` is None without polls."""

    state: given.State
    lean: list
    polls: list
    poll_weight: float
    variance: float
    target: list
    shares: dict


# ---- Delegates and districts --------------------------------------------------------------------

def pools():
    """Returns {state: (district, at-large, PLEO delegates)} of the calendar."""
    pool = {}
    for row in read_source("pres_2020_dem_calendar_delegates"):
        if row["pleo_delegates"]:
            pleo, at_large = int(row["pleo_delegates"]), int(row["at_large_delegates"])
            pool[row["state"]] = (int(row["pledged"]) - pleo - at_large, at_large, pleo)
    return pool


def district_delegates(state, of_all):
    """Returns {district: delegates}; a state of one district has them under `At-large`."""
    rows = {row["district"]: int(row["delegates"])
            for row in read_source("pres_2020_dem_district_delegates")
            if row["state"] == state.name and row["district"] != "At-large"}
    rows = rows or {"CD01": of_all[state.name][0]}
    if sum(rows.values()) != of_all[state.name][0]:
        raise SystemExit(f"{state.name}: districts {sum(rows.values())}, {of_all[state.name][0]}")
    return rows


def part_elsewhere(part, inside, delegates, named):
    """Returns a group's part outside its districts, such that its part of the state holds."""
    here = sum(delegates[d] for d in named)
    total = sum(delegates.values())
    return max(given.LEAST_PART, (part * total - inside * here) / (total - here))


def make_districts(state, of_all):
    delegates = district_delegates(state, of_all)
    inside = given.IN_ITS_DISTRICTS
    black = part_elsewhere(state.black, inside["black"], delegates, state.black_districts)
    latino = part_elsewhere(state.latino, inside["latino"], delegates, state.latino_districts)
    for district, seats in delegates.items():
        parts = {"black": black, "latino": latino}
        if district in state.black_districts:
            parts = {"black": inside["black"], "latino": min(latino, 0.1)}
        if district in state.latino_districts:
            parts = {"black": min(black, 0.1), "latino": inside["latino"]}
        parts["others"] = 1 - sum(parts.values())
        yield District(f"{state.id}-{district}", state, seats, parts)


def ballots_of(districts):
    return {f: sum(d.delegates * d.parts[f] for d in districts) for f in given.FACTIONS}


# ---- Support ------------------------------------------------------------------------------------

def exit_poll_lean():
    """Returns shares per faction in the first four contests, averaged by voters of the group."""
    weight, lean = {}, {f: dict.fromkeys(CANDIDATES, 0.0) for f in given.FACTIONS}
    for row in read_source("pres_2020_dem_exit_polls"):
        if row["state"] not in given.EARLIER or row["demo_group"] != "race" or not row["cand_pct"]:
            continue
        for faction, race in given.RACE_OF_FACTION.items():
            if row["demo"] == race:
                voters = float(row["total_votes"]) * float(row["group_pct"])
                candidate = row["candidate"] if row["candidate"] in CANDIDATES else given.OTHER
                lean[faction][candidate] += voters * float(row["cand_pct"])
                weight[faction] = weight.get(faction, 0) + voters
    return {f: with_set_shares(of) for f, of in lean.items()}


def with_set_shares(shares):
    """Puts in the shares the exit polls cannot tell; the others keep their proportions."""
    named = sum(share for name, share in shares.items() if name not in given.SET_IN_LEAN)
    left = 1 - sum(given.SET_IN_LEAN.values())
    return poll_pooling.normalised(
        [given.SET_IN_LEAN.get(name, max(poll_pooling.SMALLEST_SHARE, left * share / named))
         for name, share in shares.items()])


def read_polls():
    """Returns {state: polls} of the window, for a state without any of the longer one."""
    polls = polls_since(given.POLLS_FROM)
    return {**polls_since(given.POLLS_FROM_ELSE), **polls}


def polls_since(start):
    """Returns {state: polls}; of one pollster and day the question that names most candidates."""
    questions = {}
    for row in read_source("pres_2020_dem_polls"):
        end = datetime.strptime(row["enddate"], "%m/%d/%Y").date()
        if end >= start:
            key = (row["state"], row["pollster"], end)
            questions.setdefault(key, {}).setdefault(
                (row["question_id"], row["samplesize"], row["population"]), []).append(row)
    polls = {}
    for (state, pollster, end), of in sorted(questions.items()):
        rows = max(of.values(), key=lambda rows: (len(rows), rows[0]["population"] == "lv"))
        if len(rows) >= given.FEWEST_NAMED:
            polls.setdefault(state, []).append(make_poll(pollster, end, rows))
    return polls


def make_poll(pollster, end, rows):
    share = {}
    for row in rows:
        name = given.POLLED_AS.get(row["candidate_name"], given.OTHER)
        share[name] = share.get(name, 0.0) + float(row["pct"]) / 100
    return poll_pooling.Poll(end, pollster, False,
                             int(float(rows[0]["samplesize"] or poll_pooling.UNKNOWN_SAMPLE)),
                             share, max(0.0, 1 - sum(share.values())))


def pool(polls, lean, day):
    return poll_pooling.pool(polls, lambda poll: [poll.share.get(name) for name in CANDIDATES],
                             lean, day)


def bias_of_south_carolina(polls):
    """Returns the expected understatement of Biden, in log-odds against Sanders."""
    recent = [poll.share for poll in polls["South Carolina"]]
    polled = sum(math.log(s["biden"] / s["sanders"]) for s in recent) / len(recent)
    won = {row["candidate"]: float(row["share"])
           for row in read_source("pres_2020_dem_state_results")
           if row["state"] == "South Carolina"}
    a, b = given.SHARED_BIAS_VARIANCE, given.CONTEST_ERROR_VARIANCE
    return (math.log(won["biden"] / won["sanders"]) - polled) * a / (a + b)


def on_the_day(state, shares, biden_gains):
    """Moves the voters of those who left the race, then adds what Biden gained since the polls."""
    now = dict(zip(CANDIDATES, shares))
    freed = 0.0
    for name in given.LEFT_THE_RACE:
        freed += now[name] * (1 - state.early)
        now[name] *= state.early
    for name, part in given.SECOND_CHOICES.items():
        now[name] += freed * part
    now["biden"] *= math.exp(biden_gains * (1 - state.early))
    return poll_pooling.normalised(now.values())


def make_forecast(state, districts, polls, lean, biden_gains):
    ballots = ballots_of(districts)
    home = [math.exp(state.home.get(name, 0.0)) for name in CANDIDATES]
    own = {f: poll_pooling.normalised([s * h for s, h in zip(lean[f], home)]) for f in lean}
    whole = poll_pooling.mean_of(own, ballots)
    polled, weight, target, variance = None, 0.0, whole, given.LEAN_VARIANCE
    if state.name in polls:
        polled, error = pool(polls[state.name], whole, given.ELECTION_DAY)
        target, weight, variance = poll_pooling.combine(polled, error, whole, given.LEAN_VARIANCE)
    target = on_the_day(state, target, biden_gains)
    return Forecast(state, whole, polled, weight, variance, target,
                    poll_pooling.rake(own, ballots, target))


def few_polls_sd(forecast):
    """Returns what the effect `polling` lacks per candidate to the state's two-way variance."""
    polling = next(effect.sd for effect in given.EFFECTS if effect.id == "polling")
    return round(math.sqrt(max(0.0, forecast.variance / 2 - polling ** 2)), 2)


# ---- Tables and text ----------------------------------------------------------------------------

def district_rows(districts):
    for d in districts:
        yield {"district": d.id, "region": d.state.id, "part": d.state.part,
               "day": "super_tuesday"}
    yield {"district": "first-four", "region": "first-four", "part": "first-four", "day": "before"}


def universe_rows(districts):
    for d in districts:
        for faction in given.FACTIONS:
            yield {"district": d.id, "universe": faction, "faction": faction,
                   "registered": round(given.REGISTERED_PER_DELEGATE * d.delegates
                                       * d.parts[faction]),
                   "turnout_mean": f"{given.TURNOUT:.2f}", "turnout_log_odds": ""}
    yield {"district": "first-four", "universe": "counted", "faction": "others",
           "registered": given.REGISTERED_PER_DELEGATE, "turnout_mean": "",
           "turnout_log_odds": f"{math.log(given.TURNOUT / (1 - given.TURNOUT)):.6f}"}


def support_rows(forecasts, won):
    for cast in forecasts:
        for faction, shares in cast.shares.items():
            for candidate, share in zip(CANDIDATES, millionths(shares)):
                yield {"contest": cast.state.id, "candidate": candidate, "faction": faction,
                       "share": share}
    total = sum(won.values())
    for candidate, share in zip(won, millionths([n / total for n in won.values()])):
        yield {"contest": "earlier", "candidate": candidate, "faction": "others", "share": share}


def earlier_delegates():
    """Returns the pledged delegates of the first four contests by candidate, most first."""
    won = {}
    for row in read_source("pres_2020_dem_state_results"):
        if row["state"] in given.EARLIER and int(row["pledged_delegates_won"]):
            name = row["candidate"]
            won[name] = won.get(name, 0) + int(row["pledged_delegates_won"])
    return dict(sorted(won.items(), key=lambda item: -item[1]))


def percent(shares):
    return ", ".join(f"{name} {100 * s:.1f}" for name, s in zip(CANDIDATES, shares)
                     if name != "gabbard")


def contest_lines(cast, districts, of_all):
    state = cast.state
    _, at_large, pleo = of_all[state.name]
    yield f"  - id: {state.id}"
    yield f"    name: {state.name}"
    yield f"    # {percent(cast.target)}"
    yield f"    # polls' weight {cast.poll_weight:.2f}, two-way sd {math.sqrt(cast.variance):.2f}"
    yield "    districts:"
    yield from list_lines([d.id for d in districts], 10)
    yield "    count:"
    yield "      delegates:"
    yield f"        threshold: {given.THRESHOLD:.2f}"
    yield "        pools:"
    yield ("          - {name: district, per: district, "
           f"seats: {{table: data/{NAME}_delegates.csv}}}}")
    yield f"          - {{name: at_large, per: contest, seats: {at_large}}}"
    yield f"          - {{name: pleo, per: contest, seats: {pleo}}}"
    yield "        fallback: half_of_leader"
    yield from candidate_lines(CANDIDATES)


def candidate_lines(names):
    yield "    candidates:"
    for name in names:
        yield f"      - {{id: {name}, name: {given.CANDIDATES[name]}, person: {name}}}"
    yield f"    support: {{table: data/{NAME}_support.csv}}"


def earlier_lines(won):
    total = sum(won.values())
    yield "  # What was won before the day, so that totals count it: shares are delegates over"
    yield f"  # {total}, no effect reaches them, and nobody is below the threshold."
    yield "  - id: earlier"
    yield f"    name: {', '.join(given.EARLIER[:-1])} and {given.EARLIER[-1]}, as counted"
    yield "    districts: [first-four]"
    yield "    count:"
    yield "      delegates:"
    yield "        threshold: 0"
    yield f"        pools: [{{name: counted, per: contest, seats: {total}}}]"
    yield from candidate_lines(won)


def slate_lines():
    yield "# One person over all states: for `three days` and for questions about states won."
    yield "slates:"
    for name in given.LEADERS:
        yield f"  {name}:"
        yield f"    name: {given.CANDIDATES[name]}"
        yield "    members:"
        yield from list_lines([f"{state.id}/{name}" for state in given.STATES], 6)


def total_lines(won, of_all):
    states = [state.id for state in given.STATES]
    day = sum(sum(of_all[state.name]) for state in given.STATES)
    for total, title, contests, seats, why in (
            ("super_tuesday", "Super Tuesday", states, day,
             "fourteen states; American Samoa's 6 are left out"),
            ("so_far", "All delegates so far", ["earlier", *states], day + sum(won.values()),
             "with the first four")):
        yield f"  - id: {total}  # {seats} delegates: {why}"
        yield f"    name: {title}"
        yield f"    majority: {seats // 2 + 1}"
        yield "    candidates:"
        for name in (*given.LEADERS, "buttigieg", "klobuchar"):
            ids = [f"{contest}/{name}" for contest in contests
                   if contest != "earlier" or name in won]
            yield f"      {name}:"
            yield from list_lines(ids, 6, "        ")


def effect_lines(forecasts):
    yield "effects:"
    for effect in given.EFFECTS:
        yield from lines_of(effect)
        if effect.id == "polling":
            yield "  - id: few polls  # fills up to the combined error of polls and lean"
            yield "    by: candidate"
            yield "    loads:"
            for cast in forecasts:
                if few_polls_sd(cast) > 0:
                    yield (f"      - {{affects: support, where: {{contest: {cast.state.id}}},"
                           f" sd: {few_polls_sd(cast):.2f}}}")


EVENTS = """\
events:
  biden wins most states: at least 8 of biden win
  sanders wins most states: at least 8 of sanders win
  sanders wins california: CA/sanders wins
  biden wins texas: TX/biden wins
  warren loses massachusetts: not MA/warren wins
  bloomberg viable in california: share of CA/bloomberg >= 0.15
"""


def scenario_text(districts, forecasts, won, of_all):
    contests = [line for cast in forecasts
                for line in contest_lines(cast, districts[cast.state.id], of_all)]
    return "\n".join([
        HEADER + f"factions: [{', '.join(given.FACTIONS)}]", "",
        f"districts: {{table: data/{NAME}_districts.csv}}  # congressional; Texas: state senate",
        f"# {given.REGISTERED_PER_DELEGATE:,} registered per district delegate, turnout"
        f" {given.TURNOUT:.2f}: assumptions no delegate depends on.",
        f"universes: {{table: data/{NAME}_universes.csv}}",
        f"defaults: {{turnout_cell_sd: {given.UNIVERSE_TURNOUT_SD:.2f}}}  # log-odds; assumption",
        "",
        "# Expected shares in percent; of who left the race only ballots cast before 1 March.",
        "# Pools: each district, at-large, and party leaders and elected officials (PLEO).",
        "# The table of seats has a row per district of every state; a contest takes its own.",
        "contests:", *contests, *earlier_lines(won), "",
        "# Sums over contests; who is missing in one has no delegates there.",
        "totals:", *total_lines(won, of_all), "",
        *slate_lines(), "",
        "# Sizes in log-odds. One t scale per state: one race may be far off.",
        *effect_lines(forecasts), "", EVENTS])


def make():
    """Returns (districts by state, forecasts, earlier delegates, pools, Biden's gain)."""
    of_all, polls = pools(), read_polls()
    districts = {state.id: list(make_districts(state, of_all)) for state in given.STATES}
    lean = exit_poll_lean()
    national, _ = pool(polls["National"], poll_pooling.mean_of(lean, given.NATIONAL),
                       given.ELECTION_DAY)
    lean = poll_pooling.rake(lean, given.NATIONAL, national)
    gains = given.MOMENTUM + bias_of_south_carolina(polls)
    forecasts = [make_forecast(state, districts[state.id], polls, lean, gains)
                 for state in given.STATES]
    return districts, forecasts, earlier_delegates(), of_all, (polls, lean, national, gains)


def report(forecasts, notes):
    polls, lean, national, gains = notes
    print(f"Biden gains {gains:.3f}\nnational {percent(national)}")
    for faction, shares in lean.items():
        print(f"  {faction:7s} {percent(shares)}")
    for cast in forecasts:
        print(f"{cast.state.id} polls {len(polls.get(cast.state.name, []))}"
              f" weight {cast.poll_weight:.2f} sd {math.sqrt(cast.variance):.2f}")
        print(f"  lean   {percent(cast.lean)}")
        if cast.polls:
            print(f"  polls  {percent(cast.polls)}")
        print(f"  target {percent(cast.target)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--report", action="store_true", help="print how each share came about")
    args = parser.parse_args()
    districts, forecasts, won, of_all, notes = make()
    every = [d for of in districts.values() for d in of]
    write_table(f"{NAME}_districts", district_rows(every))
    write_table(f"{NAME}_universes", universe_rows(every))
    write_table(f"{NAME}_support", support_rows(forecasts, won))
    write_table(f"{NAME}_delegates", ({"district": d.id, "seats": d.delegates} for d in every))
    (SCENARIOS / f"{NAME}.yaml").write_text(scenario_text(districts, forecasts, won, of_all),
                                            encoding="utf-8")
    if args.report:
        report(forecasts, notes)


if __name__ == "__main__":
    main()
