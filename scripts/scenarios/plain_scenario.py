"""Read a shipped scenario for the plain simulations: its text, its tables, the sizes of its effects."""

import numpy as np
import yaml

from scenario_files import DATA, SCENARIOS, read_rows


def read_scenario(name):
    return yaml.safe_load((SCENARIOS / f"{name}.yaml").read_text(encoding="utf-8"))


def sizes_of(scenario):
    """Returns the sd of every effect that has one size, by id."""
    return {effect["id"]: effect["sd"] for effect in scenario["effects"] if "sd" in effect}


def loads_of(scenario, effect):
    """Returns the loads of an effect of several sizes; none where there is no such effect."""
    return next((of["loads"] for of in scenario["effects"] if of["id"] == effect), {})


class Support:
    """Mean shares of a scenario's cells, and the sizes of what differs by candidate."""

    def __init__(self, name, scenario):
        self._shares = {(r["contest"], r["candidate"], r.get("district", ""), r["faction"]):
                        float(r["share"]) for r in read_rows(DATA / f"{name}_support.csv")}
        self._polling = {load["where"]["candidate"]: load["sd"]
                         for load in loads_of(scenario, "polling")}
        likeness = loads_of(scenario, "likeness")
        rows = read_rows(SCENARIOS / likeness["table"]) if likeness else []
        self._likeness = {(r["contest"], r["candidate"], r["district"]):
                          likeness["sd"] * float(r["load"]) for r in rows}

    def share(self, contest, candidate, universe):
        """Returns a share by place and faction, else by faction."""
        key, faction = (contest, candidate), universe["faction"]
        by_faction = self._shares.get((*key, "", faction))
        return self._shares.get((*key, universe["district"], faction), by_faction)

    def shares(self, contest, candidates, universes):
        return np.array([[self.share(contest, candidate, u) for candidate in candidates]
                         for u in universes])

    def polling(self, contest, candidates):
        return np.array([self._polling[f"{contest}/{candidate}"] for candidate in candidates])

    def likeness(self, contest, candidates, universes):
        """Returns the size of `likeness` in every universe, universes x candidates."""
        return np.array([[self._likeness.get((contest, candidate, u["district"]), 0.0)
                          for candidate in candidates] for u in universes])
