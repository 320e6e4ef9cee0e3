"""The numbers of the New York House scenario that are judged and not counted, with reasons.

Log-odds are two-way: the log of the ratio of two candidates' votes. The prose version, with the
table of written shares against the polls, is docs/ny_house_2026.md.
"""

from dataclasses import dataclass
from datetime import date

from scenario_effects import Effect

ELECTION_DAY = date(2026, 6, 23)
FACTIONS = ("left", "liberal", "moderate")

# First choice for mayor in June 2025 -> faction. Lander, Adrienne Adams and Myrie ran with Mamdani
# on the Working Families slate; everybody else goes with Cuomo's voters.
FACTION_OF_FIRST_CHOICE = {"mamdani": "left", "lander": "liberal", "adams": "liberal",
                           "myrie": "liberal"}

SMALLEST_UNIVERSE = 30  # registered; a smaller one joins the largest faction of its piece

# ---- Turnout ------------------------------------------------------------------------------------
# A House primary without a race for president or mayor draws less than the geometric mean of the
# 2020 House, 2021 mayoral and 2025 mayoral primaries. None is in the data: 0.70 is a guess, and the
# effect `turnout` below is wide because of it.
MIDTERM = 0.70
# A quarter of the early voters of 2025 were new to primaries (3 % in 2021) and chose Mamdani more
# often; people aged 50 or more were 72 % of the primary voters of June 2024.
MIDTERM_OF_FACTION = {"left": 0.88, "liberal": 1.15, "moderate": 1.00}
# A presidential count covers nearly every 2020 House ballot of an assembly district where the House
# primary was contested; below this part of it, the district had one for some of its voters only.
HOUSE_2020_COVERED = 0.85

# ---- Polls (more in poll_pooling.py) --------------------------------------------------------------
# The polls of the last three weeks of June 2025 understated Mamdani against Cuomo. One contest says
# little about another: the shift of the slate is that error times a / (a + b).
SLATE_BIAS_VARIANCE = 0.15 ** 2        # a: error shared by contests of one coalition
CONTEST_ERROR_VARIANCE = 0.343 ** 2    # b: 102 presidential primaries 2000-2020
WINDOW_DAYS = 60                       # candidates: 1 % or more in a poll this new


@dataclass(frozen=True)
class Candidate:
    id: str
    name: str
    polled_as: str
    incumbent: bool = False


@dataclass(frozen=True)
class Contest:
    """One nomination: who runs, and what factions and endorsements alone would imply.

    `lean` gives, per faction and in the order of the candidates, the share each would get. Its
    error is `lean_sd` in two-way log-odds. `safe` scales turnout where the race is
    not close.
    """

    id: str
    title: str
    cd: int
    candidates: tuple
    lean: dict
    lean_sd: float
    safe: float = 1.0


OTHER = Candidate("other", "Other names and write-ins", "")

