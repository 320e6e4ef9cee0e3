#!/usr/bin/python3
"""Asks one server of `hustings explore` ten thousand times; its memory must stay level.

Questions of all kinds from many pages, wrong ones and refused ones among them. Memory is looked at
from time to time, since an answer takes some while it is made: the median of the looks after every
page, cache and arena has been used, and that of the last ones.

usage: explore_many.py PROGRAM [REQUESTS]
"""

import itertools
import statistics
import sys

from explore_server import ROOT, Server

SETTLED = 0.2  # part of the requests after which memory is level
LOOKS = 200
COMPARED = 20  # looks, then and at the end
MOST_GROWTH = 1.05


def what_if(i):
    return ("what_if:\n  explored:\n    - {change: turnout, where: {faction: left}, times: "
            f"{1 + i % 400 / 1000:.3f}}}\n")


def questions(server):
    """Requests without end, each with the status that it gets."""
    for i in itertools.count():
        kind = i % 10
        page = {"page": f"p{i % 997}", "turn": i, "elections": 8192}
        if kind < 6:
            yield server.post("/api/try", what_if(i), **page), 200
        elif kind == 6:
            yield server.post("/api/try", what_if(i).replace("left", "lft"), **page), 200
        elif kind == 7:
            yield server.get("/api/scenario"), 200
        elif kind == 8:
            yield server.get("/api/scenario", X_Hustings_Token=f"{i:032x}"), 403
        else:
            path = ("/api/swing", "/api/json", "/api/report", "/api/yaml")[i // 10 % 4]
            yield server.post(path, what_if(i), **page), 200


def main():
    requests = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    with Server(sys.argv[1], ROOT / "scenarios/first_steps.yaml") as server:
        looks = []
        for n, (reply, status) in enumerate(itertools.islice(questions(server), requests), 1):
            if reply.status != status:
                sys.exit(f"explore_many: request {n} gets {reply.status}, not {status}: "
                         f"{reply.body[:200]}")
            if n % max(1, requests // LOOKS) == 0:
                looks.append(server.memory_kib())
    settled = int(SETTLED * len(looks))
    level = statistics.median(looks[settled:settled + COMPARED])
    growth = statistics.median(looks[-COMPARED:]) / level
    print(f"{requests} requests: memory {level:.0f} KiB after {SETTLED:.0%} of them, "
          f"{growth:.3f} times that at the end, {max(looks[settled:]):.0f} at most")
    if growth > MOST_GROWTH:
        sys.exit(f"explore_many: memory grows by more than {MOST_GROWTH - 1:.0%}")


if __name__ == "__main__":
    main()
