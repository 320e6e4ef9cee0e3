"""Results files of shipped, small and awkward scenarios, and what their pictures say.

Each picture of each file is drawn once, in memory, as many at a time as there are processors.
"""

import os
import pathlib
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass

from matplotlib.text import Text

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts"
SCENARIOS = ROOT / "scenarios"
sys.path.insert(0, str(SCRIPTS))

from plots import PICTURES, page, results  # noqa: E402

BY_NAME = {picture.NAME: picture for picture in PICTURES}
LONG = "Maria-Fernanda de la Concepción Oyelaran-Wojciechowska the {}th"
YOUNG = "{change: turnout, where: {age: young}, over: times, name: the young"
ANA = "{change: support, contest: Mayor, candidate: ana, over: plus, name: ana, from: -0.1, to: 0.1"
WHAT_IFS = """
what_if:
  young turnout up: [{change: turnout, where: {age: young}, times: 1.2}]
  'ana drops out %s': [{change: candidates, contest: Mayor, remove: ana}]
  as it is: [{change: turnout, where: {age: young}, times: 1}]
""" % ("and nothing else of all that could be otherwise in the made-up pair of primaries " * 2).strip()
SLATES = """\
  one seat: [Mayor/ana, Mayor/cleo]
  two seats: [Mayor/ana, Mayor/ben, Hills seat/dora]
"""
NAMES = {
    "factions: [left, moderate]": "factions: [{id: left, name: The young left}, moderate]",
    "reformers: [Mayor/ana, Hills seat/dora]":
        "reformers: {name: Reform now, members: [Mayor/ana, Hills seat/dora]}",
    "{id: polling, ": "{id: polling, name: Error of polls, ",
}


def awkward(contests, candidates, slates, districts=3, totals=0):
    """Returns a scenario with long names and as many of everything as asked for.

    With totals its contests award delegates: one the first contest, the next one two, and so on.
    """
    pools = "[{name: all, per: contest, seats: 9}, {name: each, per: district, seats: 2}]"
    count = f"{{delegates: {{pools: {pools}}}}}" if totals else "plurality"
    ids = [f"Assembly district {c} of the county" for c in range(contests)]
    lines = [
        "hustings: 1", "title: 'A night with $more$ contests and longer names than fit on one line of a"
        " page, to see whether anything overlaps anything else'", "sources: [made up]", "seed: 3",
        "elections: 3000", "factions: [those who came lately, everybody]", "districts:",
        *[f"  - {{id: 'District number {d} in the hills'}}" for d in range(districts)], "universes:",
        *[f"  - {{district: 'District number {d} in the hills', universe: u{f}, faction: {name},"
          f" registered: {1000 + 10 * d}, turnout: {{mean: {0.2 + 0.3 * f}}}}}"
          for d in range(districts) for f, name in enumerate(["those who came lately", "everybody"])],
        "contests:",
    ]
    parts = [round(1 / candidates, 3)] * (candidates - 1)
    for contest in ids:
        lines += [f"  - id: {contest}", f"    name: The {contest}, to be filled for an unexpired term",
                  "    districts: all", f"    count: {count}", "    candidates:"]
        lines += [f"      - {{id: c{k}, name: '{LONG.format(k)}', incumbent: {str(k == 1).lower()}}}"
                  for k in range(candidates)]
        shares = ", ".join(f"c{k}: {part}" for k, part in enumerate(parts))
        lines += ["    support:", f"      everybody: {{{shares}, c{candidates - 1}: rest}}",
                  f"      those who came lately: {{{shares}, c{candidates - 1}: rest}}"]
    if totals:
        lines.append("totals:")
    for total in range(totals):
        lines += [f"  - id: All delegates who are won up to and including the {total}th contest of the night",
                  "    candidates:"]
        lines += [f"      '{LONG.format(k)}': [{', '.join(f'{c}/c{k}' for c in ids[: total + 1])}]"
                  for k in range(candidates)]
    if slates:
        lines.append("slates:")
    for s in range(slates):
        members = ", ".join(f"{contest}/c{s % candidates}" for contest in ids[: 10 if s else contests])
        lines.append(f"  The united and {s} times renewed ticket of everybody: [{members}]")
    lines += ["effects:", "  - {id: all, affects: turnout, sd: 0.2}",
              "  - {id: who, affects: support, by: candidate, sd: 0.4}", ""]
    return "\n".join(lines)


FIRST = (SCENARIOS / "first_steps.yaml").read_text(encoding="utf-8")
RANKED = awkward(2, 11, 0).replace("count: plurality", "count: {ranked_choice: {ranks: 5}}")
AWKWARD = {"many": (30, 11, 8, 40), "few": (3, 2, 0, 200), "one": (1, 5, 1, 1), "delegates": (7, 6, 2, 4, 3),
           "few delegates": (1, 2, 0, 1, 1)}
