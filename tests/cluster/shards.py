"""What the tests of the engines share: a run in shards, who simulates which, and the bytes of one run."""

import fcntl
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts/cluster"
SCENARIO = ROOT / "scenarios/first_steps.yaml"
N = 4
SHARD_SECONDS = 0.6  # of user time that a shard takes, so that it can be killed on its way


def wait_until(holds, what, seconds=120):
    """Waits until it is so; what it was then."""
    end = time.monotonic() + seconds
    while not (held := holds()):
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not after {seconds} s")
        time.sleep(0.02)
    return held


def elections_for(program, seconds):
    """Elections of first_steps.yaml that take so long on one thread here, of whole blocks."""
    few = 1 << 20
    with tempfile.TemporaryDirectory() as folder:
        before = os.times().children_user
        subprocess.run([program, "run", SCENARIO, "--elections", str(few), "--quiet", "--threads", "1",
                        "--output", f"{folder}/few.h5"], check=True)
        taken = os.times().children_user - before
    return max(1, round(seconds / taken * few / 4096)) * 4096


class Shards(unittest.TestCase):
    """A folder with a scenario, and a run of it as one process, with which the shards are compared."""

    program = "hustings"
    one_run = None

    @classmethod
    def setUpClass(cls):
        if not Shards.one_run:
            Shards.simulate_one_run()

    @classmethod
    def simulate_one_run(cls):
        cls.of_all = tempfile.TemporaryDirectory()
        unittest.addModuleCleanup(cls.of_all.cleanup)
        elections = elections_for(cls.program, N * SHARD_SECONDS)
        cls.options = ["--elections", str(elections), "--seed", "5"]
        cls.one_run = pathlib.Path(cls.of_all.name) / "one.h5"
        shutil.copy(SCENARIO, cls.one_run.with_name("s.yaml"))
        subprocess.run([cls.program, "run", "s.yaml", *cls.options, "--quiet", "--output", cls.one_run],
                       check=True, cwd=cls.of_all.name)

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="night's ")  # a name that has to be quoted
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        shutil.copy(SCENARIO, self.folder / "s.yaml")
        self.environment = dict(os.environ, HUSTINGS=self.program)

    def words(self, script, n=N, file="all.h5", options=None):
        return [SCRIPTS / script, "s.yaml", str(n), file,
                *(self.options + ["--every", "0.1s"] if options is None else options)]

    def start(self, *words):
        return subprocess.Popen(words, cwd=self.folder, env=self.environment, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def finish(self, running):
        out, err = running.communicate()
        return running.returncode, out.strip(), err.strip()

    def line(self, *words, **changes):
        """Exit code of a line and what it says, output and errors."""
        return self.finish(self.start(*self.words(*words, **changes)))

    def simulating(self, shard, file="all.h5"):
        """The process that simulates a shard and has kept some of it; nothing while there is none."""
        kept = self.folder / f"{file}.parts/checkpoint-{shard}"
        if not list(kept.glob("part-*.h5")):
            return None
        try:
            number = int((kept / "lock").read_text().split()[0])
            os.kill(number, 0)
        except (OSError, ValueError, IndexError):
            return None
        return number

    def wait_for(self, shard):
        return wait_until(lambda: self.simulating(shard), f"shard {shard} has kept something")

    def check_file(self, file="all.h5"):
        self.assertEqual((self.folder / file).read_bytes(), self.one_run.read_bytes())

    def check_refused(self, code, why, script, **changes):
        """It ends with the code and one line, and leaves no results."""
        ended, out, err = self.line(script, **changes)
        self.assertEqual((ended, out), (code, ""), err)
        self.assertRegex(err, why)
        self.assertNotIn("\n", err)
        self.assertFalse((self.folder / changes.get("file", "all.h5")).exists())

    def check_in_use(self, script):
        """Another line that works in the folder is not disturbed."""
        (self.folder / "all.h5.parts").mkdir()
        with (self.folder / "all.h5.parts/lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.check_refused(73, "all.h5.parts is in use", script)

    def check_bad_input(self, script):
        """What every engine refuses before it begins."""
        code, _, err = self.finish(self.start(SCRIPTS / script, "s.yaml", "4"))
        self.assertEqual((code, err.split(": ", 1)[1]), (2, "what is asked for: SCENARIO N FILE [OPTIONS OF run]"))
        self.check_refused(73, "there is no folder for none/all.h5", script, file="none/all.h5")
        self.check_refused(2, "'none' is no number of shards", script, n="none")
        self.check_refused(65, "at most 3 shards", script, options=["--elections", "10_000"])
        self.check_refused(66, "cannot be read|no such", script, options=["--what-if", "none.yaml"])
        self.check_refused(2, "--sede", script, options=["--sede", "7"])
        self.environment["HUSTINGS"] = "/none/hustings"
        self.check_refused(127, "no program '/none/hustings'", script)
        self.environment["HUSTINGS"] = self.program
        (self.folder / "all.h5.parts").mkdir(exist_ok=True)
        (self.folder / "all.h5.parts/asked").write_text("a\0b\0")
        self.check_refused(73, "holds something else: a b", script)
        shutil.rmtree(self.folder / "all.h5.parts")
