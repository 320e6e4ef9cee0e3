"""The program of a commit against that of the working tree: how many times as fast it is by now.

The commit is checked out beside the working tree, built with the same preset, timed and removed.
"""

import contextlib
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks import Failure, pairs
from benchmarks.workload_w import make_w, make_world

ROOT = Path(__file__).resolve().parents[2]
PRESET, BUILD = "bench", Path("build/release")
TARGETS = ("hustings", "hustings_bench")


class Commit(NamedTuple):
    sha: str
    subject: str

    def __str__(self):
        return f"{self.sha[:7]} ({self.subject})"


class Comparison(NamedTuple):
    """A workload under both programs: CPU seconds pair by pair, and the results' digests."""

    key: str
    what: str
    elections: int
    times: list  # (then, now); empty where the commit's program refused
    refusal: str = ""
    digests: tuple | None = None  # (then, now); None where no results file is written

    def ratios(self):
        """How many times as fast the working tree is, in each pair."""
        return [then / now for then, now in self.times]

    def figures(self):
        """What of it is written as JSON."""
        if self.refusal:
            return {"refused": self.refusal}
        then, now = (statistics.median(side) for side in zip(*self.times))
        same = {} if self.digests is None else {"same_digest": len(set(self.digests)) == 1}
        return {"elections": self.elections, "then_cpu_seconds": then, "now_cpu_seconds": now,
                "times_as_fast": statistics.median(self.ratios()),
                "interval_95": pairs.interval_of_median(self.ratios()), **same}


def git(*words):
    try:
        return subprocess.run(["git", "-C", ROOT, *words], check=True, text=True,
                              capture_output=True).stdout.strip()
    except FileNotFoundError:
        raise Failure("git is not installed") from None
    except subprocess.CalledProcessError as error:
        raise Failure(f"git {words[0]}: {error.stderr.strip() or 'failed'}") from None


def find_commit(name):
    git("rev-parse", "--git-dir")
    try:
        sha = git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except Failure:
        raise Failure(f"this repository has no commit '{name}'") from None
    return Commit(sha, git("log", "-1", "--format=%s", sha))


def working_tree():
    """The commit that the working tree is at, and whether it was changed since."""
    return git("describe", "--always", "--dirty", "--exclude=*")


@contextlib.contextmanager
def checked_out(commit):
    """The commit's files in a folder that goes away again."""
    (ROOT / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="against_", dir=ROOT / "build") as folder:
        tree = Path(folder) / "tree"
        git("worktree", "add", "--detach", tree, commit.sha)
        try:
            yield tree
        finally:
            git("worktree", "remove", "--force", tree)


def build(tree, what):
    print(f"building {what}", file=sys.stderr, flush=True)
    done = subprocess.run([ROOT / "scripts/cmake/build", "--in", tree, PRESET, *TARGETS],
                          stdout=sys.stderr)
    if done.returncode != 0:
        raise Failure(f"{what} does not build here")


class Workload(NamedTuple):
    key: str
    what: str
    elections: int
    scenario: Path
    options: tuple = ()
    is_numpy: bool = False  # the outputs of NumPy, which only the benchmark program can be told

    def command(self, tree, elections, results):
        if self.is_numpy:
            return [tree / BUILD / "hustings_bench", "run", self.scenario, elections, 1, "numpy"]
        return [tree / BUILD / "hustings", "run", self.scenario, "--elections", elections,
                "--threads", 1, "--quiet", *self.options, "-o", results, "--force"]


def workloads(folder, scale):
    """Those that are timed: a few seconds of one thread each at scale 1."""
    w = make_w(folder / "w")
    million = int(1_000_000 * scale)
    return [
        Workload("w", "W, outputs of NumPy", 2 * million, w, is_numpy=True),
        Workload("w_default", "W, all outputs", 3 * million, w),
        Workload("ranked", "New York 2025, ranked", 6 * million // 10,
                 ROOT / "scenarios/nyc_mayor_2025.yaml"),
        Workload("what_if", "W, what-if of one world", 2 * million, w,
                 ("--what-if", make_world(folder))),
    ]


def compare_on(workload, trees, n_pairs, folder):
    """Times a workload; a program that refuses it is heard out before any clock runs."""
    results = [folder / name for name in ("then.h5", "now.h5")]
    described = workload[:3]
    for tree, file in zip(trees, results):
        try:
            pairs.run(workload.command(tree, 4096, file))
        except pairs.Refused as refusal:
            if tree == ROOT:
                raise Failure(f"the working tree's program refuses {workload.what}: {refusal}")
            return Comparison(*described, [], str(refusal))
    times = pairs.take_turns(*(workload.command(tree, workload.elections, file)
                               for tree, file in zip(trees, results)), n_pairs, workload.what)
    if workload.is_numpy:
        return Comparison(*described, times)
    return Comparison(*described, times, digests=tuple(map(digest_of, trees, results)))


def digest_of(tree, file):
    """The digest of a results file as the tree's own program tells it; "none" if it tells none."""
    said = subprocess.run([tree / BUILD / "hustings", "digest", file], text=True,
                          capture_output=True)
    return said.stdout.strip() if said.returncode == 0 else "none"


def compare(tree, n_pairs, scale):
    """All workloads under the programs of `tree` and of the working tree, which are built."""
    with tempfile.TemporaryDirectory() as folder:
        return [compare_on(workload, (tree, ROOT), n_pairs, Path(folder))
                for workload in workloads(Path(folder), scale)]


def table_of(comparisons):
    """Lines for people."""
    lines = [f"{'':<24} {'elections':>9} {'CPU s, then':>11} {'now':>6} {'times as fast':>13} "
             f"{'95 %':>11}"]
    for one in comparisons:
        if one.refusal:
            lines.append(f"{one.what:<24} the commit's program refuses it, {one.refusal}")
            continue
        figures = one.figures()
        low, high = figures["interval_95"]
        lines.append(f"{one.what:<24} {one.elections:>9,} {figures['then_cpu_seconds']:>11.2f} "
                     f"{figures['now_cpu_seconds']:>6.2f} {figures['times_as_fast']:>13.3f} "
                     f"{low:>5.3f}-{high:.3f}")
    return lines + ["", *digest_lines(comparisons)]


def digest_lines(comparisons):
    """Says of which results the digests are the same, and of which not."""
    compared = [one for one in comparisons if one.digests is not None]
    same = [one.what for one in compared if len(set(one.digests)) == 1]
    others = [f"digests differ: {one.what}: {one.digests[0]} then, {one.digests[1]} now"
              for one in compared if one.what not in same]
    return [f"the same digest: {'; '.join(same)}"] * bool(same) + others
