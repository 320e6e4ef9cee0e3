"""Reads the points of a variation (/vary of a results file) and what they come to."""

from dataclasses import dataclass

import numpy as np

from plots import style


@dataclass(frozen=True)
class Outcome:
    """A chance at every point, and how it moves from the run itself on the same draws."""

    words: str
    of: str  # contest, "slates" or "events": what it is drawn with
    name: str
    colour: str
    base: float
    chance: np.ndarray
    error: np.ndarray
    moved: np.ndarray
    moved_error: np.ndarray

    @property
    def reach(self):
        """How far the points lie apart."""
        return float(np.ptp(np.append(self.chance, self.base)))


@dataclass(frozen=True)
class Variation:
    inputs: list[str]
    amounts: np.ndarray  # point x input
    outcomes: list[Outcome]

    @property
    def levels(self):
        """The different amounts of every input."""
        return [np.unique(column) for column in self.amounts.T]

    @property
    def is_grid(self):
        return int(np.prod([len(level) for level in self.levels])) == len(self.amounts)


def outcomes_of(results):
    def made(path, i, words, of, name, colour, base):
        columns = ("", "_standard_error", "_difference", "_difference_standard_error")
        return Outcome(words, of, name, colour, base, *(results.get(path + c)[:, i] for c in columns))

    for contest in results.contests:
        for one in contest.candidates:
            words = f"{one.name} wins {contest.id}"
            yield made("vary/win", one.place, words, contest.id, one.name, style.colour_of(one, results), one.win)
    for slate in results.slates:
        words = f"sweep of {slate.id}"
        yield made("vary/sweep", slate.place, words, "Sweeps of slates", slate.id,
                   style.slate_colour(slate.place), slate.sweep)
    bases = results.get("joint/event_probability")
    for i, name in enumerate(results.get("event") or []):
        yield made("vary/event_probability", i, name, "Events", name, style.NEUTRAL, bases[i])


def read_variation(results):
    """Returns the variation, or None where the file has none."""
    amounts = results.get("vary/amount")
    if amounts is None:
        return None
    return Variation(results.get("input"), amounts, list(outcomes_of(results)))


def headline(variation):
    """Returns the outcome that a picture of one is drawn of: of sweeps, events and wins what moves most."""
    return max(variation.outcomes, key=lambda one: (one.of == "Sweeps of slates" and one.reach > 0.02, one.reach))
