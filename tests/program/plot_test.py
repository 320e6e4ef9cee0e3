"""Tests scripts/plot.py: what it writes for small and for awkward scenarios, and how it fails.

usage: plot_test.py HUSTINGS [unittest arguments]
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

import h5py
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parents[2]
PLOT = ROOT / "scripts" / "plot.py"
HUSTINGS = sys.argv.pop(1) if len(sys.argv) > 1 else str(ROOT / "build/release/hustings")
NAMES = ["win", "share", "seats", "conditional", "association", "turnout", "convergence"]
LONG = "Maria-Fernanda de la Concepción Oyelaran-Wojciechowska the {}th"


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


class Pictures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.first = cls.simulate(ROOT / "scenarios/first_steps.yaml", "first.h5")

    @classmethod
    def simulate(cls, scenario, name):
        path = cls.folder / name
        subprocess.run([HUSTINGS, "run", str(scenario), "-o", str(path), "--elections", "3000", "--quiet"],
                       check=True)
        return path

    def plot(self, *arguments):
        command = ["/usr/bin/python3", str(PLOT), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True)

    def assert_fails(self, code, words, *arguments):
        done = self.plot(*arguments)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertIn(words, done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)

    def assert_pictures(self, folder, names):
        expected = sorted(f"{name}.{kind}" for name in names for kind in ("png", "svg"))
        self.assertEqual(sorted(os.listdir(folder)), expected)
        for name in names:
            with Image.open(folder / f"{name}.png") as picture:
                picture.load()
                self.assertGreater(min(picture.size), 400)
                self.assertGreater(len(picture.convert("RGB").getcolors(1 << 24)), 8)
            root = xml.etree.ElementTree.parse(folder / f"{name}.svg").getroot()
            self.assertEqual(root.tag, "{http://www.w3.org/2000/svg}svg")

    def draw_awkward(self, name, *size):
        scenario = self.folder / f"{name}.yaml"
        scenario.write_text(awkward(*size), encoding="utf-8")
        out = self.folder / name
        done = self.plot(self.simulate(scenario, f"{name}.h5"), "-o", out, "--check-overlap", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        said = json.loads(done.stdout)
        self.assert_pictures(out, [picture["name"] for picture in said["pictures"]])
        return [skipped["name"] for skipped in said["skipped"]]

    def test_draws_every_picture_without_overlap(self):
        out = self.folder / "all"
        done = self.plot(self.first, "-o", out, "--check-overlap")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assert_pictures(out, NAMES)
        text = (out / "win.svg").read_text(encoding="utf-8")
        for words in ("A made-up pair of primaries", "3,000 simulated elections, seed 7", "Ben Burke *"):
            self.assertIn(words, text)

    def test_draws_what_ifs(self):
        text = (ROOT / "scenarios/first_steps.yaml").read_text(encoding="utf-8")
        scenario = self.folder / "what_ifs.yaml"
        long = "and nothing else of all that could be otherwise in the made-up pair of primaries " * 2
        scenario.write_text(text + f"""
what_if:
  young turnout up: [{{change: turnout, where: {{age: young}}, times: 1.2}}]
  'ana drops out {long.strip()}': [{{change: candidates, contest: Mayor, remove: ana}}]
  as it is: [{{change: turnout, where: {{age: young}}, times: 1}}]
