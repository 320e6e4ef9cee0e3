"""Workload W, as scripts/make_w.py writes it, and a world beside it."""

import subprocess
from pathlib import Path

EVERY_RACE_CHANGES = "what_if:\n  more turnout: [{change: turnout, log_odds: 0.1}]\n"
MAKER = Path(__file__).resolve().parents[1] / "make_w.py"


def make_w(folder, **sizes):
    """Writes workload W in the given size; returns its scenario."""
    folder.mkdir(parents=True)
    options = [word for key, value in sizes.items() for word in (f"--{key}", value)]
    subprocess.run([str(word) for word in [MAKER, "-o", folder, *options]],
                   check=True, stdout=subprocess.DEVNULL)
    return folder / "w.yaml"


def make_world(folder):
    """Writes a what-if of one world, in which every race changes; returns its file."""
    file = folder / "world.yaml"
    file.write_text(EVERY_RACE_CHANGES)
    return file
