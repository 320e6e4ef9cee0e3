"""Read sources and write tables and lists of scenarios, for the scripts that make them."""

import csv
from pathlib import Path

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
DATA = SCENARIOS / "data"
SOURCES = DATA / "sources"
PREPARED = SCENARIOS / "recipes/data"  # what recipes read


def read_rows(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def read_source(name):
    return read_rows(SOURCES / f"{name}.csv")


def write_table(name, rows):
    """Writes scenarios/data/<name>.csv."""
    write_rows(DATA / f"{name}.csv", rows)


def write_rows(path, rows):
    """Writes a table; the first row names the columns."""
    rows = list(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def millionths(shares):
    """Rounds shares to six decimals that add to exactly 1: the largest takes what is left."""
    parts = [round(share * 1_000_000) for share in shares]
    parts[parts.index(max(parts))] += 1_000_000 - sum(parts)
    return [f"{part / 1_000_000:.6f}" for part in parts]


def list_lines(ids, per_line, indent="      "):
    """Yields the lines of a YAML list, several ids on each."""
    for start in range(0, len(ids), per_line):
        left = "[" if start == 0 else " "
        right = "]" if start + per_line >= len(ids) else ","
        yield f"{indent}{left}{', '.join(ids[start:start + per_line])}{right}"