CONTESTS = (
    Contest(
        "NY-07", "House, 7th district", 7,
        (Candidate("valdez", "Claire Valdez", "Claire Valdez"),
         Candidate("reynoso", "Antonio Reynoso", "Antonio Reynoso"),
         Candidate("won", "Julie Won", "Julie Won"),
         OTHER),
        # An open seat. The mayor backs Valdez and 65 % of the district chose him first in 2025, but
        # Reynoso is also of the left, so a third of the left is his or Won's.
        {"left": (0.62, 0.26, 0.11, 0.01),
         "liberal": (0.34, 0.46, 0.18, 0.02),
         "moderate": (0.15, 0.50, 0.32, 0.03)},
        lean_sd=0.60),
    Contest(
        "NY-10", "House, 10th district", 10,
        (Candidate("lander", "Brad Lander", "Brad Lander"),
         Candidate("goldman", "Dan Goldman", "Daniel Goldman", incumbent=True),
         Candidate("kane", "Nickie Kane", "Nickie Kane"),
         OTHER),
        # The mayor backs Lander, who had 23 % of the district's first choices for himself in 2025:
        # his own voters are most of the liberal faction. Goldman is the incumbent.
        {"left": (0.84, 0.12, 0.03, 0.01),
         "liberal": (0.72, 0.24, 0.03, 0.01),
         "moderate": (0.28, 0.67, 0.04, 0.01)},
        lean_sd=0.60),
    Contest(
        "NY-12", "House, 12th district", 12,
        (Candidate("lasher", "Micah Lasher", "Micah Lasher"),
         Candidate("bores", "Alex Bores", "Alex Bores"),
         Candidate("schlossberg", "Jack Schlossberg", "Jack Schlossberg"),
         Candidate("conway", "George Conway", "George T. Conway"),
         Candidate("schwalbe", "Nina Schwalbe", "Nina Schwalbe"),
         Candidate("dunn", "Laura Dunn", "Laura Dunn"),
         Candidate("shurka", "Matthew Shurka", "Matthew Shurka"),
         OTHER),
        # An open seat without a candidate of the slate: factions say little (wide sd). Schlossberg
        # fell from 25 % in March to 11-17 % in May while two members of the assembly rose: voters
        # leave those who fall behind. Lasher, backed by the retiring member (common knowledge, not
        # in the data), is given a little more of the older liberal and moderate vote.
        {"left": (0.26, 0.39, 0.16, 0.06, 0.06, 0.05, 0.01, 0.01),
         "liberal": (0.40, 0.34, 0.10, 0.10, 0.03, 0.01, 0.01, 0.01),
         "moderate": (0.38, 0.27, 0.14, 0.15, 0.02, 0.02, 0.01, 0.01)},
        lean_sd=0.80),
    Contest(
        "NY-13", "House, 13th district", 13,
        (Candidate("avila_chevalier", "Darializa Avila Chevalier", "Darializa Avila Chevalier"),
         Candidate("espaillat", "Adriano Espaillat", "Adriano Espaillat", incumbent=True),
         Candidate("romero", "Oscar Romero", "Oscar Romero"),
         Candidate("chino_tavarez", "Theo Chino-Tavarez", "Theo Chino-Tavarez"),
         OTHER),
        # The mayor backs Avila Chevalier and beat Cuomo 60-40 in the final round here. Espaillat is
        # the incumbent, so he keeps a quarter of the left and half of the liberals.
        {"left": (0.71, 0.24, 0.025, 0.02, 0.005),
         "liberal": (0.46, 0.47, 0.035, 0.03, 0.005),
         "moderate": (0.17, 0.75, 0.035, 0.04, 0.005)},
        lean_sd=0.60),
    Contest(
        "NY-15", "House, 15th district", 15,
        (Candidate("torres", "Ritchie Torres", "Ritchie Torres", incumbent=True),
         Candidate("blake", "Michael Blake", "Michael Blake"),
         Candidate("vega", "Jose Vega", "Jose Vega"),
         OTHER),
        # Torres won the open seat over Blake by 32 % to 18 % in 2020; Cuomo led here in 2025. The
        # mayor's slate has nobody here.
        {"left": (0.42, 0.40, 0.12, 0.06),
         "liberal": (0.64, 0.25, 0.07, 0.04),
         "moderate": (0.80, 0.12, 0.05, 0.03)},
        lean_sd=0.70, safe=0.85),
)

SLATE = {"NY-07": "valdez", "NY-10": "lander", "NY-13": "avila_chevalier"}


EFFECTS = (
    Effect("turnout", "turnout", (), 0.30,
           "0.20 between the mayoral primaries of 2021 and 2025; wider, a midterm is a guess"),
    Effect("turnout of faction", "turnout", ("faction",), 0.15,
           "who stays at home without a mayor's race"),
    Effect("turnout of contest", "turnout", ("cd",), 0.15,
           "how hard each race is fought; assumption"),
    Effect("turnout of district", "turnout", ("district",), 0.10, "assembly districts 2021-2025"),
    Effect("polling", "support", ("candidate",), 0.24,
           "102 presidential primaries: two-way 0.34, kurtosis 6", tails=6),
    # "few polls" comes here: see few_polls_sd of model.py
    Effect("slate mood", "support", ("slate",), 0.08,
           "races on one day err together by 0.07 only"),
    Effect("place", "support", ("candidate", "district"), 0.20,
           "boroughs 2025; by piece, as four of five contests lie mostly in one borough"),
    Effect("bloc", "support", ("candidate", "faction"), 0.15, "candidate x faction, 2025"),
    Effect("local", "support", ("candidate", "universe"), 0.15, "assumption"),
)
# One factor: when the young left turns out, the slate also does better with those who vote.
SURGE_TURNOUT_SD = 0.20
SURGE_SUPPORT_SD = 0.06
UNIVERSE_TURNOUT_SD = 0.15
