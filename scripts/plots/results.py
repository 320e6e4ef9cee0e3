"""Reads a results file (docs/results.md) into plain values."""

import os
from dataclasses import dataclass

import h5py
import numpy as np

FORMAT = "hustings results"
FORMAT_VERSION = 3


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


@dataclass(frozen=True)
class Contest:
    place: int
    id: str
    name: str
    candidates: tuple[Candidate, ...]

    def by_win(self):
        return sorted(self.candidates, key=lambda one: (-one.win, -one.share, one.place))

    def by_share(self):
        return sorted(self.candidates, key=lambda one: (-one.share, one.place))


@dataclass(frozen=True)
class Slate:
    """`seats[j]` = P(exactly j win); `outcomes[bits]` = P(exactly these members win), or None."""

    place: int
    id: str
    members: tuple[int, ...]
    seats: np.ndarray
    outcomes: np.ndarray | None
    mean: float
    sweep: float


class Results:
    """What a results file says, with arrays by their path."""

    def __init__(self, file):
        self._file = file
        self.title = text_of(file.attrs["title"])
        self.elections = int(file.attrs["elections"])
        self.seed = int(file.attrs["seed"])
        self.program = text_of(file.attrs.get("program_version", ""))
        self.slates = self._read_slates()
        self.contests = self._read_contests()
        self.candidates = [one for contest in self.contests for one in contest.candidates]

    def get(self, path):
        """Returns an array, or None where the file leaves it out. Texts come as a list of str."""
        if path not in self._file:
            return None
        data = self._file[path]
        return list(data.asstr()[()]) if h5py.check_string_dtype(data.dtype) else data[()]

    def quantile(self, path, level):
        """Returns the quantiles of one level, an array over the first axis."""
        levels = self.get("quantile")
        return self.get(path)[:, int(np.argmin(np.abs(levels - level)))]

    def _texts(self, path):
        return self.get(path) or []

    def _read_slates(self):
        ids = self._texts("slate")
        if not ids:
            return []
        members = [tuple(int(i) for i in row if i >= 0) for row in self.get("labels/slate_members")]
        seats, outcomes = self.get("histograms/slate_seats"), self.get("joint/slate_outcome")
        means, sweeps = self.get("summary/seats_mean"), self.get("summary/sweep")
        slates = []
        for i, name in enumerate(ids):
            k = len(members[i])
            joint = None if outcomes is None or k > 10 else outcomes[i][: 2**k]
            joint = None if joint is None or np.isnan(joint).any() else joint
            slates.append(Slate(i, name, members[i], seats[i][: k + 1], joint, means[i], sweeps[i]))
        return slates

    def _read_contests(self):
        slate_of = {i: slate.place for slate in reversed(self.slates) for i in slate.members}
        names, of = self._texts("labels/candidate_name"), self.get("labels/candidate_contest")
        incumbent, win = self.get("labels/incumbent"), self.get("summary/win")
        error, share = self.get("summary/win_standard_error"), self.get("summary/share_mean")
        candidates = [
            Candidate(i, names[i], bool(incumbent[i]), slate_of.get(i), win[i], error[i], share[i])
            for i in range(len(names))
        ]
        ids, labels = self._texts("contest"), self._texts("labels/contest_name")
        return [
            Contest(c, ids[c], labels[c], tuple(one for one in candidates if of[one.place] == c))
            for c in range(len(ids))
        ]


def text_of(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def open_results(path):
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
    if kind != FORMAT:
        raise Unreadable(f"{path}: an HDF5 file, but not a results file of hustings")
    version = int(file.attrs.get("format_version", 0))
    if version != FORMAT_VERSION:
        raise Unreadable(f"{path}: format version {version}; this plot.py reads {FORMAT_VERSION}")
    try:
        return Results(file)
    except (KeyError, TypeError, ValueError, IndexError, OSError) as error:
        raise Unreadable(f"{path}: incomplete or damaged: {one_line(error)}") from error


def one_line(error):
    return " ".join(str(error.args[0] if error.args else error).split())
