"""Reads the points of a variation (/vary of a results file) and what they come to."""

from dataclasses import dataclass

import numpy as np

from plots import style
from plots.curves import number

SWEEPS = "Sweeps of slates"

@dataclass(frozen=True)
class Outcome:
    """A chance at every point, and how it moves from the run itself on the same draws."""

    words: str
    of: str  # contest, "slates" or "events": what it is drawn with
    name: str
    colour: str
    base: float
    base_error: float
    chance: np.ndarray
    error: np.ndarray
    moved: np.ndarray
    moved_error: np.ndarray

    @property
    def reach(self):
        """How far the points lie apart."""
        return float(np.ptp(np.append(self.chance, self.base)))

    def is_same(self, other):
        """Tells whether both happen in the same elections, as far as all their chances tell."""
        return self.base == other.base and all(
            np.array_equal(getattr(self, name), getattr(other, name))
            for name in ("chance", "error", "moved", "moved_error"))


@dataclass(frozen=True)
class Scale:
    """What the amounts of an input are, in words; `origin` is that of the run as it is, where known."""

    words: str
    unit: float = 1.0  # of an amount, in what the words say
    origin: float | None = None

    def told(self, amount):
        """Writes an amount with what it is."""
        if self.unit == 100:
            return f"{'+' if amount > 0 else ''}{number(amount)} points"
        return f"\u00d7 {number(amount)}" if self.origin == 1 else number(amount)


SCALES = {
    "turnout plus": Scale("added to turnout, points", 100, 0),
    "turnout times": Scale("turnout multiplied by", 1, 1),
    "turnout log_odds": Scale("added to the log-odds of turnout", 1, 0),
    "registered times": Scale("registered voters multiplied by", 1, 1),
    "support plus": Scale("added to the share, points", 100, 0),
    "support times": Scale("share multiplied by", 1, 1),
    "support log_support": Scale("added to the log-support", 1, 0),
    "effect times": Scale("size of the effect multiplied by", 1, 1),
    "effect sd": Scale("sd of the effect"),
    "endorsements strength": Scale("strength of endorsements"),
}


@dataclass(frozen=True)
class Variation:
    """Amounts are in the units of the inputs' scales."""

    inputs: list[str]
    scales: list[Scale]
    amounts: np.ndarray  # point x input
    outcomes: list[Outcome]

    def axis(self, i):
        """Returns the name of an input's axis."""
        return f"{self.inputs[i]}: {self.scales[i].words}" if self.scales[i].words else self.inputs[i]

    @property
    def levels(self):
        """The different amounts of every input."""
        return [np.unique(column) for column in self.amounts.T]

    @property
    def is_grid(self):
        return int(np.prod([len(level) for level in self.levels])) == len(self.amounts)


def outcomes_of(results):
    """Yields wins, sweeps, and those events that are neither."""
    def made(path, i, words, of, name, colour, base):
        columns = ("", "_standard_error", "_difference", "_difference_standard_error")
        base_error = np.sqrt(base * (1 - base) / results.elections)
        return Outcome(words, of, name, colour, base, base_error, *(results.get(path + c)[:, i] for c in columns))

    others = [made("vary/win", one.place, f"{one.name} wins {contest.id}", contest.id, style.ranked_name(one),
                   style.colour_of(one, results), one.win)
              for contest in results.contests for one in contest.candidates]
    others += [made("vary/sweep", slate.place, f"{slate.name} sweeps", SWEEPS, slate.name,
                    style.slate_colour(slate.place), slate.sweep) for slate in results.slates]
    yield from others
    bases = results.get("joint/event_probability")
    for i, name in enumerate(results.get("event") or []):
        event = made("vary/event_probability", i, name, "Events", name, style.NEUTRAL, bases[i])
        if not any(event.is_same(other) for other in others):
            yield event


def read_variation(results):
    """Returns the variation, or None where the file has none."""
    amounts = results.get("vary/amount")
    if amounts is None:
        return None
    changes = results.get("vary/change")
    scales = [SCALES.get(change, Scale("")) for change in changes]
    units = np.array([scale.unit for scale in scales])
    return Variation(results.get("input"), scales, amounts * units, list(outcomes_of(results)))


def headline(variation):
    """Returns the outcome that a picture of one is drawn of: of sweeps, events and wins what moves most."""
    return max(variation.outcomes, key=lambda one: (one.of == SWEEPS and one.reach > 0.02, one.reach))
