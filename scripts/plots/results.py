"""Reads a results file (docs/results.md) into plain values."""

import os
from dataclasses import dataclass

import h5py
import numpy as np

from plots import style

FORMAT = "hustings results"
FORMAT_VERSION = 7
NAMES = {"total": "labels/name_of_total"}  # of other axes: labels/<axis>_name
STEADY = 1e-5  # standard deviation of a share below which it does not vary


class Unreadable(Exception):
    """A file that cannot be read; `missing` tells an absent file from a wrong one."""

    def __init__(self, message, missing=False):
        super().__init__(message)
        self.missing = missing


@dataclass(frozen=True)
class Candidate:
    """A candidate of one contest; `place` counts through all contests, `slate` is the first slate's place."""

    place: int
    name: str
    incumbent: bool
    slate: int | None
    win: float
    win_error: float
    share: float
    rank: int  # in its contest, 0 = the most likely


@dataclass(frozen=True)
class Contest:
    """`settled`: its shares are the same in all elections, as where it is counted already."""

    place: int
    id: str
    name: str
    seats: int
    settled: bool
    candidates: tuple[Candidate, ...]

    @property
    def title(self):
        return self.name or self.id

    def by_win(self):
        return sorted(self.candidates, key=lambda one: one.rank)

    def by_share(self):
        return sorted(self.candidates, key=lambda one: (-one.share, one.place))


@dataclass(frozen=True)
class Slate:
    """`seats[j]` = P(exactly j win); `outcomes[bits]` = P(exactly these members win), or None.

    `possible` is the most that can win: fewer than the members where several stand for one seat.
    """

    place: int
    id: str
    name: str
    members: tuple[int, ...]
    possible: int
    seats: np.ndarray
    outcomes: np.ndarray | None
    mean: float
    sweep: float


