#!/usr/bin/python3
"""Holds the JSON of results against the schema that `hustings schema --results` prints.

Whatever `run`, `show` and `compare` print with `--json` of small runs of the project's scenarios must be as it
says, and what is wrong must not: a key of another name, a number as text, a key that is missing.

usage: results_schema_test.py PROGRAM [unittest options]
"""

import copy
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = "hustings"
# Of each scenario: an event that is met often enough in so few elections, and what-ifs beside its own.
SCENARIOS = {
    "scenarios/first_steps.yaml": ("Mayor/ben wins", """
  young turnout up a fifth: [{change: turnout, where: {age: young}, times: 1.2}]
  née 5 % 'less' (a.b): [{change: candidates, contest: Mayor, remove: ana}]
  one more: [{change: candidates, contest: Mayor, add: zoe, support: {left: 0.1, moderate: 0.1}}]
"""),
    "scenarios/nyc_mayor_2025.yaml": ("mamdani wins", """
  without lander: [{change: candidates, contest: mayor, remove: lander}]
"""),
    "scenarios/super_tuesday_2020.yaml": ("biden wins most states", """
  more vote: [{change: turnout, where: {faction: latino}, times: 1.1}]
"""),
    "scenarios/runoff_example.yaml": ("the mayor stays", """
  more vote: [{change: turnout, where: {faction: young}, times: 1.1}]
"""),
    "scenarios/unlike_offices.yaml": ("all three", ""),
    "tests/regression/every_feature.yaml": ("two/a wins", ""),
}


def hustings(*arguments):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(f"hustings {arguments}: {done.stderr}")
    return done.stdout


