"""Pool the polls of one contest and rake the shares of its factions to what they say.

A poll's undecided part u goes by faction: y_k = p_k + u F_k, with F what the factions alone imply,
over the names it asked about. Polls are averaged in log-shares with weights
1 / (sampling + pollster + sponsor + drift x days before the newest poll); the variance of the mean
adds the common error, the drift from the newest poll to election day and (0.8 u)^2. Log-odds and
variances are two-way: of the ratio of two candidates' votes.
"""

import math
from dataclasses import dataclass
from datetime import date

POLLSTER_VARIANCE = 0.15 ** 2          # how pollsters differ, beyond sampling
# Sponsored polls lean to their sponsor by several points; the side is seldom given, so the lean is
# a variance and not a shift.
SPONSOR_VARIANCE = 0.20 ** 2
UNKNOWN_SAMPLE = 300                   # where a poll gives no sample size
# Support drifts: in June 2025 Mamdani against Cuomo moved by 0.35 in 25 days.
DRIFT_VARIANCE_PER_DAY = 0.05 ** 2
COMMON_ERROR_VARIANCE = 0.25 ** 2      # what all polls of a contest get wrong together
# The undecided go by faction; how they split is uncertain by 0.8 times their part of the sample.
UNDECIDED_SD = 0.8
SMALLEST_SHARE = 0.003                 # a poll's 0 % is written as this


@dataclass(frozen=True)
class Poll:
    """One question of a poll: shares of the candidates it names, and the undecided."""

    end: date
    pollster: str
    sponsored: bool
    sample: int
    share: dict           # candidate as polled -> share
    undecided: float


def normalised(weights):
    total = sum(weights)
    return [w / total for w in weights]


def completed(polled, undecided, lean, estimate):
    """Returns shares of all candidates that add to 1 and agree with the poll where it speaks.

    `polled` is None where the poll names nobody. The undecided go to the names asked about by the
    factions' lean; names not asked about keep the present estimate of their share.
    """
    asked = sum(f for p, f in zip(polled, lean) if p is not None)
    absent = sum(e for p, e in zip(polled, estimate) if p is None)
    shares = [0 if p is None else max(SMALLEST_SHARE, p + undecided * f / asked)
              for p, f in zip(polled, lean)]
    scale = (1 - absent) / sum(shares)
    return [e if p is None else scale * s for p, s, e in zip(polled, shares, estimate)]


def own_variance(poll):
    """Returns the two-way log-odds variance of one poll's leaders: sampling, pollster, sponsor."""
    first, second = sorted(poll.share.values())[-2:][::-1]
    sampling = (1 / first + 1 / second) / poll.sample
    return sampling + POLLSTER_VARIANCE + (SPONSOR_VARIANCE if poll.sponsored else 0)


def usable(polls):
    """Keeps the polls that ask about both leaders of the newest poll."""
    newest = max(polls, key=lambda poll: (poll.end, not poll.sponsored))
    leaders = sorted(newest.share, key=newest.share.get)[-2:]
    return [poll for poll in polls if all(name in poll.share for name in leaders)]


def poll_weights(polls):
    newest = max(poll.end for poll in polls)
    return [1 / (own_variance(poll) + DRIFT_VARIANCE_PER_DAY * (newest - poll.end).days)
            for poll in polls]


def log_mean(weights, named, vectors, fallback):
    """Returns the weighted geometric mean per candidate, over the polls that name them."""
    means = []
    for k, otherwise in enumerate(fallback):
        pairs = [(w, v[k]) for w, n, v in zip(weights, named, vectors) if n[k] is not None]
        total = sum(w for w, _ in pairs)
        means.append(math.exp(sum(w * math.log(x) for w, x in pairs) / total) if pairs
                     else otherwise)
    return normalised(means)


def pool(polls, named_shares, lean, election_day):
    """Returns (shares, two-way variance) of the weighted polls, undecided voters allocated.

    `named_shares` gives a poll's shares in the order of the candidates, None where it names nobody.
    """
    polls = usable(polls)
    weights = poll_weights(polls)
    total = sum(weights)
    named = [named_shares(poll) for poll in polls]
    shares = lean
    for _ in range(100):
        vectors = [completed(shown, poll.undecided, lean, shares)
                   for shown, poll in zip(named, polls)]
        shares = log_mean(weights, named, vectors, lean)
    undecided = sum(w * poll.undecided for w, poll in zip(weights, polls)) / total
    days_left = (election_day - max(poll.end for poll in polls)).days
    variance = (1 / total + COMMON_ERROR_VARIANCE + DRIFT_VARIANCE_PER_DAY * days_left
                + (UNDECIDED_SD * undecided) ** 2)
    return shares, variance


def mean_of(lean, ballots):
    """Returns what the groups' shares `lean` imply together, weighted by expected ballots."""
    total = sum(ballots.values())
    return [sum(ballots[f] * lean[f][k] for f in ballots) / total
            for k in range(len(next(iter(lean.values()))))]


def rake(lean, ballots, target):
    """Returns shares per group whose mean, weighted by expected ballots, is the target.

    Shares of group f are lean_fk g_k / sum, with one factor g_k per candidate.
    """
    weight = dict(zip(ballots, normalised(ballots.values())))
    gain = [1.0] * len(target)
    for _ in range(1000):
        shares = {f: normalised([g * share for g, share in zip(gain, lean[f])])
                  for f in ballots}
        mean = [sum(weight[f] * shares[f][k] for f in ballots) for k in range(len(target))]
        if max(abs(m - t) for m, t in zip(mean, target)) < 1e-12:
            break
        gain = [g * t / m for g, t, m in zip(gain, target, mean)]
    return shares