class Results:
    """What a results file says, with arrays by their path; `headline` is to stand in place of its title."""

    def __init__(self, file, headline=None):
        self._file = file
        self._kept = {}
        self.headline = headline
        self.title = text_of(file.attrs["title"])
        self.elections = int(file.attrs["elections"])
        self.seed = int(file.attrs["seed"])
        self.program = text_of(file.attrs.get("program_version", ""))
        self.slates = self._read_slates()
        self.contests = self._read_contests()
        self.candidates = [one for contest in self.contests for one in contest.candidates]
        ranks = self.get("reading/contest_rank")
        in_order = sorted(self.contests, key=lambda contest: ranks[contest.place])  # most in doubt first
        open_ones = [contest for contest in in_order if not contest.settled]
        self.forecasts = open_ones or in_order
        self.settled = [contest for contest in self.contests if contest.settled] if open_ones else []

    def close(self):
        self._file.close()

    def get(self, path):
        """Returns an array, or None where the file leaves it out. Texts come as a list of str.

        What is read is kept, but for the draws, which are large and read once.
        """
        if path in self._kept:
            return self._kept[path]
        array = self._read(path)
        if not path.startswith("draws/"):
            self._kept[path] = array
        return array

    def _read(self, path):
        if path not in self._file:
            return None
        data = self._file[path]
        return list(data.asstr()[()]) if h5py.check_string_dtype(data.dtype) else data[()]

    def one(self, path):
        """Returns a single value: a text, or a number."""
        value = self._file[path][()]
        return text_of(value) if h5py.check_string_dtype(self._file[path].dtype) else value

    def quantile(self, path, level):
        """Returns the quantiles of one level, an array over the first axis."""
        levels = self.get("quantile")
        return self.get(path)[:, int(np.argmin(np.abs(levels - level)))]

    def names(self, axis):
        """Returns the names of what an axis counts; the id where none is given."""
        ids, given = self._texts(axis), self._texts(NAMES.get(axis, f"labels/{axis}_name"))
        return [name or id_ for name, id_ in zip(given, ids)] if given else ids

    def name_of_factor(self, factor):
        """Returns `effect: level, level` with the names of the effect and of what its levels are."""
        effects = dict(zip(self._texts("effect"), self.names("effect")))
        starts = [id_ for id_ in effects if factor == id_ or factor.startswith(f"{id_}: ")]
        effect = max(starts, key=len, default=factor.partition(": ")[0])
        levels, names = factor[len(effect) + 2 :], self._names_of_levels()
        told = ", ".join(names.get(level, level) for level in levels.split(", "))
        return effects.get(effect, effect) + (f": {told}" if levels else "")

    def name_of_universe(self, universe):
        """Returns `district, universe` with the name of the district."""
        district, _, own = universe.rpartition("/")
        names = dict(zip(self._texts("district"), self.names("district")))
        return f"{names.get(district, district)}, {own}" if district else own

    def _names_of_levels(self):
        names = {}
        for axis in ("faction", "slate", "district"):
            names.update(zip(self._texts(axis), self.names(axis)))
        of = [contest.id for contest in self.contests for _ in contest.candidates]
        for label, one, contest in zip(self._texts("candidate"), self.candidates, of):
            names[label] = f"{one.name} ({contest})"
        return names

    @property
    def made(self):
        """Says what the numbers come from."""
        return f"{self.elections:,} simulated elections, seed {self.seed}"

    @property
    def notice(self):
        """Says what no picture may leave out."""
        return style.notices_in(self.title)

    @property
    def settled_note(self):
        """Says which contests are not drawn since nothing in them varies."""
        named = "; ".join(c.title if c.name in ("", c.id) else f"{c.id} ({c.name})" for c in self.settled)
        return f" Not drawn, since it is the same in all elections: {named}." if named else ""

    def _texts(self, path):
        return self.get(path) or []

    def _read_slates(self):
        ids = self._texts("slate")
        if not ids:
            return []
        members = [tuple(int(i) for i in row if i >= 0) for row in self.get("labels/slate_members")]
        seats, outcomes = self.get("histograms/slate_seats"), self.get("joint/slate_outcome")
        means, sweeps = self.get("summary/seats_mean"), self.get("summary/sweep")
        of, to_win = self.get("labels/candidate_contest"), self.get("labels/contest_seats")
        names = self.names("slate")
        slates = []
        for i, id_ in enumerate(ids):
            k = len(members[i])
            running = np.bincount([of[m] for m in members[i]], minlength=len(to_win))
            most = int(np.minimum(running, to_win).sum())
            joint = None if outcomes is None or k > 10 else outcomes[i][: 2**k]
            joint = None if joint is None or np.isnan(joint).any() else joint
            slates.append(Slate(i, id_, names[i], members[i], most, seats[i][: most + 1], joint, means[i],
                                sweeps[i]))
        return slates

    def _read_contests(self):
        slate_of = {i: slate.place for slate in reversed(self.slates) for i in slate.members}
        names, of = self._texts("labels/candidate_name"), self.get("labels/candidate_contest")
        incumbent, win = self.get("labels/incumbent"), self.get("summary/win")
        error, share = self.get("summary/win_standard_error"), self.get("summary/share_mean")
        rank = self.get("reading/candidate_rank")
        candidates = [
            Candidate(i, names[i], bool(incumbent[i]), slate_of.get(i), win[i], error[i], share[i],
                      int(rank[i]))
            for i in range(len(names))
        ]
        ids, labels = self._texts("contest"), self._texts("labels/contest_name")
        seats, spread = self.get("labels/contest_seats"), self.get("summary/share_sd")
        return [
            Contest(c, ids[c], labels[c], int(seats[c]), bool((spread[of == c] < STEADY).all()),
                    tuple(one for one in candidates if of[one.place] == c))
            for c in range(len(ids))
        ]


def text_of(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def open_results(path, headline=None):
    """Opens and checks a results file; raises Unreadable with one line that says what is wrong."""
    if not os.path.exists(path):
        raise Unreadable(f"{path}: no such file", missing=True)
    if os.path.isdir(path):
        raise Unreadable(f"{path}: a folder, not a results file")
    try:
        with open(path, "rb"):
            pass
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}", missing=True) from error
    try:
        file = h5py.File(path, "r")
    except OSError as error:
        raise Unreadable(f"{path}: not a results file of hustings (or cut off)") from error
    kind = text_of(file.attrs.get("format", ""))
    if kind == "hustings part":
        raise Unreadable(f"{path}: a part of a run: merge it with the others first (hustings merge)")
    if kind != FORMAT:
        raise Unreadable(f"{path}: an HDF5 file, but not a results file of hustings")
    version = int(file.attrs.get("format_version", 0))
    if version != FORMAT_VERSION:
        raise Unreadable(f"{path}: format version {version}; this plot.py reads {FORMAT_VERSION}")
    try:
        return Results(file, headline)
    except (KeyError, TypeError, ValueError, IndexError, OSError) as error:
        raise Unreadable(f"{path}: incomplete or damaged: {one_line(error)}") from error


def one_line(error):
    return " ".join(str(error.args[0] if error.args else error).split())