class ResultsSchema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.schema = json.loads(hustings("schema", "--results"))
        jsonschema.Draft7Validator.check_schema(cls.schema)
        cls.validator = jsonschema.Draft7Validator(cls.schema)
        cls.printed = {}
        for name, (event, what_ifs) in SCENARIOS.items():
            file = cls.folder / pathlib.Path(name).with_suffix(".h5").name
            changed = ["--what-if", cls.written(what_ifs)] if what_ifs else []
            cls.printed[f"run {name}"] = hustings(
                "run", ROOT / name, "-o", file, "--elections", 3000, "--swing", "--json", "--quiet",
                "--set", "output.votes=true",
                *changed)
            cls.printed[f"show {name}"] = hustings("show", file, "--json")
            cls.printed[f"show {name} --given"] = hustings(
                "show", file, "--json", "--given", event, "--fewest", 300)
            cls.printed[f"show {name} --given --stored"] = hustings(
                "show", cls.stored(name), "--json", "--given", event, "--stored", "--fewest", 250)
        first = ROOT / "scenarios/first_steps.yaml"
        other = cls.folder / "other.h5"
        hustings("run", first, "-o", other, "--elections", 3000, "--seed", 8, "--quiet")
        for second in (cls.folder / "first_steps.h5", other):
            cls.printed[f"compare {second.name}"] = hustings("compare", first, second, "--json", "--quiet")
        points = cls.folder / "points.h5"
        hustings("vary", first, "-o", points, "--elections", 500, "--quiet", "--set",
                 "vary=[{change: turnout, over: times, values: [0.9, 1.1]}]")
        cls.printed["show points.h5"] = hustings("show", points, "--json")
        counted = cls.folder / "counted.csv"
        counted.write_text("contest,district,candidate,votes\n"
                           "Mayor,Harbor,ana,6100\nMayor,Harbor,ben,4300\nMayor,Harbor,cleo,2300\n")
        posterior = cls.folder / "first.posterior.h5"
        hustings("calibrate", first, "--results", counted, "-o", posterior, "--elections", 8000, "--quiet")
        cls.printed["run --posterior"] = hustings(
            "run", first, "--posterior", posterior, "-o", cls.folder / "after.h5", "--json", "--quiet")
        cls.printed["run --programmes"] = hustings(
            "run", ROOT / "scenarios/first_programme.yaml", "--programmes", "-o", cls.folder / "worth.h5",
            "--set", "slates={reform: [Mayor/ana]}", "--set", "channels={tv: {}}", "--set",
            "shocks=[{id: lie, probability: 0.1, hours_before_close: 9, against: Mayor/ana, "
            "exposure: {tv: 0.1}, effect: withdrawn}]",
            "--elections", 3000, "--json", "--quiet")
        cls.first = json.loads(cls.printed["run scenarios/first_steps.yaml"])

    @classmethod
    def written(cls, what_ifs):
        file = cls.folder / "what_ifs.yaml"
        file.write_text("what_if:" + what_ifs, encoding="utf-8")
        return file

    @classmethod
    def stored(cls, name):
        """A run whose elections are all stored."""
        file = cls.folder / f"{pathlib.Path(name).stem}_stored.h5"
        hustings("run", ROOT / name, "-o", file, "--elections", 2000, "--set", "output.draws=2000",
                 "--quiet")
        return file

    def errors(self, results):
        return [f"{error.json_path}: {error.message[:200]}"
                for error in self.validator.iter_errors(results)]

    def assert_refused(self, place, change):
        """Changes the first run's JSON at a place, which the schema must name."""
        results = copy.deepcopy(self.first)
        holder = results
        for step in place:
            holder = holder[step]
        change(holder)
        found = [list(error.absolute_path)[:len(place)] for error in self.validator.iter_errors(results)]
        self.assertTrue(found)
        self.assertEqual([each for each in found if each != place], [])

    def test_takes_what_run_show_and_compare_print(self):
        self.assertEqual(len(self.printed), 4 * len(SCENARIOS) + 5)
        for name, paired in (("first_steps", True), ("other", False)):
            self.assertIs(json.loads(self.printed[f"compare {name}.h5"])["paired"], paired)
        for command, text in self.printed.items():
            with self.subTest(command):
                self.assertEqual(self.errors(json.loads(text)), [])

    def test_knows_no_key_that_nothing_prints(self):
        """Every key of the schema stands in the JSON of some run."""
        printed = [json.loads(text) for text in self.printed.values()]
        unseen = []

        def look(part, values, at):
            if "$ref" in part:
                part = self.schema["definitions"][part["$ref"].split("/")[-1]]
            if not values:
                unseen.append(at)
                return
            if part.get("additionalProperties") is False and "mean" in part["properties"]:
                return
            if "probability" in part.get("properties", {}):
                return
            for key, inner in part.get("properties", {}).items():
                look(inner, [value[key] for value in values if key in value], f"{at}.{key}")
            if isinstance(part.get("additionalProperties"), dict):
                look(part["additionalProperties"],
                     [inner for value in values for inner in value.values()], f"{at}.*")
            if "items" in part:
                look(part["items"], [inner for value in values for inner in value], f"{at}[]")

        look(self.schema, printed, "")
        self.assertEqual(unseen, [])

    def test_refuses_a_key_of_another_name(self):
        def rename(old, new):
            def change(holder):
                holder[new] = holder.pop(old)
            return change

        ana = ["contests", "Mayor", "candidates", "ana"]
        self.assert_refused(ana, rename("win", "wins"))
        self.assert_refused([], rename("slates", "tickets"))
        self.assert_refused(["what_if", "one more"], rename("events", "event"))
        self.assert_refused([*ana, "share", "quantiles"], rename("0.5", "median"))

    def test_refuses_a_number_as_text(self):
        def as_text(key):
            def change(holder):
                holder[key] = str(holder[key])
            return change

        self.assert_refused(["contests", "Mayor", "candidates", "ana", "win"], as_text("probability"))
        self.assert_refused(["what_if", "one more", "events", "split night"], as_text("difference"))
        self.assert_refused(["slates", "reformers", "wins"], as_text(0))
        self.assert_refused(["pairs", "both_win", 0], as_text(0))
        self.assert_refused([], as_text("elections"))

    def test_refuses_a_key_that_is_missing(self):
        def without(key):
            return lambda holder: holder.pop(key)

        self.assert_refused([], without("digest"))
        compared = json.loads(self.printed["compare other.h5"])
        for key in ("paired", "what_if"):
            self.assertNotEqual(self.errors({k: v for k, v in compared.items() if k != key}), [])
        self.assert_refused(["contests", "Mayor", "candidates", "ana"], without("win"))
        self.assert_refused(["contests", "Mayor", "candidates", "ana", "share"], without("mean"))
        self.assert_refused(["swing", "Mayor/ana", 0], without("per_point"))
        self.assert_refused(["what_if", "one more"], without("contests"))


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
