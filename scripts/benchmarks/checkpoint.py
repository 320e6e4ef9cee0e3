"""What keeping a run in a folder of checkpoints costs: CPU time with --checkpoint and without."""

import statistics

from benchmarks import pairs
from benchmarks.against import ROOT

PROGRAM = ROOT / "build/release/hustings"
GOAL = 0.99  # of the speed: the upper end of the interval reaches it
FEWEST_KEPT = 2.5  # seconds that a run must take: the first part is kept after 2


def times(scenario, elections, n_pairs, folder):
    """CPU times [s] as pairs (without, with). Every run begins anew: the folder is removed at its end.

    Without --every: a part after 2 s and then each minute, as people run it.
    """
    one_run = [PROGRAM, "run", scenario, "--elections", elections, "--threads", 1, "--quiet", "--force",
               "-o", folder / "run.h5"]
    return pairs.take_turns(one_run, [*one_run, "--checkpoint", folder / "kept"], n_pairs,
                            f"{scenario.stem} with --checkpoint")


def line_of(name, taken):
    """A line of the table: medians, the ratio without / with, its 95 % interval, whether it holds."""
    ratios = [without / kept for without, kept in taken]
    low, high = pairs.interval_of_median(ratios)
    without, kept = (statistics.median(side) for side in zip(*taken))
    short = "" if without > FEWEST_KEPT else "   (too short: nothing was kept)"
    return (f"{name:<16} {without:8.2f} {kept:8.2f} {statistics.median(ratios):8.4f}   "
            f"{low:.4f}-{high:.4f}   {'holds' if high >= GOAL else 'MISSED'}{short}")
