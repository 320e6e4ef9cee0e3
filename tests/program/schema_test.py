#!/usr/bin/python3
"""Holds the JSON Schema of scenarios against the reader: what a schema can say, both say alike.

Small scenarios (tests/schema/) are changed at every place that the schema speaks of, in every way
that might matter there. Python's jsonschema judges the result as a reader of YAML 1.2 sees it, and
`hustings validate` the same text. With HUSTINGS_EVERY_RULE set, every single rule of the schema is then
taken out: some input must notice, or the comparison proves nothing of that rule.

usage: schema_test.py PROGRAM [unittest options]
"""

import copy
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests/schema"
PROGRAM = "hustings"

# Problems that no schema knows of: they join two places, or hang on how a text is written.
BEYOND = re.compile("|".join((
    r"there is no \w+ '", "has no candidate", "does not exist", "listed twice", "joined twice",
    "given twice", "do not endorse", "nothing has ", "no universe, district or candidate has",
    "no universe lies in", "no support ", "shares? (add|leave)", "is missing from", "a second 'rest'",
    "the share of '", "cannot matter", "by candidate$", "has no contest", "to be (drawn|moved) by",
    "everybody would win", "registered voters", "nothing here would", "no strength here",
    r"expected .*, found ", "quote is not closed",
    "low end", "has sd", "not a text in quotes", r"must be .*[0-9]_[0-9]+$",
    "is a law of", "of more than 5 ranks", "lengths", "tag can be called", "data about persons",
    r"'(times|plus|log_odds|log_support|sd|strength)' must be ", "must be larger", "is not below",
    "is of a candidate who", "a candidate who is added needs", "is a counting rule, not",
    "there is no counting rule", "it must be a map of candidates",
    "the number of points", "has the points of", "needs `points`", "other than a grid", "more than 4096",
    "would (be|have)", "leaves? ", "belongs", "cannot read '", "no effect can be drawn by",
    "cannot be grouped by", "in no universe that this matches", "no district votes", "is given$",
    "no effect by candidate moves", "parts add up to", "by length add up to", "alone exceed",
    "no counting rule is named", "which this does not name", "cannot reach", "awards? no delegates", "is no candidate", "no candidate is named", "two probabilities",
    "not be larger", "has no row for", "has no delegates", "nobody can have", "has no recount", "it must say 'share'", "file name",
    "does not go with mode", "is not a day$", "needs 'attempts'", "no faction or tag value of", "are estimates:",
    "is over budget", "cannot carry over", "may not spend in", "says what `times`", "is less than 'least'",
    "counts in no universe", "reaches no contest with", "needs 'followers'", "with equally many keys",
    "moves support, not turnout", "has an sd of", "is more than 'most'", "that hangs up (falls|rises)", "is before the campaign", "reaches nobody", "days add up",
    "a programme of mode \\w+ needs", "'rate' is missing", "exclude each other", "is no channel, mode or programme",
    "moves neither turnout nor support", "word takes off", "cannot lose", ": it has no ", "captains are more than",
    "(channel|programme) '\\w+': universe", "must name contest/candidate", "moves roll-off", "(a day|a length in seconds) must be",
    "responded of", "the table has", "its carry has no error", "no law of log-odds", "spreads to nobody", "nothing spreads",
    "grows without end", "it has no candidate", "no money passes", "is after the campaign",
    "has no limit of", "shock '\\w+': (nobody|it (follows|begins|moves nobody:))", "its answer comes after", "its yield says nothing", "is raised above plan", "nobody answers shock", "has its least last", "it does nothing: neither",
    "'exposure' is missing", "it moves nobody who sees it", "no broadcast is on channel", "in more than 63 versions",
    "is off by an earlier change", "are believed to have withdrawn", "no other shock is in group", "cannot happen",
    "uses channel", "points are above 0", "are less than one", "people in all",
    "names nobody", "meets nobody", "'(at|sd)' is missing")))

# Rules that others of the same place say again.
SAID_TWICE = re.compile("/over: enum|: required \\['change'\\]")
# Places that one kind of design has and another has not.
OF_A_GRID = re.compile("/vary/anyOf/1/properties/inputs/items/properties/(values|points)")
# Beyond the range of what doubles hold exactly, or so large that no input goes there.
FAR = 10**10


