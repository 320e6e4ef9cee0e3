"""Read a shipped scenario for the plain simulations: its text, and the sizes of its effects."""

import yaml

from scenario_files import SCENARIOS


def read_scenario(name):
    return yaml.safe_load((SCENARIOS / f"{name}.yaml").read_text(encoding="utf-8"))


def sizes_of(scenario):
    """Returns the sd of every effect that has one size, by id."""
    return {effect["id"]: effect["sd"] for effect in scenario["effects"] if "sd" in effect}


def loads_of(scenario, effect):
    """Returns the loads of an effect of several sizes."""
    return next(of["loads"] for of in scenario["effects"] if of["id"] == effect)
