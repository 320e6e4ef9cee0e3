"""Times two programs in pairs: CPU time of whole processes, the median of the pairs' ratios."""

import math
import os
import subprocess
import tempfile

from benchmarks import Failure, progress

FEWEST_PAIRS = 6  # with fewer no interval of two of the ratios holds the median in 95 % of cases


class Refused(Failure):
    """A program that ended with an error: its exit code and the first line that it said."""


def usage_of(command, allowed=(0,)):
    """Runs a program and returns what its process used (getrusage).

    Other exit codes than the allowed are refused.
    """
    words = [str(word) for word in command]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in allowed:
            said.seek(0)
            lines = said.read().decode(errors="replace").splitlines() or ["it says nothing"]
            raise Refused(f"exit code {process.returncode}: {lines[0]}")
    return usage


def run(command, allowed=(0,)):
    """Runs a program and returns the CPU time [s] of its process, user's and system's."""
    usage = usage_of(command, allowed)
    return usage.ru_utime + usage.ru_stime


def take_turns(then, now, n_pairs, what, allowed=(0,)):
    """CPU times [s] of two commands as pairs (then, now); which runs first alternates."""
    pairs = []
    for turn in range(n_pairs):
        progress.show(f"pair {turn + 1} of {n_pairs}: {what}")
        if turn % 2 == 0:
            first = run(then, allowed)
            pairs.append((first, run(now, allowed)))
        else:
            second = run(now, allowed)
            pairs.append((run(then, allowed), second))
    progress.clear()
    return pairs


def interval_of_median(values):
    """The narrowest pair of ordered values that holds the median in at least 95 % of cases.

    Law: the k-th smallest and k-th largest of n hold it but with probability
    2 P(binomial(n, 1/2) < k), whatever the values are spread like.
    """
    n = len(values)
    outside, k = 2.0 / 2**n, 0
    while outside <= 0.05:
        k += 1
        outside += 2.0 * math.comb(n, k) / 2**n
    if k == 0:
        raise ValueError(f"{n} values have no such interval")
    ordered = sorted(values)
    return ordered[k - 1], ordered[n - k]
