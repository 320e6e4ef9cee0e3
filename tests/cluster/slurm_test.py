#!/usr/bin/python3
"""Simulates runs in shards by a real Slurm, started here: tasks killed, requeued, cancelled, merges that
cannot be; compares the file with that of one run.

usage: slurm_test.py PROGRAM [unittest options]
"""

import os
import pathlib
import re
import signal
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))

import slurm  # noqa: E402
from shards import Shards, wait_until  # noqa: E402

FAILS_IN_THE_SECOND = """#!/bin/bash
[[ " $* " != *" --shard 2/"*" --checkpoint /"*"checkpoint-2 "* ]] || exit 74
exec "{program}" "$@"
"""


class SlurmRuns(Shards):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.slurm = cls.enterClassContext(slurm.Slurm(folder.name))

    def setUp(self):
        super().setUp()
        self.environment = dict(self.slurm.environment, HUSTINGS=self.program)

    def submit(self, **changes):
        """The numbers of the array and of the job that merges."""
        code, out, err = self.line("slurm.sh", **changes)
        self.assertEqual((code, err), (0, ""))
        said = re.fullmatch(r"job (\d+) simulates 4 shards, job (\d+) merges them into all.h5", out)
        return said[1], said[2]

    def wait_for_states(self, job, *expected):
        wait_until(lambda: tuple(sorted(self.slurm.states(job).values())) == tuple(sorted(expected)),
                   f"job {job} is {expected}, not {self.slurm.states(job)}")

    def wait_for_end(self, job):
        wait_until(lambda: not {"PENDING", "RUNNING", "COMPLETING"} & set(self.slurm.states(job).values()),
                   f"job {job} is done")

    def wait_for_cancelled(self, merge):
        """A job whose dependency cannot be met any more is cancelled, and soon forgotten."""
        wait_until(lambda: self.slurm.states(merge).get(0, "CANCELLED") == "CANCELLED",
                   f"merge {merge} is cancelled")
        self.assertFalse((self.folder / "all.h5").exists())

    def log(self, shard):
        return (self.folder / f"all.h5.parts/log-{shard}.txt").read_text()

    def go_on(self):
        """The same line again makes the file."""
        _, merge = self.submit()
        self.wait_for_states(merge, "COMPLETED")
        self.check_file()

    def test_nobody_disturbs(self):
        self.go_on()

    def test_killed_tasks_are_requeued_and_go_on(self):
        array, merge = self.submit()
        self.check_refused(73, f"all.h5.parts is in use by Slurm's job {array}", "slurm.sh")
        for shard in (1, 2):
            os.kill(self.wait_for(shard), signal.SIGKILL)
        self.wait_for_cancelled(merge)
        for shard in (1, 2):
            wait_until(lambda: self.slurm.states(array).get(shard) == "FAILED", f"task {shard} failed")
            self.slurm.ask("scontrol", "requeue", f"{array}_{shard}")
        self.wait_for_states(array, *["COMPLETED"] * 4)
        self.go_on()

    def test_killed_tasks_go_on_by_the_same_line(self):
        array, merge = self.submit()
        for shard in (1, 2):
            os.kill(self.wait_for(shard), signal.SIGKILL)
        self.wait_for_cancelled(merge)
        self.wait_for_end(array)
        self.go_on()

    def test_a_task_requeued_while_it_runs_goes_on_and_all_is_merged(self):
        array, merge = self.submit()
        self.wait_for(1)
        self.slurm.ask("scontrol", "requeue", f"{array}_1")
        self.wait_for_states(merge, "COMPLETED")
        self.assertIn("interrupted at ", self.log(1))
        self.check_file()

    def test_cancelled_tasks_keep_what_they_have(self):
        array, merge = self.submit()
        self.wait_for(1)
        self.slurm.ask("scancel", array)
        self.wait_for_end(array)
        self.wait_for_cancelled(merge)
        self.assertRegex(self.log(1), r"interrupted at \d+ %; go on with: ")
        self.go_on()

    def test_a_task_that_fails_cancels_the_merge(self):
        program = self.folder / "hustings"
        program.write_text(FAILS_IN_THE_SECOND.format(program=self.program))
        program.chmod(0o755)
        self.environment["HUSTINGS"] = str(program)
        array, merge = self.submit()
        self.wait_for_cancelled(merge)
        self.wait_for_states(array, "COMPLETED", "COMPLETED", "COMPLETED", "FAILED")

    def test_bad_input_is_told_in_a_line(self):
        self.check_bad_input("slurm.sh")

    def test_what_slurm_refuses_is_told_in_a_line(self):
        self.environment["SBATCH_PARTITION"] = "none"
        self.check_refused(69, "Slurm takes no job: .*Invalid partition", "slurm.sh")

    def test_a_controller_that_is_away_is_told_in_a_line(self):
        conf = (self.slurm.folder / "slurm.conf").read_text()
        away = self.folder / "away.conf"
        away.write_text(re.sub(r"SlurmctldPort=\d+", f"SlurmctldPort={slurm.free_ports(1)[0]}", conf))
        self.environment["SLURM_CONF"] = str(away)
        self.check_refused(69, "Slurm does not answer: ", "slurm.sh")


if __name__ == "__main__":
    if slurm.missing():
        sys.exit(f"slurm_test: {slurm.missing()}")
    Shards.program = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
