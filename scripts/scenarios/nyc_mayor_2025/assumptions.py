"""The numbers of the New York mayoral scenario that are judged and not counted, with reasons.

Only what was known before 24 June 2025. The prose version is docs/nyc_mayor_2025.md.
"""

from datetime import date

from scenario_effects import Effect

ELECTION_DAY = date(2025, 6, 24)
BOROUGHS = ("Bronx", "Brooklyn", "Manhattan", "Queens", "Staten Island")

CANDIDATES = {"mamdani": "Zohran Kwame Mamdani", "cuomo": "Andrew M. Cuomo",
              "lander": "Brad Lander", "adams": "Adrienne E. Adams",
              "stringer": "Scott M. Stringer", "myrie": "Zellnor Myrie",
              "tilson": "Whitney R. Tilson", "blake": "Michael Blake", "ramos": "Jessica Ramos",
              "prince": "Paperboy Love Prince", "bartholomew": "Selma K. Bartholomew"}

# The party's slate, and those who endorsed each other before the day. The party ranked Ramos fifth
# on 30 May; she endorsed Cuomo a week later and is left out. He did not endorse her: no slate.
SLATES = {
    "working_families": ("Working Families", ("mamdani", "lander", "adams", "myrie"),
                         "Working Families Party, endorsed 29 March, ranked 30 May 2025"),
    "mamdani_lander": ("Mamdani and Lander", ("mamdani", "lander"), "endorsed each other, 13 June 2025"),
    "mamdani_blake": ("Mamdani and Blake", ("mamdani", "blake"), "endorsed each other, 16 June 2025"),
}

# ---- Voters -------------------------------------------------------------------------------------
# First choice for mayor in 2021 -> faction; who did not vote in 2021's primary is `new`.
FACTION_OF_2021 = {"wiley": "left", "morales": "left", "garcia": "liberal", "stringer": "mixed",
                   "mcguire": "mixed", "donovan": "mixed", "foldenauer": "mixed",
                   "prince": "mixed", "taylor": "mixed", "wright": "mixed", "adams": "regular",
                   "yang": "yang", "chang": "yang"}
OLD_FACTIONS = ("left", "liberal", "mixed", "regular", "yang")
NEW = "new"
FACTIONS = (*OLD_FACTIONS, NEW)

# Assembly lines of 2021 are not those of 2025, numbers and places mostly are. So an assembly
# district keeps three quarters of what set it apart in 2021, and a quarter is its borough's.
KEPT_OF_2021_MAP = 0.75
# Part of the registered who are young or newly registered; a guess near the part under 35.
NEW_OF_REGISTERED = 0.30

# ---- Turnout ------------------------------------------------------------------------------------
# Voters of 2021 who come again: four years of moves and deaths against a race as hard fought.
COMING_AGAIN = 0.90
# A quarter of the early voters were new to these primaries (3 % in 2021): known the day before.
NEW_OF_EARLY = 0.25
EARLY_OF_ALL = 0.40             # guess: 385,184 early votes, 191,197 in 2021
NEW_OF_LATER = 0.15             # guess: fewer, but not none, among those who vote on the day
# Inside a borough new voters are half even and half where Wiley and Morales did well in 2021.
NEW_TILT = 0.5

# ---- Support ------------------------------------------------------------------------------------
# What each faction would do, in the order of CANDIDATES; the polls then set the city's shares. From
# the races' overlap and Emerson's last poll (final round: Black 62 % and Hispanic 60 % Cuomo, Asian
# 79 % and white 61 % Mamdani, over 50 for Cuomo, under 50 for Mamdani by far).
LEAN = {
    "left": (0.47, 0.17, 0.20, 0.06, 0.02, 0.03, 0.005, 0.015, 0.02, 0.005, 0.005),
    "liberal": (0.26, 0.35, 0.25, 0.05, 0.04, 0.015, 0.02, 0.005, 0.005, 0.0025, 0.0025),
    "mixed": (0.23, 0.41, 0.13, 0.06, 0.10, 0.02, 0.02, 0.01, 0.01, 0.005, 0.005),
    "regular": (0.15, 0.57, 0.03, 0.14, 0.02, 0.02, 0.01, 0.03, 0.01, 0.01, 0.01),
    "yang": (0.36, 0.38, 0.09, 0.05, 0.05, 0.015, 0.02, 0.01, 0.015, 0.005, 0.005),
    "new": (0.55, 0.22, 0.12, 0.04, 0.02, 0.015, 0.01, 0.01, 0.005, 0.005, 0.005),
}
# First-choice questions of the last five weeks; older ones are from another race.
POLL_WINDOW_DAYS = 35

# ---- Counting -----------------------------------------------------------------------------------
RANKS = 5
ALPHA, ALPHA_SD = 0.35, 0.15
SLATE_STRENGTH = 1.0
LATER_APPEAL_SD = 0.35
TRANSFER_NOISE = 0.40

# ---- Errors -------------------------------------------------------------------------------------
EFFECTS = (
    Effect("turnout", "turnout", (), 0.20, "ballots of 2021 to 2025: +0.13 in log"),
    Effect("turnout of faction", "turnout", ("faction",), 0.15, "who comes again; assumption"),
    Effect("new voters", "turnout", (), 0.30,
           "their part among early voters went from 3 % to 25 %", where="faction: new"),
    Effect("turnout of district", "turnout", ("district",), 0.10, "assembly districts"),
    Effect("polling", "support", ("candidate",), 0.24,
           "102 presidential primaries: two-way 0.34, kurtosis 6", tails=6),
    Effect("place", "support", ("candidate", "region"), 0.20, "candidate x borough"),
    Effect("bloc", "support", ("candidate", "faction"), 0.15, "candidate x faction"),
    Effect("local", "support", ("candidate", "universe"), 0.15, "assumption"),
)
UNIVERSE_TURNOUT_SD = 0.15
