#!/usr/bin/python3
"""Times `hustings count` on separate ballots and takes its peak memory.

    tests/bench/count_ballots.py build/release/hustings

1 million: New York's ballots of 2025, one a row, shuffled; 1 million of 30 candidates drawn at random,
nearly all different; 10 million of either through a pipe. Goals: under 1 s for a million with 5 ranks,
under 300 MB for ten million.
"""

import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
RANKINGS = ROOT / "tests/data/nyc_2025/nyc_2025_mayor_rankings.csv"
RULES = "tiebreakMode: useCandidateOrder\nmaxSkippedRanksAllowed: unlimited\n"
HEADER = "count,rank1,rank2,rank3,rank4,rank5\n"


def new_york(n):
    """Returns n rows of New York's ballots, in random order."""
    make = [sys.executable, ROOT / "scripts/scenarios/nyc_mayor_2025/make_ballots.py", RANKINGS]
    table = subprocess.run(make, check=True, capture_output=True, text=True).stdout
    rows = []
    for line in table.splitlines()[1:]:
        number, ranks = line.split(",", 1)
        rows += [f"1,{ranks}\n"] * int(number)
    random.shuffle(rows)
    return [rows[i % len(rows)] for i in range(n)]


def drawn(n):
    """Yields n rows of five candidates out of thirty."""
    names = [f"Candidate Number {i}" for i in range(30)]
    for _ in range(n):
        yield "1," + ",".join(random.sample(names, 5)) + "\n"


def measure(program, rules, label, rows):
    """Counts the rows, from a file if there are up to a million, else from a pipe."""
    with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
        from_file = isinstance(rows, list)
        if from_file:
            file.writelines([HEADER, *rows])
            file.flush()
        timed = ["/usr/bin/time", "-f", "%e s  %M kB", program, "count"]
        timed += [file.name if from_file else "/dev/stdin", "--rules", rules, "--json"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
        with subprocess.Popen(timed, text=True, **pipes) as process:
            if not from_file:
                process.stdin.write(HEADER)
                process.stdin.writelines(rows)
            report = process.communicate()[1].strip()
    note = "" if from_file else " (the time is that of drawing them)"
    print(f"{label}: {report}{note}")


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/release/hustings"
    random.seed(1)
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as rules:
        rules.write(RULES)
        rules.flush()
        measure(program, rules.name, "1 million of New York", new_york(1_000_000))
        measure(program, rules.name, "1 million drawn, 30 candidates", list(drawn(1_000_000)))
        measure(program, rules.name, "10 million of New York", iter(new_york(10_000_000)))
        measure(program, rules.name, "10 million drawn, 30 candidates", drawn(10_000_000))


if __name__ == "__main__":
    main()
