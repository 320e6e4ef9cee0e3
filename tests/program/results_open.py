#!/usr/bin/python3
"""Opens the results of a small run in everything that reads HDF5 or netCDF-4, group by group.

Every axis must come with its name and its labels, whichever group is opened alone.

usage: results_open.py PROGRAM SCENARIO
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import h5py
import numpy
import xarray

OWN = ["labels", "summary", "histograms", "joint", "draws", "tally"]
WHAT_IFS = """what_if:
  young turnout up a fifth: [{change: turnout, where: {age: young}, times: 1.2}]
  née 5 % 'less' (a.b/c): [{change: candidates, contest: Mayor, remove: ana}]
"""
NAMES = ["young turnout up a fifth", "née 5 % 'less' (a.b/c)"]
TREES = ["what_if/" + name.replace("/", "%2F") for name in NAMES]
OF_WHAT_IFS = ["labels", "summary", "histograms", "joint", "tally", "paired"]
GROUPS = ["/", *OWN, *TREES, *(f"{tree}/{group}" for tree in TREES for group in OF_WHAT_IFS)]


def axis_names(dataset):
    return [name for dimension in dataset.dims for name in dimension.keys()]


def check_h5py(path):
    with h5py.File(path) as file:
        assert all(group in file for group in GROUPS)
        assert list(file["world"].asstr()) == NAMES
        assert "draws" not in file[TREES[0]] and "source_text" not in file[TREES[0]]

        def check(name, item):
            if isinstance(item, h5py.Group) or h5py.h5ds.is_scale(item.id):
                return
            names = axis_names(item)
            assert len(names) == item.ndim, f"{name} has unnamed axes"
            for axis, length in zip(names, item.shape):
                assert item.parent[axis].shape == (length,), f"{name}: {axis} has no labels here"
            assert item.attrs["long_name"], name

        file.visititems(check)


def check_xarray(path, engine):
    for group in GROUPS:
        with xarray.open_dataset(path, group=group, engine=engine) as opened:
            data = opened.load()
        assert data.data_vars or group in TREES, f"{engine}: {group} is empty"
        for name, variable in data.data_vars.items():
            for axis in variable.dims:
                assert axis in data.coords, f"{engine}: {group}/{name}: {axis} has no labels"


def check_values(path, summary):
    """Compares what Python reads with what the program prints."""
    wins = xarray.open_dataset(path, group="summary").win
    draws = xarray.open_dataset(path, group="draws")
    both_win = xarray.open_dataset(path, group="joint").both_win
    for contest, about in summary["contests"].items():
        for candidate, numbers in about["candidates"].items():
            label = f"{contest}/{candidate}"
            assert float(wins.sel(candidate=label)) == numbers["win"]["probability"]
            assert both_win.sel(candidate=label, candidate_b=label) == numbers["win"]["probability"]
        shares = draws.share.sel(candidate=[f"{contest}/{c}" for c in about["candidates"]])
        assert numpy.allclose(shares.sum("candidate"), 1, atol=1e-5)
        assert (shares.argmax("candidate") == draws.winner.sel(contest=contest)).mean() > 0.999


def check_what_ifs(path, summary):
    """Compares differences as read from their group with those printed and with the two summaries."""
    base = xarray.open_dataset(path, group="summary").win
    for tree, name in zip(TREES, NAMES):
        paired = xarray.open_dataset(path, group=f"{tree}/paired")
        wins = xarray.open_dataset(path, group=f"{tree}/summary").win
        assert numpy.allclose(wins - base, paired.win_difference, atol=1e-12)
        mayor = summary["what_if"][name]["contests"]["Mayor"]["candidates"]
        for candidate, numbers in mayor.items():
            moved = paired.sel(candidate=f"Mayor/{candidate}")
            assert float(moved.win_difference) == numbers["win"]["difference"]
            assert float(moved.win_standard_error) == numbers["win"]["paired_standard_error"]
            assert float(moved.votes_difference) == numbers["votes_moved"]["mean"]
    gone = xarray.open_dataset(path, group=f"{TREES[1]}/labels").candidate_withdrawn
    assert list(gone.candidate[gone.values.astype(bool)].values) == ["Mayor/ana"]


def check_text(path, scenario):
    root = xarray.open_dataset(path)
    assert root.source_text.values[0] == pathlib.Path(scenario).read_text()
    dump = subprocess.run(["ncdump", "-h", path], check=True, capture_output=True, text=True)
    for group in [*OWN, "what_if", "paired", "young\\ turnout\\ up\\ a\\ fifth"]:
        assert f"group: {group} {{" in dump.stdout, group


def main():
    program, scenario = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/small.h5"
        what_ifs = f"{folder}/what_ifs.yaml"
        pathlib.Path(what_ifs).write_text(WHAT_IFS)
        run = [program, "run", scenario, "--what-if", what_ifs, "-o", path, "--elections", "20000",
               "--quiet", "--json"]
        summary = json.loads(subprocess.run(run, check=True, capture_output=True).stdout)
        show = subprocess.run([program, "show", path, "--json"], check=True, capture_output=True)
        del summary["timing"]
        assert json.loads(show.stdout) == summary
        check_h5py(path)
        for engine in ["netcdf4", "h5netcdf", None]:
            check_xarray(path, engine)
        check_values(path, summary)
        check_what_ifs(path, summary)
        check_text(path, scenario)


if __name__ == "__main__":
    main()