""", encoding="utf-8")
        out = self.folder / "what_ifs"
        done = self.plot(self.simulate(scenario, "what_ifs.h5"), "-o", out, "--check-overlap",
                         "--only", "differences")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assert_pictures(out, ["differences"])
        text = (out / "differences.svg").read_text(encoding="utf-8")
        for words in ("young turnout up", "reformers sweep", "(out)", "No chance moves"):
            self.assertIn(words, text)
        none = self.plot(self.first, "-o", out, "--only", "differences")
        self.assertIn("no what-ifs", none.stderr)

    def test_draws_swing(self):
        path = self.folder / "swing.h5"
        subprocess.run([HUSTINGS, "run", str(ROOT / "scenarios/first_steps.yaml"), "--swing", "-o", str(path),
                        "--elections", "20000", "--quiet"], check=True)
        out = self.folder / "swing"
        done = self.plot(path, "-o", out, "--check-overlap", "--only", "swing")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assert_pictures(out, ["swing"])
        text = (out / "swing.svg").read_text(encoding="utf-8")
        for words in ("Ben Burke wins", "reformers sweep"):
            self.assertIn(words, text)
        none = self.plot(self.first, "-o", out, "--only", "swing")
        self.assertIn("run --swing", none.stderr)

    def test_draws_the_same_bytes_again(self):
        for folder in ("once", "twice"):
            self.plot(self.first, "-o", self.folder / folder, "--only", "share,convergence")
        for name in os.listdir(self.folder / "once"):
            once, twice = ((self.folder / folder / name).read_bytes() for folder in ("once", "twice"))
            self.assertEqual(once, twice, name)

    def vary(self, name, vary, scenario=ROOT / "scenarios/first_steps.yaml"):
        path = self.folder / name
        subprocess.run([HUSTINGS, "vary", str(scenario), "-o", str(path), "--elections", "3000", "--quiet",
                        "--set", f"vary={vary}"], check=True)
        return path

    def drawn(self, results, *names):
        out = self.folder / f"drawn {results.stem}"
        done = self.plot(results, "-o", out, "--check-overlap", "--only", ",".join(names))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assert_pictures(out, names)
        return [(out / f"{name}.svg").read_text(encoding="utf-8") for name in names]

    def test_draws_the_response_to_one_input(self):
        young = "{change: turnout, where: {age: young}, over: times, name: the young"
        results = self.vary("one input.h5", f"[{young}, from: 0.5, to: 1.5, points: 5}}]")
        (text,) = self.drawn(results, "response")
        for words in ("Chances as the young is moved", "Ana Ortiz", "Sweeps of slates", "young people show up"):
            self.assertIn(words, text)
        done = self.plot(results, "-o", self.folder / "one input", "--only", "heat")
        self.assertIn("needs a variation of two inputs", done.stderr)

    def test_draws_what_moves_nothing(self):
        still = "{change: turnout, where: {age: young}, over: times, values: [1]}"
        self.drawn(self.vary("still.h5", f"[{still}]"), "response")
        self.drawn(self.vary("point.h5", f"[{still}, {still.replace('age: young', 'region: coast')}]"),
                   "response", "heat")

    def test_draws_two_inputs_on_a_grid_and_scattered(self):
        young = "{change: turnout, where: {age: young}, over: times, name: the young, from: 0.5, to: 1.5"
        ana = "{change: support, contest: Mayor, candidate: ana, over: plus, name: ana, from: -0.1, to: 0.1"
        grid = self.vary("grid.h5", f"[{young}, points: 16}}, {ana}, points: 14}}]")
        for text in self.drawn(grid, "response", "heat"):
            self.assertIn("sweep of reformers", text)
        latin = self.vary("latin.h5", f"{{design: latin, points: 20, inputs: [{young}}}, {ana}}}]}}")
        self.drawn(latin, "response", "heat")

    def test_fits_a_variation_with_long_names(self):
        scenario = self.folder / "long.yaml"
        scenario.write_text(awkward(14, 8, 3, 4), encoding="utf-8")
        name = "the turnout of everybody and also of those who came lately, in all districts of the hills"
        inputs = [f"{{change: turnout, where: {{faction: {f}}}, over: times, name: '{name} {i}'"
                  for i, f in enumerate(["everybody", "those who came lately"])]
        values = "values: [0.001, 0.25, 0.5, 0.75, 1, 1.1, 1.125, 1.2]}"
        self.drawn(self.vary("long.h5", f"[{inputs[0]}, {values}]", scenario), "response")
        both = self.vary("both.h5", f"[{inputs[0]}, {values}, {inputs[1]}, {values}]", scenario)
        self.drawn(both, "response", "heat")

    def test_calls_association_what_it_is(self):
        (text,) = self.drawn(self.first, "association")
        self.assertIn("Association, not cause", text)
        self.assertIn("polling: ", text)

    def test_fits_many_contests_with_long_names(self):
        self.assertEqual(self.draw_awkward("many", 30, 11, 8, 40), ["delegates", "totals", "differences", "swing", "response", "heat", "rounds"])

    def test_fits_a_few_contests_without_slates(self):
        skipped = self.draw_awkward("few", 3, 2, 0, 200)
        self.assertEqual(skipped, ["delegates", "totals", "seats", "differences", "swing", "response", "heat", "rounds"])

    def test_skips_what_one_contest_cannot_show(self):
        skipped = self.draw_awkward("one", 1, 5, 1, 1)
        self.assertEqual(skipped, ["delegates", "totals", "conditional", "differences", "swing", "response", "heat", "rounds"])

    def test_draws_delegates_and_totals(self):
        self.assertEqual(self.draw_awkward("delegates", 7, 6, 2, 4, 3), ["differences", "swing", "response", "heat", "rounds"])
        self.assertEqual(self.draw_awkward("few delegates", 1, 2, 0, 1, 1),
                         ["seats", "conditional", "differences", "swing", "response", "heat", "rounds"])

    def draw_simulated_rounds(self, name):
        """Draws the rounds of a scenario; returns the texts it writes."""
        out = self.folder / name
        results = self.simulate(ROOT / f"scenarios/{name}.yaml", f"{name}.h5")
        done = self.plot(results, "-o", out, "--only", "rounds", "--check-overlap")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assert_pictures(out, ["rounds"])
        return re.findall(r"<!-- (.*?) -->", (out / "rounds.svg").read_text(encoding="utf-8"))

    def test_draws_the_rounds_of_ranked_choice(self):
        texts = self.draw_simulated_rounds("nyc_mayor_2025")
        self.assertFalse([text for text in texts if "\u2026" in text])
        said = " ".join(texts)
        for words in ("ballots are exhausted (", "exhausted, mean", "over the elections that hold"):
            self.assertIn(words, said)
        with h5py.File(self.folder / "nyc_mayor_2025.h5") as file:
            first = file["rounds/standing_mean"][:, 0]
            exhausted, held = file["rounds/exhausted_by_round_mean"][0, 1], file["rounds/reached"][0, 2]
        for number in (f"{100 * first.max():.0f}", f"{100 * exhausted:.1f}%", f"{100 * held:.0f}%"):
            self.assertIn(number, texts)

    def test_fits_rounds_with_long_names(self):
        scenario = self.folder / "ranked.yaml"
        text = awkward(2, 11, 0).replace("count: plurality", "count: {ranked_choice: {ranks: 5}}")
        scenario.write_text(text, encoding="utf-8")
        done = self.plot(self.simulate(scenario, "ranked.h5"), "-o", self.folder / "ranked", "--only", "rounds",
                         "--check-overlap")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assert_pictures(self.folder / "ranked", ["rounds"])

    def test_draws_the_rounds_of_runoffs(self):
        texts = self.draw_simulated_rounds("runoff_example")
        self.assertFalse([text for text in texts if "\u2026" in text])
        said = " ".join(texts)
        self.assertNotIn("xhausted", said)
        with h5py.File(self.folder / "runoff_example.h5") as file:
            held, lost = file["rounds/reached"][:, 1], file["rounds/led_first_but_lost"][:]
        for p, q in zip(held, lost):
            found = re.search(rf"A second round is held in {100 * p:.0f}[.\d]*% of the elections; in"
                              rf" {100 * q / p:.0f}[.\d]*% of those the leader of the first loses it\.", said)
            self.assertTrue(found, said)

    def test_says_what_is_wrong_in_one_line(self):
        out = self.folder / "wrong"
        text = self.folder / "text.h5"
        text.write_text("no results")
        cut = self.folder / "cut.h5"
        cut.write_bytes(self.first.read_bytes()[:50000])
        self.assert_fails(66, "no such file", self.folder / "nothing.h5", "-o", out)
        self.assert_fails(65, "not a results file", text, "-o", out)
        self.assert_fails(65, "not a results file", cut, "-o", out)
        self.assert_fails(65, "a folder", self.folder, "-o", out)
        self.assert_fails(73, "a file, not a folder", self.first, "-o", text)
        self.assert_fails(73, "cannot", self.first, "-o", "/proc", "--only", "win")
        self.assert_fails(2, "did you mean share?", self.first, "-o", out, "--only", "win,shar")
        self.assert_fails(65, "not JSON", "--rounds", self.first, "-o", out)
        self.assertFalse(out.exists())

    def test_refuses_other_versions_of_the_format(self):
        path = self.folder / "newer.h5"
        path.write_bytes(self.first.read_bytes())
        with h5py.File(path, "r+") as file:
            file.attrs["format_version"] = 3
        self.assert_fails(65, "format version 3", path, "-o", self.folder / "newer")

    def test_draws_the_rounds_of_a_count(self):
        tally = {"Ana": "40", "Ben": "35", "Cara": "25"}
        inactive = {"exhaustedChoices": "0"}
        count = {"config": {"contest": "Mayor"}, "results": [
            {"round": 1, "tally": tally, "inactiveBallots": inactive,
             "tallyResults": [{"eliminated": "Cara", "transfers": {"Ben": "20", "exhausted": "5"}}]},
            {"round": 2, "tally": {"Ana": "40", "Ben": "55"}, "inactiveBallots": {"exhaustedChoices": "5"},
             "tallyResults": [{"elected": "Ben", "transfers": {}}]},
        ]}
        path = self.folder / "count.json"
        path.write_text(json.dumps(count))
        out = self.folder / "count"
        done = self.plot("--rounds", path, "-o", out, "--check-overlap")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assert_pictures(out, ["rounds"])


if __name__ == "__main__":
    unittest.main()
