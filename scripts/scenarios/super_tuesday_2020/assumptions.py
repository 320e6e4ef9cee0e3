"""The numbers of the Super Tuesday scenario that are judged and not counted, with reasons.

Only what was known before 3 March 2020. The prose version is docs/super_tuesday_2020.md.
"""

from dataclasses import dataclass
from datetime import date

from scenario_effects import Effect

ELECTION_DAY = date(2020, 3, 3)
SOUTH_CAROLINA = date(2020, 2, 29)

# Name in the polls -> id. Buttigieg left on 1 March, Klobuchar on the 2nd, Steyer on 29 February;
# all stayed on the ballots. `other` = Steyer, Yang, uncommitted and write-ins.
POLLED_AS = {"Joseph R. Biden Jr.": "biden", "Bernard Sanders": "sanders",
             "Michael Bloomberg": "bloomberg", "Elizabeth Warren": "warren",
             "Tulsi Gabbard": "gabbard", "Pete Buttigieg": "buttigieg",
             "Amy Klobuchar": "klobuchar"}
CANDIDATES = {"biden": "Joseph R. Biden", "sanders": "Bernie Sanders",
              "bloomberg": "Michael R. Bloomberg", "warren": "Elizabeth Warren",
              "gabbard": "Tulsi Gabbard", "buttigieg": "Pete Buttigieg",
              "klobuchar": "Amy Klobuchar", "other": "Others and uncommitted"}
LEADERS = ("biden", "sanders", "bloomberg", "warren")
OTHER = "other"
LEFT_THE_RACE = ("buttigieg", "klobuchar", "other")

FACTIONS = ("black", "latino", "others")
RACE_OF_FACTION = {"black": "Black", "latino": "Latino", "others": "White"}


@dataclass(frozen=True)
class State:
    """A primary: parts of its Democratic electorate, ballots cast before 1 March, home candidates.

    `black` and `latino` are near the exit polls of 2016, rounded, where there was one. `home` adds
    to log-shares. The districts listed give most of their Democratic vote to that group.
    """

    id: str
    name: str
    part: str
    black: float
    latino: float
    early: float
    home: dict
    black_districts: tuple = ()
    latino_districts: tuple = ()


STATES = (
    State("AL", "Alabama", "South", 0.50, 0.02, 0.03, {}, ("CD07",)),
    State("AR", "Arkansas", "South", 0.27, 0.03, 0.25, {}),
    State("CA", "California", "West", 0.09, 0.29, 0.35, {}, (),
          ("CD16", "CD21", "CD29", "CD32", "CD34", "CD35", "CD38", "CD40", "CD41", "CD44", "CD46",
           "CD51")),
    State("CO", "Colorado", "West", 0.05, 0.15, 0.45, {}),
    State("ME", "Maine", "Northeast", 0.02, 0.02, 0.05, {}),
    State("MA", "Massachusetts", "Northeast", 0.07, 0.08, 0.12, {"warren": 0.6}),
    State("MN", "Minnesota", "Midwest", 0.08, 0.04, 0.10, {"klobuchar": 1.5}),
    State("NC", "North Carolina", "South", 0.31, 0.04, 0.35, {}, ("CD01", "CD12")),
    State("OK", "Oklahoma", "South", 0.14, 0.05, 0.05, {}),
    State("TN", "Tennessee", "South", 0.31, 0.03, 0.30, {}, ("CD09",)),
    State("TX", "Texas", "South", 0.19, 0.31, 0.40, {}, ("SD13", "SD23"),
          ("SD06", "SD19", "SD20", "SD21", "SD26", "SD27", "SD29")),
    State("UT", "Utah", "West", 0.02, 0.12, 0.45, {}),
    State("VT", "Vermont", "Northeast", 0.01, 0.02, 0.08, {"sanders": 0.9}),
    State("VA", "Virginia", "South", 0.26, 0.06, 0.04, {}, ("CD03", "CD04")),
)
NATIONAL = {"black": 0.22, "latino": 0.12, "others": 0.66}
IN_ITS_DISTRICTS = {"black": 0.72, "latino": 0.58}      # part of the electorate there
LEAST_PART = 0.005

# ---- Turnout ------------------------------------------------------------------------------------
# The party gives a state's districts delegates by their Democratic votes, so ballots go by them.
# Between states this is rough; no delegate depends on it.
REGISTERED_PER_DELEGATE = 60_000
TURNOUT = 0.30

# ---- Support ------------------------------------------------------------------------------------
POLLS_FROM = date(2020, 2, 12)         # after New Hampshire
POLLS_FROM_ELSE = date(2020, 2, 4)     # after Iowa, for a state without any since
FEWEST_NAMED = 5                       # a question that names fewer is of another race
LEAN_VARIANCE = 0.45 ** 2              # what race and home leave unsaid of a state, two-way
# Not in the exit polls of the first four contests, or not as elsewhere: Bloomberg was on no ballot,
# and Steyer, most of the others, spent on two states only.
SET_IN_LEAN = {"bloomberg": 0.15, "other": 0.03}
# Where the voters of those who left go; all three backed Biden by 2 March or were near him.
SECOND_CHOICES = {"biden": 0.45, "warren": 0.22, "sanders": 0.18, "bloomberg": 0.15}
# Biden won South Carolina by 29 points after the last polls. Sanders' national share rose by 0.34
# in log while he won twice and tied once; half of it for one such night.
MOMENTUM = 0.17
# The polls of South Carolina understated Biden. One contest says little about another.
SHARED_BIAS_VARIANCE = 0.15 ** 2
CONTEST_ERROR_VARIANCE = 0.343 ** 2    # 102 presidential primaries 2000-2020

# ---- Errors -------------------------------------------------------------------------------------
ON_THE_DAY = "day: super_tuesday"
EFFECTS = (
    Effect("turnout", "turnout", (), 0.20, "New York 2021 to 2025", where=ON_THE_DAY),
    Effect("turnout of state", "turnout", ("region",), 0.20, "assumption", where=ON_THE_DAY),
    Effect("turnout of faction", "turnout", ("region", "faction"), 0.15, "assumption",
           where=ON_THE_DAY),
    Effect("turnout of district", "turnout", ("district",), 0.10, "assembly districts, New York",
           where=ON_THE_DAY),
    Effect("polling", "support", ("candidate",), 0.24,
           "102 presidential primaries: two-way 0.34, kurtosis 6", tails=6, where=ON_THE_DAY),
    # "few polls" comes here: see few_polls_sd of make.py
    Effect("three days", "support", ("slate",), 0.15,
           "what a victory and two withdrawals do in three days, everywhere alike; assumption",
           where=ON_THE_DAY),
    Effect("part of the country", "support", ("person", "part"), 0.10, "assumption",
           where=ON_THE_DAY),
    Effect("bloc", "support", ("person", "faction"), 0.10, "candidate x faction; assumption",
           where=ON_THE_DAY),
    Effect("place", "support", ("candidate", "district"), 0.25,
           "boroughs of New York 0.20; more, as race alone tells districts apart",
           where=ON_THE_DAY),
    Effect("local", "support", ("candidate", "universe"), 0.15, "assumption", where=ON_THE_DAY),
)
UNIVERSE_TURNOUT_SD = 0.15

# ---- Delegates ----------------------------------------------------------------------------------
THRESHOLD = 0.15
EARLIER = ("Iowa", "New Hampshire", "Nevada", "South Carolina")
