"""The laws that turn counts and polls into the New York House scenario.

Universes. A piece is the part of an assembly district (AD) inside a congressional district. Registered
of a piece = the AD's active Democrats x the piece's part of the AD's ballots of June 2025; of a
universe = that x the faction's part of the piece's first choices.

Turnout. tau = (ballots 2025 / registered of the AD) x midterm(contest) x midterm(faction), with
midterm(contest) = 0.70 x (H M C)^(1/3) / C x safe, where H, M, C are the ballots of the 2020 House,
2021 and 2025 mayoral primaries in the contest's ADs. AD lines of 2020 and 2021 are not those of
2025, so only the contest's sum is used.

Polls are pooled as poll_pooling.py says; the slate's shift is added to its candidates.

Combination. log p = w log p_polls + (1 - w) log F + constant, w = V_F / (V_F + V_polls): every
pair's log-odds is then the inverse-variance mean of the two. Raking: shares of the factions are
lean_fk g_k / sum, with g such that the sum over factions, weighted by expected ballots, is p.

Error. The combined variance V is of the leaders' log-odds in the whole contest. The effects of
fixed size imply less where polls are few; what is missing is one more effect per candidate.
"""

import math
from dataclasses import dataclass

import assumptions as given
import poll_pooling


@dataclass(frozen=True)
class Piece:
    """Part of an assembly district inside a congressional district."""

    ad: int
    cd: int
    borough: str
    registered: dict      # faction -> registered Democrats
    turnout_2025: float


# ---- Universes and turnout ------------------------------------------------------------------------

def factions_of(row):
    """Returns the part of a row's first choices that belongs to each faction."""
    names = [n for n in row if n in FIRST_CHOICES]
    total = sum(int(row[n]) for n in names)
    parts = dict.fromkeys(given.FACTIONS, 0.0)
    for name in names:
        parts[given.FACTION_OF_FIRST_CHOICE.get(name, "moderate")] += int(row[name]) / total
    return parts


FIRST_CHOICES = ("mamdani", "cuomo", "lander", "adams", "stringer", "myrie", "tilson", "blake",
                 "ramos", "prince", "bartholomew")


def join_small_universes(registered):
    """Moves universes below the smallest size into the largest one."""
    largest = max(registered, key=registered.get)
    kept = {f: n for f, n in registered.items() if n >= given.SMALLEST_UNIVERSE or f == largest}
    kept[largest] += sum(n for f, n in registered.items() if f not in kept)
    return kept


def make_pieces(piece_rows, ad_rows):
    """Returns the pieces of the contests' congressional districts, in the order of the rows."""
    ads = {row["ad"]: row for row in ad_rows}
    cds = {contest.cd for contest in given.CONTESTS}
    pieces = []
    for row in piece_rows:
        ad = ads[row["ad"]]
        if int(row["cd"]) not in cds:
            continue
        total = int(ad["active_dem_2023"]) * int(row["ballots"]) / int(ad["ballots"])
        registered = {f: round(total * part) for f, part in factions_of(row).items()}
        pieces.append(Piece(int(row["ad"]), int(row["cd"]), ad["borough"],
                            join_small_universes(registered),
                            int(ad["ballots"]) / int(ad["active_dem_2023"])))
    return pieces


