#!/usr/bin/python3
"""Holds what `hustings draft` writes against the drafts in tests/regression/drafted, byte by byte: the
same on every machine, compiler and build. HUSTINGS_UPDATE=1 writes them anew.

usage: drafts_test.py PROGRAM [unittest options]
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
DRAFTED = ROOT / "tests/regression/drafted"
RECIPES = ("ny_08_2026",)
# By the laws that the shipped scenario was made with: tables are held by the tests of the language.
SHIPPED = ("ny_house_2026", "super_tuesday_2020")
PROGRAM = "hustings"


def draft(recipe, folder):
    subprocess.run([PROGRAM, "draft", str(ROOT / f"scenarios/recipes/{recipe}.yaml"), "-o",
                    str(folder), "--quiet", "--force"], check=True)


class Loader(yaml.SafeLoader):
    """Takes a bare 2026-06-23 for the text that it is."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def scenario_of(path):
    """Returns a scenario, its lists by id and without notes, sizes to two decimals."""
    scenario = yaml.safe_load(path.read_text(encoding="utf-8"))
    for key in ("contests", "effects", "totals"):
        scenario[key] = {item["id"]: {of: value for of, value in item.items()
                                      if not of.startswith("x-")}
                         for item in scenario.get(key, [])}
    for contest in scenario["contests"].values():
        contest["districts"] = sorted(contest["districts"])
    for effect in scenario["effects"].values():
        for load in effect.get("loads", []):
            load["sd"] = round(load["sd"], 2)
    return scenario


class Drafts(unittest.TestCase):
    def test_schema_takes_the_shipped_recipes_and_no_slip(self):
        schema = json.loads(subprocess.run([PROGRAM, "schema", "--recipe"], check=True,
                                           stdout=subprocess.PIPE).stdout)
        recipes = sorted((ROOT / "scenarios/recipes").glob("*.yaml"))
        self.assertNotEqual(recipes, [])
        for path in recipes:
            with self.subTest(path.name):
                recipe = yaml.load(path.read_text(encoding="utf-8"), Loader)
                jsonschema.validate(recipe, schema)
                for slip in ({**recipe, "placs": 1}, {**recipe, "contests": []},
                             {key: recipe[key] for key in recipe if key != "turnout"}):
                    with self.assertRaises(jsonschema.ValidationError):
                        jsonschema.validate(slip, schema)

    def test_say_all_that_the_shipped_scenarios_say(self):
        for recipe in SHIPPED:
            with self.subTest(recipe), tempfile.TemporaryDirectory() as folder:
                draft(recipe, folder)
                made, shipped = (scenario_of(pathlib.Path(of) / f"{recipe}.yaml")
                                 for of in (folder, ROOT / "scenarios"))
                self.assertEqual(made.keys(), shipped.keys())
                for key in made:
                    self.assertEqual(made[key], shipped[key])

    def test_are_the_same_bytes_everywhere(self):
        for recipe in RECIPES:
            if os.environ.get("HUSTINGS_UPDATE"):
                draft(recipe, DRAFTED)
            with self.subTest(recipe), tempfile.TemporaryDirectory() as name:
                folder = pathlib.Path(name)
                draft(recipe, folder)
                made = sorted(p.relative_to(folder) for p in folder.rglob("*") if p.is_file())
                self.assertGreaterEqual(len(made), 5)
                for path in made:
                    self.assertEqual((folder / path).read_bytes(), (DRAFTED / path).read_bytes(),
                                     f"{path}: not what the recipe makes; draft it anew")


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
