#!/usr/bin/python3
"""Write the tables that scenarios/recipes/super_tuesday_2020.yaml reads.

Places. A district is a congressional district (Texas: state senate), its registered 60,000 per
district delegate, split by race: the districts named for a group have a fixed part of it, the
others of the state share what is left so that the state's part holds. The delegates of the first
four contests are one more place.

Lean, in log-shares: shares per faction from the exit polls of the first four contests, raked to the
national polls, plus home.

Polls: of one pollster and day the question that names most candidates.
"""

import math
import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # what scenarios share

import poll_pooling
from scenario_files import PREPARED, millionths, read_source, write_rows
NAME = "super_tuesday_2020"
ELECTION_DAY = date(2020, 3, 3)

# Name in the polls -> id; everybody else, such as Steyer and Yang, is `other`.
POLLED_AS = {"Joseph R. Biden Jr.": "biden", "Bernard Sanders": "sanders",
             "Michael Bloomberg": "bloomberg", "Elizabeth Warren": "warren",
             "Tulsi Gabbard": "gabbard", "Pete Buttigieg": "buttigieg",
             "Amy Klobuchar": "klobuchar"}
OTHER = "other"
CANDIDATES = (*POLLED_AS.values(), OTHER)

FACTIONS = ("black", "latino", "others")
RACE_OF_FACTION = {"black": "Black", "latino": "Latino", "others": "White"}


@dataclass(frozen=True)
class State:
    """A primary: parts of its Democratic electorate, and home candidates.

    `black` and `latino` are near the exit polls of 2016, rounded, where there was one. `home` adds
    to log-shares. The districts listed give most of their Democratic vote to that group.
    """

    id: str
    name: str
    part: str
    black: float
    latino: float
    home: dict
    black_districts: tuple = ()
    latino_districts: tuple = ()


STATES = (
    State("AL", "Alabama", "South", 0.50, 0.02, {}, ("CD07",)),
    State("AR", "Arkansas", "South", 0.27, 0.03, {}),
    State("CA", "California", "West", 0.09, 0.29, {}, (),
          ("CD16", "CD21", "CD29", "CD32", "CD34", "CD35", "CD38", "CD40", "CD41", "CD44", "CD46",
           "CD51")),
    State("CO", "Colorado", "West", 0.05, 0.15, {}),
    State("ME", "Maine", "Northeast", 0.02, 0.02, {}),
    State("MA", "Massachusetts", "Northeast", 0.07, 0.08, {"warren": 0.6}),
    State("MN", "Minnesota", "Midwest", 0.08, 0.04, {"klobuchar": 1.5}),
    State("NC", "North Carolina", "South", 0.31, 0.04, {}, ("CD01", "CD12")),
    State("OK", "Oklahoma", "South", 0.14, 0.05, {}),
    State("TN", "Tennessee", "South", 0.31, 0.03, {}, ("CD09",)),
    State("TX", "Texas", "South", 0.19, 0.31, {}, ("SD13", "SD23"),
          ("SD06", "SD19", "SD20", "SD21", "SD26", "SD27", "SD29")),
    State("UT", "Utah", "West", 0.02, 0.12, {}),
    State("VT", "Vermont", "Northeast", 0.01, 0.02, {"sanders": 0.9}),
    State("VA", "Virginia", "South", 0.26, 0.06, {}, ("CD03", "CD04")),
)
NATIONAL = {"black": 0.22, "latino": 0.12, "others": 0.66}
IN_ITS_DISTRICTS = {"black": 0.72, "latino": 0.58}      # part of the electorate there
LEAST_PART = 0.005
# The party gives a state's districts delegates by their Democratic votes, so ballots go by them.
REGISTERED_PER_DELEGATE = 60_000

POLLS_FROM = date(2020, 2, 12)         # after New Hampshire
POLLS_FROM_ELSE = date(2020, 2, 4)     # after Iowa, for a state without any since
FEWEST_NAMED = 5                       # a question that names fewer is of another race
# Not in the exit polls of the first four contests, or not as elsewhere: Bloomberg was on no ballot,
# and Steyer, most of the others, spent on two states only.
SET_IN_LEAN = {"bloomberg": 0.15, "other": 0.03}
EARLIER = ("Iowa", "New Hampshire", "Nevada", "South Carolina")


@dataclass(frozen=True)
class District:
    id: str
    state: State
    delegates: int
    parts: dict           # faction -> part of its electorate


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
    return max(LEAST_PART, (part * total - inside * here) / (total - here))


def make_districts(state, of_all):
    delegates = district_delegates(state, of_all)
    inside = IN_ITS_DISTRICTS
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


# ---- Support ------------------------------------------------------------------------------------