# --- YAML as text, and as the values that a reader of JSON or of YAML 1.2 sees ---

class Scalar(str):
    """A scalar as it is written, without its quotes."""

    def __new__(cls, text, quoted=False):
        made = super().__new__(cls, text)
        made.quoted = quoted
        return made


def tree_of(text):
    def convert(node):
        if isinstance(node, yaml.MappingNode):
            return {key.value: convert(value) for key, value in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [convert(item) for item in node.value]
        return Scalar(node.value, node.style is not None)
    return convert(yaml.compose(text, Loader=yaml.SafeLoader))


def written(tree):
    """Writes a tree as YAML in flow style; plain scalars stay plain."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {written(tree[key])}" for key in tree) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(written, tree)) + "]"
    is_plain = re.fullmatch(r"|[\w.+~-][\w ./+<=>\"-]*(?<! )", tree) and not tree.quoted
    return str(tree) if is_plain else json.dumps(tree)


def value_of(tree):
    """What YAML 1.2 (core schema) makes of a tree."""
    if isinstance(tree, dict):
        return {str(key): value_of(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [value_of(item) for item in tree]
    if tree.quoted:
        return str(tree)
    if tree in ("", "~", "null", "Null", "NULL"):
        return None
    if tree in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return tree.lower() == "true"
    if re.fullmatch(r"[-+]?[0-9]+", tree):
        return int(tree)
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", tree):
        return float(tree)
    return str(tree)


# --- the schema ---

RULES = {"enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "required",
         "minItems", "maxItems", "minProperties", "maxProperties", "pattern", "maxLength", "dependencies"}


def is_far(rule):
    return any(int(number) >= FAR for number in re.findall(r"imum -?([0-9]+)$", rule))


def printed_schema():
    return subprocess.run([PROGRAM, "schema"], check=True, capture_output=True, text=True).stdout


def inlined(node, schema, pointer=""):
    """Puts definitions where they are named. Each map then knows, as "at", where its rules stand."""
    if isinstance(node, list):
        return [inlined(item, schema, f"{pointer}/{i}") for i, item in enumerate(node)]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        name = node["$ref"].removeprefix("#/definitions/")
        return inlined(schema["definitions"][name], schema, f"/definitions/{name}")
    made = {"at": pointer}
    for key, value in node.items():
        if key in ("properties", "patternProperties"):
            made[key] = {name: inlined(part, schema, f"{pointer}/{key}/{name}")
                         for name, part in value.items()}
        elif key != "definitions":
            made[key] = inlined(value, schema, f"{pointer}/{key}")
    return made


def accepts(schema, value):
    return jsonschema.Draft7Validator(schema).is_valid(value)


def kinds(schema):
    """The alternatives of a place, one for each kind of value."""
    return schema.get("anyOf", [schema])


def map_kind(schema):
    return next((kind for kind in kinds(schema) if kind.get("type") == "object"), {})


def list_kind(schema):
    return next((kind for kind in kinds(schema) if kind.get("type") == "array"), {})


def below(schema, tree):
    """The places directly below one: (schema, step)."""
    if isinstance(tree, dict):
        fields = map_kind(schema)
        for key in tree:
            if not key.startswith("x-"):
                yield fields.get("properties", {}).get(key, fields["additionalProperties"]), key
    elif isinstance(tree, list):
        for i in range(len(tree)):
            yield list_kind(schema)["items"], i


def places(schema, tree, path=(), around=None):
    """Every place of a scenario: (schema, tree, path, the nearest map around: (schema, path))."""
    yield schema, tree, path, around or (schema, path)
    if isinstance(tree, dict):
        around = schema, path
    for part, step in below(schema, tree):
        yield from places(part, tree[step], path + (step,), around)


def parts_of(schema):
    """Every place that a scenario can have."""
    yield schema
    for kind in kinds(schema):
        for part in [*kind.get("properties", {}).values(), kind.get("additionalProperties"),
                     kind.get("items")]:
            if isinstance(part, dict):
                yield from parts_of(part)


def said(part):
    """What a schema says, wherever it stands."""
    if isinstance(part, list):
        return json.dumps([said(item) for item in part])
    if isinstance(part, dict):
        return json.dumps({key: said(value) for key, value in sorted(part.items())
                           if key not in ("at", "description")})
    return json.dumps(part)


def bounds(schema):
    for kind in kinds(schema):
        for rule, beyond in (("minimum", -1), ("exclusiveMinimum", 0), ("maximum", 1),
                             ("exclusiveMaximum", 0)):
            if rule in kind:
                yield Scalar(f"{kind[rule]:.10g}")
                yield Scalar(f"{kind[rule] + beyond:.10g}")


NUMBERS = [Scalar(text) for text in ("5", "0.25", "1_000", "1e3", "2.5e3", "-0.5", "true")]
TEXTS = [Scalar(text) for text in ("a/b", "5", "0.5", "true", "z" * 201)] + [
    Scalar(" z", True), Scalar("z\tz", True), Scalar('z"z', True)]


def scalars_for(schema):
    """Scalars that a place might take for good."""
    yield Scalar("zzz")
    yield Scalar("null")
    for kind in kinds(schema):
        for part in kind.get("allOf", []):
            if part["at"] in ("/definitions/text", "/definitions/name"):
                yield from TEXTS
            elif part["at"].startswith("/definitions/"):
                yield from NUMBERS
        for word in kind.get("enum", []):
            yield Scalar(word, True) if isinstance(word, str) else Scalar(json.dumps(word))


def variants(schema, tree, examples):
    """The tree of a place, changed in every way that might matter there."""
    yield from scalars_for(schema)
    yield from bounds(schema)
    yield []
    yield {}
    if isinstance(tree, list):
        yield tree + tree[:1]
        yield tree[:-1]
        yield tree + [Scalar("zzz")]
        if tree and "maxItems" in list_kind(schema):
            yield tree + tree[:1] * list_kind(schema)["maxItems"]
    if not isinstance(tree, dict):
        return
    for key in tree:
        yield {other: tree[other] for other in tree if other != key}
    for key, example in examples.items():
        if key in tree:
            continue
        yield {**tree, key: example}
        for gone in tree:
            yield {**{other: tree[other] for other in tree if other != gone}, key: example}
    for key, value in (("zzz", Scalar("1")), ("x-zzz", [{}]), ("a/b", Scalar("0.25")), ("", Scalar("1"))):
        yield {**tree, key: value}
    for key in map_kind(schema).get("properties", {}):
        if key not in tree and key not in examples:
            yield {**tree, key: Scalar("1")}
    if map_kind(schema):
        yield {"x-zzz": Scalar("1")}


def replaced(tree, path, part):
    if not path:
        return part
    made = dict(tree) if isinstance(tree, dict) else list(tree)
    made[path[0]] = replaced(tree[path[0]], path[1:], part)
    return made


class Input:
    """A scenario changed at one place, and what the schema says of the map around it."""

    def __init__(self, base, schema, place, around, part):
        self.base, self.place, self.path, self.part = base, schema, place, part
        self.schema, above = around
        self.above = value_of(replaced(self.base_at(above), place[len(above):], part))

    def base_at(self, path):
        tree = self.base
        for step in path:
            tree = tree[step]
        return tree

    def text(self):
        return written(replaced(self.base, self.path, self.part))

    def __str__(self):
        return f"{'.'.join(map(str, self.path))}: {written(self.part)}"


def all_inputs(bases, schema):
    """Inputs for every place of the schema, at the first scenario that has it. `examples` are what
    stands below a place anywhere."""
    found = {}
    examples = {}
    for base in bases:
        for part, tree, path, around in places(schema, base):
            found.setdefault(part["at"], []).append((base, part, tree, path, around))
            if isinstance(tree, dict):
                known = examples.setdefault(part["at"], {})
                for key in tree:
                    if key in map_kind(part).get("properties", {}):
                        known.setdefault(key, tree[key])
    inputs = []
    for at, sites in found.items():
        seen = set()
        for base, part, tree, path, around in sites:
            shape = tuple(tree) if isinstance(tree, dict) else type(tree)
            if shape in seen:
                continue
            seen.add(shape)
            for variant in variants(part, tree, examples.get(at, {})):
                inputs.append(Input(base, part, path, around, variant))
    return inputs


def read_problems(texts):
    """What the reader says of each text: the problems of `hustings validate --json`."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(FOLDER / "data", pathlib.Path(folder) / "data")
        names = [f"{i}.yaml" for i in range(len(texts))]
        for name, text in zip(names, texts):
            (pathlib.Path(folder) / name).write_text(text, encoding="utf-8")
        done = subprocess.run([PROGRAM, "validate", "--json", *names], cwd=folder,
                              capture_output=True, text=True)
        problems = {name: [] for name in names}
        for problem in json.loads(done.stdout):
            if problem["severity"] == "error" and problem["file"] in problems:
                problems[problem["file"]].append(problem["problem"])
    return [problems[name] for name in names]


def base_texts():
    return [path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.yaml"))]


def disagreement(schema_takes, problems):
    """What the two say, where they differ in what a schema can say; None where they agree."""
    if schema_takes:
        told = [problem for problem in problems if not BEYOND.search(problem)]
        return f"only the reader refuses: {told}" if told else None
    return None if problems else "only the schema refuses"


class SchemaAgreesWithReader(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        text = json.loads(printed_schema())
        cls.schema = inlined(text, text)
        cls.bases = [tree_of(text) for text in base_texts()]
        cls.inputs = all_inputs(cls.bases, cls.schema)
        cls.verdicts = [accepts(each.schema, each.above) for each in cls.inputs]

    def test_is_a_schema_of_draft_7(self):
        jsonschema.Draft7Validator.check_schema(json.loads(printed_schema()))

    def test_takes_what_the_reader_takes(self):
        for base, problems in zip(self.bases, read_problems(base_texts())):
            self.assertEqual(problems, [])
            self.assertEqual(list(jsonschema.Draft7Validator(self.schema).iter_errors(value_of(base))), [])
        for path in sorted(ROOT.glob("scenarios/*.yaml")):
            value = value_of(tree_of(path.read_text(encoding="utf-8")))
            errors = list(jsonschema.Draft7Validator(self.schema).iter_errors(value))
            self.assertEqual(errors, [], path.name)

    def test_judges_changed_scenarios_as_the_reader_does(self):
        self.assertGreater(len(self.inputs), 200)
        self.assertGreater(sum(self.verdicts), 200)
        self.assertGreater(len(self.verdicts) - sum(self.verdicts), 200)
        differ = []
        problems = read_problems([each.text() for each in self.inputs])
        for each, verdict, told in zip(self.inputs, self.verdicts, problems):
            difference = disagreement(verdict, told)
            if difference:
                differ.append(f"{each}: {difference}")
        self.assertEqual(differ, [], f"{len(differ)} of {len(self.inputs)} inputs")

    def test_reaches_every_place(self):
        known = {said(part) for base in self.bases for part, *_ in places(self.schema, base)}
        missed = [part["at"] for part in parts_of(self.schema)
                  if said(part) not in known and not OF_A_GRID.search(part["at"])]
        self.assertEqual(missed, [])

    @unittest.skipUnless("HUSTINGS_EVERY_RULE" in os.environ, "takes minutes: scripts/nightly long")
    def test_no_rule_goes_unproved(self):
        """Without any one rule the schema takes some input that it refused."""
        at_place = {}
        for each, verdict in zip(self.inputs, self.verdicts):
            if not verdict:
                at_place.setdefault(id(each.place), (each.place, []))[1].append(each)
        unproved = set()
        proved = set()
        for part, inputs in at_place.values():
            for kind in kinds(part):
                for rule in [name for name in kind if name in RULES]:
                    held = kind.pop(rule)
                    seen = any(accepts(each.schema, each.above) for each in inputs)
                    (proved if seen else unproved).add(f"{part['at']}: {rule} {held}")
                    kind[rule] = held
        self.assertGreater(len(proved), 150)
        self.assertEqual([rule for rule in sorted(unproved - proved)
                          if not SAID_TWICE.search(rule) and not is_far(rule)], [])


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