LONG_INPUTS = [f"{{change: turnout, where: {{faction: {faction}}}, over: times, name: 'the turnout of everybody and"
               f" also of those who came lately, in all districts of the hills {i}', "
               "values: [0.001, 0.25, 0.5, 0.75, 1, 1.1, 1.125, 1.2]}"
               for i, faction in enumerate(["everybody", "those who came lately"])]
STILL = "{change: turnout, where: {age: young}, over: times, values: [1]}"
VARIED = {
    "points": f"[{YOUNG.replace('times', 'plus')}, from: 0.01, to: 0.05, points: 5}}]",
    "sd": "[{change: effect, id: polling, over: sd, values: [0.1, 0.4], name: polls}]",
    "still": f"[{STILL}]",
    "still point": f"[{STILL}, {STILL.replace('age: young', 'region: coast')}]",
    "grid": f"[{YOUNG}, from: 0.5, to: 1.5, points: 16}}, {ANA}, points: 14}}]",
    "latin": f"{{design: latin, points: 20, inputs: [{YOUNG}, from: 0.5, to: 1.5}}, {ANA}}}]}}",
    "long": f"[{LONG_INPUTS[0]}]",
    "long both": f"[{', '.join(LONG_INPUTS)}]",
}
SHIPPED = {  # the pictures that are looked at
    "nyc_mayor_2025": ["win", "share", "seats", "rounds"],
    "runoff_example": ["seats", "rounds"],
    "super_tuesday_2020": ["win", "share", "delegates", "totals", "seats", "conditional", "turnout", "association"],
}


@dataclass(frozen=True)
class Look:
    """What a picture says: why it is skipped, or its texts, which are bold, what is wrong with them."""

    reason: str = ""
    texts: tuple = ()
    bold: tuple = ()
    faults: tuple = ()

    @property
    def said(self):
        return " ".join(self.texts)


def look_at(path, name):
    data = results.open_results(path)
    reason = BY_NAME[name].reason_to_skip(data)
    if reason:
        return Look(reason)
    figure = BY_NAME[name].draw(data)
    faults = tuple(page.overlaps(figure))
    shown = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    return Look("", tuple(text.get_text() for text in shown),
                tuple(text.get_text() for text in shown if text.get_fontweight() == "bold"), faults)


class Files:
    """Results files of all scenarios of the test, and looks at their pictures."""

    def __init__(self, hustings, folder):
        self.hustings = hustings
        self.folder = folder
        self.wanted = {}  # pictures by file
        self.commands = []
        self.scenario("first", FIRST + WHAT_IFS, list(BY_NAME), "--swing", elections=20000)
        named = FIRST.replace("slates:\n", "slates:\n" + SLATES)
        for written, with_name in NAMES.items():
            named = named.replace(written, with_name)
        self.scenario("named", named, ["win", "seats", "turnout", "association"])
        for name, size in AWKWARD.items():
            self.scenario(name, awkward(*size), list(BY_NAME))
        self.add("programmes", SCENARIOS / "first_programme.yaml", ["worth", "differences"], "--programmes",
                 elections=20000)
        self.scenario("ranked", RANKED, ["rounds"])
        for name, vary in VARIED.items():
            text = awkward(14, 8, 3, 4) if name.startswith("long") else FIRST
            self.scenario(name, text, ["response", "heat"], "--set", f"vary={vary}", command="vary")
        for name, pictures in SHIPPED.items():
            self.add(name, SCENARIOS / f"{name}.yaml", pictures)
        processors = len(os.sched_getaffinity(0))
        with ThreadPoolExecutor(processors) as pool:
            list(pool.map(lambda command: subprocess.run(command, check=True), self.commands))
        jobs = [(file, name) for file, names in self.wanted.items() for name in names]
        with ProcessPoolExecutor(processors) as pool:
            looks = pool.map(look_at, *zip(*[(str(self.path(file)), name) for file, name in jobs]))
            self.looks = dict(zip(jobs, looks))

    def path(self, name):
        return self.folder / f"{name}.h5"

    def scenario(self, name, text, pictures, *options, elections=3000, command="run"):
        scenario = self.folder / f"{name}.yaml"
        scenario.write_text(text, encoding="utf-8")
        self.add(name, scenario, pictures, *options, elections=elections, command=command)

    def add(self, name, scenario, pictures, *options, elections=3000, command="run"):
        self.wanted[name] = pictures
        self.commands.append([self.hustings, command, str(scenario), "-o", str(self.path(name)), "--quiet",
                              "--elections", str(elections), *options])
