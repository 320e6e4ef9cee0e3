"""What runs cost, by scenario: user time of an election and of starting, memory, files, merging.

All on one thread, medians of several rounds. An election's time is that by which a long run exceeds a
short one; a part's share of merging that by which many parts exceed few.
"""

import statistics
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks import pairs, progress
from benchmarks.ratios import PROGRAM, ROOT
from benchmarks.workload_w import make_w

BLOCK = 4096
FEW = 256  # elections of a short run, which take next to nothing


@dataclass(frozen=True)
class Workload:
    """A scenario, its options of `run`, and how many elections and parts are measured."""

    name: str
    scenario: Path
    elections: int
    options: tuple = ()
    parts: int = 40
    rounds: int | None = None  # as many as asked for, unless one takes minutes


@dataclass(frozen=True)
class Cost:
    """Seconds of user time on one thread; bytes. A part is one without draws."""

    name: str
    start: float
    election: float
    memory: int
    part: int
    merge_part: float
    merge_memory: int

    def core_hours(self, elections):
        return self.election * elections / 3600


def shipped_workloads():
    shipped = ROOT / "scenarios"
    return [
        Workload("first_steps", shipped / "first_steps.yaml", 10_000_000),
        Workload("ny_house_2026", shipped / "ny_house_2026.yaml", 1_000_000),
        Workload("ny_house_2026 --swing", shipped / "ny_house_2026.yaml", 1_000_000, ("--swing",)),
        Workload("nyc_mayor_2025, ranked choice", shipped / "nyc_mayor_2025.yaml", 200_000),
        Workload("super_tuesday_2020", shipped / "super_tuesday_2020.yaml", 200_000),
        Workload("nyc_large, 12,459 universes", shipped / "nyc_large.yaml", 30_000, parts=10),
        Workload("nyc_large --swing", shipped / "nyc_large.yaml", 20_000, ("--swing",), parts=6),
    ]


def largest_workload(folder):
    """Takes minutes, so it runs once."""
    million = make_w(folder / "million", contests=100, cells=10_000)
    return Workload("W, 1,000,000 universes", million, FEW + 1024, parts=4, rounds=1)


def in_rounds(rounds, command):
    """Median user time [s] and most memory [bytes] of a command."""
    usages = [pairs.usage_of(command) for _ in range(rounds)]
    return (statistics.median(usage.ru_utime for usage in usages),
            1024 * max(usage.ru_maxrss for usage in usages))


def cost_of(workload, rounds, folder):
    rounds = workload.rounds or rounds
    progress.show(workload.name)
    run = [PROGRAM, "run", workload.scenario, *workload.options, "--threads", 1, "--quiet", "--force"]
    output = folder / "run.h5"
    short, _ = in_rounds(rounds, [*run, "--elections", FEW, "-o", output])
    long, memory = in_rounds(rounds, [*run, "--elections", workload.elections, "-o", output])
    election = (long - short) / (workload.elections - FEW)

    parts = [folder / f"part{block}.h5" for block in range(workload.parts)]
    for block, part in enumerate(parts):
        progress.show(f"{workload.name}: part {block + 1} of {workload.parts}")
        pairs.usage_of([*run, "--elections", workload.parts * BLOCK, "--blocks", f"{block}-{block}",
                        "-o", part])
    merge = [PROGRAM, "merge", "--partial", "--quiet", "--force", "-o", output]
    n_few = workload.parts // 2
    few, _ = in_rounds(rounds, [*merge, *parts[:n_few]])
    all_parts, merge_memory = in_rounds(rounds, [*merge, *parts])
    progress.clear()
    return Cost(workload.name, max(0.0, short - FEW * election), election, memory,
                parts[-1].stat().st_size, (all_parts - few) / (workload.parts - n_few), merge_memory)


def measure(rounds, scale, folder):
    """The costs of every workload; with a scale below 1 of fewer elections, and without the largest."""
    if scale < 1:
        workloads = [replace(one, elections=int(one.elections * scale), parts=4) for one in shipped_workloads()]
    else:
        workloads = [*shipped_workloads(), largest_workload(folder)]
    costs = []
    for workload in workloads:
        with tempfile.TemporaryDirectory() as own:
            costs.append(cost_of(workload, rounds, Path(own)))
    return costs


def time_text(seconds):
    for unit, size in (("s", 1), ("ms", 1e-3), ("us", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


def hours_text(hours):
    if hours < 1:
        return f"{60 * hours:.2g} min"
    return f"{hours:.2g} h" if hours < 100 else f"{float(f'{hours:.2g}'):,.0f} h"


def size_text(size):
    number, unit = (size / 1e9, "GB") if size >= 1e9 else (size / 1e6, "MB")
    return f"{number:.0f} {unit}" if number >= 10 else f"{number:.2g} {unit}"


def table_of(costs):
    """Lines of the table of docs/scale.md."""
    rows = [("scenario", "an election", "1e9", "1e12", "start", "memory", "a part", "merging a part",
             "memory of merging")]
    rows += [(cost.name, time_text(cost.election), hours_text(cost.core_hours(1e9)),
              hours_text(cost.core_hours(1e12)), time_text(cost.start), size_text(cost.memory),
              size_text(cost.part), time_text(cost.merge_part), size_text(cost.merge_memory))
             for cost in costs]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return [lines[0], "| --- " * len(rows[0]) + "|", *lines[1:]]


def figures(costs):
    return {cost.name: asdict(cost) for cost in costs}