def house_2020(house_rows, president_rows):
    """Returns votes per AD of the 2020 House primaries, filled where the AD had one in part only.

    Such an AD gets its presidential ballots x the median ratio of the fully covered ones.
    """
    votes, ballots = {}, {}
    for row in house_rows:
        votes[row["ad"]] = votes.get(row["ad"], 0) + int(row["votes"])
    for row in president_rows:
        if row["ad"]:
            ballots[row["ad"]] = ballots.get(row["ad"], 0) + int(row["ballots"])
    ratio = {ad: votes.get(ad, 0) / n for ad, n in ballots.items()}
    covered = sorted(r for r in ratio.values() if r >= given.HOUSE_2020_COVERED)
    median = covered[len(covered) // 2]
    return {ad: votes[ad] if ratio[ad] >= given.HOUSE_2020_COVERED else n * median
            for ad, n in ballots.items()}


def midterm_factors(piece_rows, ad_rows, mayor_2021, house):
    """Returns, per contest, expected ballots as a part of the ballots of June 2025."""
    ads = {row["ad"]: int(row["ballots"]) for row in ad_rows}
    factors = {}
    for contest in given.CONTESTS:
        rows = [row for row in piece_rows if int(row["cd"]) == contest.cd]
        part = {row["ad"]: int(row["ballots"]) / ads[row["ad"]] for row in rows}
        sums = [sum(part[ad] * of[ad] for ad in part) for of in (house, mayor_2021, ads)]
        mean = math.prod(sums) ** (1 / 3)
        factors[contest.id] = given.MIDTERM * contest.safe * mean / sums[2]
    return factors


def turnout_mean(piece, faction, factor):
    return piece.turnout_2025 * factor * given.MIDTERM_OF_FACTION[faction]


def expected_ballots(pieces, factor):
    """Returns expected ballots per faction over the pieces of one contest."""
    ballots = dict.fromkeys(given.FACTIONS, 0.0)
    for piece in pieces:
        for faction, registered in piece.registered.items():
            ballots[faction] += registered * turnout_mean(piece, faction, factor)
    return ballots


# ---- Support ------------------------------------------------------------------------------------

def named_shares(contest, poll):
    """Returns the poll's shares in the order of the candidates, None where it names nobody.

    Everybody who is no candidate of ours is `other`.
    """
    ids = [c.polled_as for c in contest.candidates]
    others = [share for name, share in poll.share.items() if name not in ids]
    return [poll.share.get(name) for name in ids[:-1]] + [sum(others) if others else None]


def shifted(contest, shares, slate_shift):
    """Multiplies the odds of the contest's candidate of the slate."""
    member = given.SLATE.get(contest.id)
    return poll_pooling.normalised([s * math.exp(slate_shift) if c.id == member else s
                                    for c, s in zip(contest.candidates, shares)])


def pool_polls(contest, polls, lean, slate_shift):
    """Returns (shares, two-way variance) of the weighted polls, the slate's shift added."""
    shares, variance = poll_pooling.pool(polls, lambda poll: named_shares(contest, poll), lean,
                                         given.ELECTION_DAY)
    return shifted(contest, shares, slate_shift), variance


def slate_shift(polls_2025, mamdani, cuomo):
    """Returns the expected understatement of the slate, in log-odds, from the polls of June 2025.

    `polls_2025` holds (mamdani, cuomo) of the last three weeks, the others are first choices.
    """
    polled = sum(math.log(m / c) for m, c in polls_2025) / len(polls_2025)
    error = math.log(mamdani / cuomo) - polled
    a, b = given.SLATE_BIAS_VARIANCE, given.CONTEST_ERROR_VARIANCE
    return error * a / (a + b)


def leader_gradient(universes, shares):
    """Returns d log(S_a / S_b) / d utility per universe and candidate, a and b the leaders.

    `universes` holds (district, faction, ballots); S_k is the mean of their shares by ballots, so
    D_ij = b_i (s_ia (1[j=a] - s_ij) / S_a - s_ib (1[j=b] - s_ij) / S_b).
    """
    total = sum(ballots for _, _, ballots in universes)
    n = len(next(iter(shares.values())))
    mean = [sum(b * shares[f][k] for _, f, b in universes) / total for k in range(n)]
    a, b = sorted(range(n), key=mean.__getitem__)[-2:]
    return [[ballots / total * (shares[f][a] * ((j == a) - shares[f][j]) / mean[a]
                                - shares[f][b] * ((j == b) - shares[f][j]) / mean[b])
             for j in range(n)] for _, f, ballots in universes]


def sum_of_squares(gradient, groups):
    """Sums the gradient over the universes of a group, its squares over groups and candidates."""
    sums = {}
    for row, group in zip(gradient, groups):
        sums[group] = [x + y for x, y in zip(sums.get(group, [0.0] * len(row)), row)]
    return sum(x * x for row in sums.values() for x in row)


def few_polls_sd(universes, shares, variance):
    """Returns the sd per candidate that brings the leaders' log-odds to the combined variance.

    Counts polling, place, bloc and local to first order; the slate's own effects come on top.
    """
    gradient = leader_gradient(universes, shares)
    sd = {effect.id: effect.sd for effect in given.EFFECTS}
    whole = sum_of_squares(gradient, [0] * len(universes))
    implied = (sd["polling"] ** 2 * whole
               + sd["place"] ** 2 * sum_of_squares(gradient, [d for d, _, _ in universes])
               + sd["bloc"] ** 2 * sum_of_squares(gradient, [f for _, f, _ in universes])
               + sd["local"] ** 2 * sum_of_squares(gradient, range(len(universes))))
    return math.sqrt(max(0.0, variance - implied) / whole)
