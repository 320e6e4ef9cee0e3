#!/usr/bin/python3
"""Holds what `hustings draft` writes of the recipes against the scenarios that are shipped, and one more
in tests/regression/drafted, byte by byte: the same on every machine, compiler and build.
HUSTINGS_UPDATE=1 writes them anew.

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
SCENARIOS = ROOT / "scenarios"
DRAFTED = {"ny_08_2026": ROOT / "tests/regression/drafted", "ny_house_2026": SCENARIOS,
           "nyc_mayor_2025": SCENARIOS, "super_tuesday_2020": SCENARIOS}
PROGRAM = "hustings"


def draft(recipe, folder):
    subprocess.run([PROGRAM, "draft", str(ROOT / f"scenarios/recipes/{recipe}.yaml"), "-o",
                    str(folder), "--quiet", "--force"], check=True)


class Loader(yaml.SafeLoader):
    """Takes a bare 2026-06-23 for the text that it is."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}


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

    def test_are_the_same_bytes_everywhere(self):
        for recipe, shipped in DRAFTED.items():
            if os.environ.get("HUSTINGS_UPDATE"):
                draft(recipe, shipped)
            with self.subTest(recipe), tempfile.TemporaryDirectory() as name:
                folder = pathlib.Path(name)
                draft(recipe, folder)
                made = sorted(p.relative_to(folder) for p in folder.rglob("*") if p.is_file())
                self.assertGreaterEqual(len(made), 5)
                for path in made:
                    self.assertEqual((folder / path).read_bytes(), (shipped / path).read_bytes(),
                                     f"{path}: not what the recipe makes; draft it anew")


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