def exit_poll_lean():
    """Returns shares per faction in the first four contests, averaged by voters of the group."""
    weight, lean = {}, {f: dict.fromkeys(CANDIDATES, 0.0) for f in FACTIONS}
    for row in read_source("pres_2020_dem_exit_polls"):
        if row["state"] not in EARLIER or row["demo_group"] != "race" or not row["cand_pct"]:
            continue
        for faction, race in RACE_OF_FACTION.items():
            if row["demo"] == race:
                voters = float(row["total_votes"]) * float(row["group_pct"])
                candidate = row["candidate"] if row["candidate"] in CANDIDATES else OTHER
                lean[faction][candidate] += voters * float(row["cand_pct"])
                weight[faction] = weight.get(faction, 0) + voters
    return {f: with_set_shares(of) for f, of in lean.items()}


def with_set_shares(shares):
    """Puts in the shares the exit polls cannot tell; the others keep their proportions."""
    named = sum(share for name, share in shares.items() if name not in SET_IN_LEAN)
    left = 1 - sum(SET_IN_LEAN.values())
    return poll_pooling.normalised(
        [SET_IN_LEAN.get(name, max(poll_pooling.SMALLEST_SHARE, left * share / named))
         for name, share in shares.items()])


def national_polls():
    """Returns the national polls as poll_pooling has them."""
    return [make_poll(rows) for rows in questions_since("National", POLLS_FROM)]


def end_of(row):
    return datetime.strptime(row["enddate"], "%m/%d/%Y").date()


def questions_since(state, start):
    """Returns rows of the polls of a state; of one pollster and day the fullest question's."""
    questions = {}
    for row in read_source("pres_2020_dem_polls"):
        if row["state"] == state and end_of(row) >= start:
            questions.setdefault((row["pollster"], end_of(row)), {}).setdefault(
                (row["question_id"], row["samplesize"], row["population"]), []).append(row)
    fullest = (max(of.values(), key=lambda rows: (len(rows), rows[0]["population"] == "lv"))
               for _, of in sorted(questions.items()))
    return [rows for rows in fullest if len(rows) >= FEWEST_NAMED]


def make_poll(rows):
    share = {}
    for row in rows:
        name = POLLED_AS.get(row["candidate_name"], OTHER)
        share[name] = share.get(name, 0.0) + float(row["pct"]) / 100
    return poll_pooling.Poll(end_of(rows[0]), rows[0]["pollster"], False,
                             int(float(rows[0]["samplesize"] or poll_pooling.UNKNOWN_SAMPLE)),
                             share, max(0.0, 1 - sum(share.values())))


def raked_lean():
    """Returns shares per faction that agree with the national polls."""
    lean = exit_poll_lean()
    national, _ = poll_pooling.pool(
        national_polls(), lambda poll: [poll.share.get(name) for name in CANDIDATES],
        poll_pooling.mean_of(lean, NATIONAL), ELECTION_DAY)
    return poll_pooling.rake(lean, NATIONAL, national)


def earlier_delegates():
    """Returns the pledged delegates of the first four contests by candidate, most first."""
    won = {}
    for row in read_source("pres_2020_dem_state_results"):
        if row["state"] in EARLIER and int(row["pledged_delegates_won"]):
            name = row["candidate"]
            won[name] = won.get(name, 0) + int(row["pledged_delegates_won"])
    return dict(sorted(won.items(), key=lambda item: -item[1]))


# ---- Tables -------------------------------------------------------------------------------------

def place_rows(districts):
    for d in districts:
        yield {"place": d.id, "state": d.state.id, "part": d.state.part, "day": "super_tuesday",
               "registered": REGISTERED_PER_DELEGATE * d.delegates,
               **{f: f"{part:.9f}" for f, part in d.parts.items()}}
    yield {"place": "first-four", "state": "first-four", "part": "first-four", "day": "before",
           "registered": REGISTERED_PER_DELEGATE, "black": 0, "latino": 0, "others": 1}


def lean_rows():
    lean = raked_lean()
    for state in STATES:
        home = [math.exp(state.home.get(name, 0.0)) for name in CANDIDATES]
        for faction, shares in lean.items():
            own = poll_pooling.normalised([s * h for s, h in zip(shares, home)])
            for candidate, share in zip(CANDIDATES, millionths(own)):
                yield {"contest": state.id, "faction": faction, "candidate": candidate,
                       "share": share}
    won = earlier_delegates()
    for candidate, share in zip(won, millionths([n / sum(won.values()) for n in won.values()])):
        yield {"contest": "earlier", "faction": "", "candidate": candidate, "share": share}


def poll_rows():
    for state in STATES:
        for rows in (questions_since(state.name, POLLS_FROM)
                     or questions_since(state.name, POLLS_FROM_ELSE)):
            for row in rows:
                yield {"state": state.id, "pollster": row["pollster"],
                       "end": end_of(row).isoformat(), "n": row["samplesize"].removesuffix(".0"),
                       "candidate": row["candidate_name"], "pct": row["pct"]}


def main():
    of_all = pools()
    every = [d for state in STATES for d in make_districts(state, of_all)]
    tables = {"places": place_rows(every), "lean": lean_rows(), "polls": poll_rows(),
              "delegates": ({"district": d.id, "seats": d.delegates} for d in every)}
    for name, rows in tables.items():
        write_rows(PREPARED / f"{NAME}_{name}.csv", rows)


if __name__ == "__main__":
    main()
