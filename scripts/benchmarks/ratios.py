"""Ratios of the engine to its bare limit, to its peers and to itself in other sizes.

Programs take turns (A B A B ...); each ratio is that of medians. What is timed is `simulate` alone.
"""

import json
import os
import statistics
import subprocess
from pathlib import Path

from benchmarks import Failure, pairs, progress
from benchmarks.workload_w import make_w, make_world

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "build/release/hustings"
BENCH = ROOT / "build/release/hustings_bench"
SCALAR = ROOT / "build/release/scalar_boost"
NUMPY = ROOT / "tests/bench/peers/numpy_reference.py"
GATE_FAILED = 65  # what calibrate ends with when its elections cannot be relied on


def measured(command):
    """Runs one program, which prints one JSON object."""
    environment = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True,
                          env=environment)
    if done.returncode != 0:
        raise Failure(f"{Path(command[0]).name} fails with exit code {done.returncode}:\n"
                      + done.stderr.strip())
    return json.loads(done.stdout)


def in_turn(programs, rounds):
    """What each program printed in each round, the programs taking turns."""
    runs = {name: [] for name in programs}
    for turn in range(rounds):
        for name, command in programs.items():
            progress.show(f"round {turn + 1} of {rounds}: {name}")
            runs[name].append(measured(command))
    progress.clear()
    return runs


def take_turns(programs, rounds):
    """Medians of elections/s and peak memory of each program."""
    return {name: {"rate": statistics.median(r["elections_per_second"] for r in results),
                   "rss": statistics.median(r.get("max_rss_kib", 0) for r in results),
                   "isa": results[0].get("isa")}
            for name, results in in_turn(programs, rounds).items()}


def run(scenario, elections, threads=2, outputs="numpy"):
    return [BENCH, "run", scenario, elections, threads, outputs]


def measure(w, scale, rounds, folder):
    """All ratios of the table, as (key, what, goal, value); elections/s by program."""
    million = int(1_000_000 * scale)
    core = take_turns({
        "limit": [BENCH, "limit", 20 * million, 2],
        "w": run(w, 20 * million),
        "w default": run(w, 20 * million, outputs="default"),
        "w swing": run(w, 20 * million, outputs="swing"),
        "numpy": ["/usr/bin/python3", NUMPY, "--elections", int(150_000 * scale),
                  "--processes", 2, "--json"],
        "scalar": [SCALAR, int(250_000 * scale), 2],
        "w 1 thread": run(w, 10 * million, threads=1),
        "w small": run(w, 2 * million),
        "types": [BENCH, "types", 5000, 12, 8],
    }, rounds)
    rate = {name: figures["rate"] for name, figures in core.items()}
    growth = take_turns({
        "base": run(w, 2 * million),
        "universes x 2": run(make_w(folder / "cells", cells=24), 2 * million),
        "contests x 2": run(make_w(folder / "contests", contests=60), 2 * million),
        "candidates x 2": run(make_w(folder / "candidates", candidates=6), 2 * million),
    }, rounds)
    ranked = take_turns({"ranked": [BENCH, "run", ROOT / "scenarios/nyc_mayor_2025.yaml",
                                    int(400_000 * scale), 1, "default"]}, rounds)["ranked"]["rate"]
    slower = {name: growth["base"]["rate"] / figures["rate"] for name, figures in growth.items()}
    is_avx2 = core["w"]["isa"] == "avx2"
    return [
        ("w_over_limit", "W, outputs of NumPy : bare limit", ">= 0.75",
         rate["w"] / rate["limit"]),
        ("w_default_over_limit", "W, all outputs : bare limit", ">= 0.60",
         rate["w default"] / rate["limit"]),
        ("swing_over_default", "W with swing : all outputs", ">= 0.80",
         rate["w swing"] / rate["w default"]),
        ("over_numpy", "W : NumPy, 2 processes", ">= 20" if is_avx2 else ">= 38",
         rate["w"] / rate["numpy"]),
        ("over_scalar", "W : scalar Boost + TBB, 2 threads", ">= 12", rate["w"] / rate["scalar"]),
        ("threads_1_to_2", "W, 2 threads : 1", ">= 1.85", rate["w"] / rate["w 1 thread"]),
        ("cells_2x", "time with twice the universes", "<= 2.05", slower["universes x 2"]),
        ("contests_2x", "time with twice the contests", "<= 2.05", slower["contests x 2"]),
        ("candidates_2x", "time with twice the candidates", "", slower["candidates x 2"]),
        ("elections_10x", "time with ten times the elections", "<= 10",
         10 * rate["w small"] / rate["w"]),
        ("memory_growth", "peak memory, 20 M : 2 M elections", "<= 1.05",
         core["w"]["rss"] / core["w small"]["rss"]),
        ("types_over_w", "10 M of W : fit of 8 types, 5,000 places", ">= 1",
         10_000_000 * rate["types"] / rate["w"]),
        ("ranked_per_core", "New York 2025, ranked, elections/s per core", ">= 50000", ranked),
    ], rate


def cost_of_world(w, elections, rounds, folder, shared_seconds):
    """What a world beside W takes, as a part of one more run that need not draw shared effects.

    Those take shared_seconds an election; every race changes in the world. CPU time of whole
    processes.
    """
    one_run = [PROGRAM, "run", w, "--elections", elections, "--threads", 1, "--quiet", "--force",
               "-o", folder / "w.h5"]
    times = pairs.take_turns(one_run, [*one_run, "--what-if", make_world(folder)], rounds,
                             "a world beside W")
    more = statistics.median(both - alone for alone, both in times)
    return more / (statistics.median(alone for alone, _ in times) - shared_seconds * elections)


def cost_of_calibrating(elections, rounds, folder):
    """New York 2025 calibrated to its count, as a multiple of a run of as many elections.

    CPU time of whole processes. Of few elections a gate fails, and nothing is written: the work is
    the same.
    """
    scenario = ROOT / "scenarios/nyc_mayor_2025.yaml"
    told = ["--elections", elections, "--threads", 2, "--quiet", "--force"]
    one_run = [PROGRAM, "run", scenario, *told, "-o", folder / "run.h5"]
    calibrate = [PROGRAM, "calibrate", scenario, *told, "-o", folder / "posterior.h5",
                 "--results", ROOT / "scenarios/data/results/nyc_mayor_2025.csv"]
    times = pairs.take_turns(one_run, calibrate, rounds, "New York 2025 calibrated",
                             allowed=(0, GATE_FAILED))
    return statistics.median(moved / alone for alone, moved in times)


def explored(elections):
    """Seconds until a page has its first answer of the House, and its last one as a multiple of
    `simulate` alone."""
    scenario = ROOT / "scenarios/ny_house_2026.yaml"
    progress.show("the House explored")
    times = measured([BENCH, "explore", scenario, elections, 2])
    progress.clear()
    return times["first_seconds"], times["seconds"] / times["simulate_seconds"]
