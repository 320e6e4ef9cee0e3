#!/usr/bin/python3
"""Kills, interrupts and starves runs with --checkpoint, and goes on with them: the file must come out
the same, byte for byte, as that of a run that nobody disturbed.

usage: checkpoint_test.py PROGRAM [unittest options]

HUSTINGS_KILLS is how many random kills there are (15), HUSTINGS_MOMENTS how many moments of a run get each
signal (2), HUSTINGS_LARGE_MOMENTS how many of each of four large scenarios (0), HUSTINGS_MILLION_MOMENTS how
many of a scenario of a million universes (0), and with HUSTINGS_EVERY_CALL=1 a run is killed at every system
call, not at one in four.
"""

import itertools
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = "hustings"
KILLS = int(os.environ.get("HUSTINGS_KILLS", 15))
MOMENTS = int(os.environ.get("HUSTINGS_MOMENTS", 2))
EVERY_CALL = os.environ.get("HUSTINGS_EVERY_CALL") == "1"
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}
# What publishing and keeping is made of.
CALLS = ["openat", "flock", "mkdir", "ftruncate", "pwrite64", "write", "fsync", "linkat", "renameat2",
         "unlink", "rmdir"]
WHAT_IF = """what_if:
  storm: [{change: turnout, times: 0.8}]
"""
VARY = "vary=[{change: turnout, over: times, values: [0.8, 0.9, 1.1, 1.2]}]"
UNTIL = "elections={at_most: 30_000_000, until: {standard_error: 0.00015, of: Mayor/ana wins}}"
# Commands that simulate; with how many elections they take a second or so.
COMMANDS = {
    "run": ["run", "s.yaml", "--elections", "10_000_000"],
    "swing": ["run", "s.yaml", "--elections", "8_000_000", "--swing"],
    "what-ifs": ["run", "s.yaml", "--elections", "4_000_000", "--what-if", "w.yaml"],
    "all draws": ["run", "s.yaml", "--elections", "8_000_000", "--set", "output.draws=300_000"],
    "until": ["run", "s.yaml", "--set", UNTIL],
    "shard": ["run", "s.yaml", "--elections", "30_000_000", "--shard", "2/3"],
    "vary": ["vary", "s.yaml", "--elections", "2_000_000", "--set", VARY],
}
# Large ones, of which a block takes from 4 ms to a quarter of a second.
LARGE_MOMENTS = int(os.environ.get("HUSTINGS_LARGE_MOMENTS", 0))
MILLION_MOMENTS = int(os.environ.get("HUSTINGS_MILLION_MOMENTS", 0))
LARGE = {
    "ny_house": ["run", "scenarios/ny_house_2026.yaml", "--elections", "400_000", "--swing"],
    "super_tuesday": ["run", "scenarios/super_tuesday_2020.yaml", "--elections", "100_000"],
    "nyc_large": ["run", "scenarios/nyc_large.yaml", "--elections", "30_000"],
    "nyc_large, swing": ["run", "scenarios/nyc_large.yaml", "--elections", "30_000", "--swing"],
}


def strace_works():
    """Whether strace can trace here, and send signals at system calls."""
    try:
        traced = subprocess.run(["strace", "-f", "-e", "inject=fsync:signal=KILL", "true"],
                                capture_output=True)
        return traced.returncode == 0
    except OSError:
        return False


class Checkpoints(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        shutil.copy(ROOT / "scenarios/first_steps.yaml", self.folder / "s.yaml")
        (self.folder / "w.yaml").write_text(WHAT_IF)

    def start(self, *words, **more):
        return subprocess.Popen([PROGRAM, *words], cwd=self.folder, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, **more)

    def hustings(self, *words, code=0):
        running = self.start(*words)
        out, err = running.communicate()
        self.assertEqual(running.returncode, code, err)
        return err

    def kept(self, command, output="r.h5"):
        """A command whose run is kept in c, as often as may be."""
        return [*command, "--quiet", "-o", output, "--checkpoint", "c", "--every", "0.1s", "--resume"]

    def undisturbed(self, command):
        """The bytes of the file that a command makes, and how long it takes."""
        begun = time.monotonic()
        self.hustings(*command, "--quiet", "-o", "whole.h5")
        return (self.folder / "whole.h5").read_bytes(), time.monotonic() - begun

    def parts(self):
        return sorted((self.folder / "c").glob("part-*.h5"))

    def check_end(self, whole, output="r.h5"):
        """The file is there, and nothing else is left."""
        self.assertEqual((self.folder / output).read_bytes(), whole)
        self.assertFalse((self.folder / "c").exists())
        self.assertEqual(list(self.folder.glob(".hustings-*")), [])
        (self.folder / output).unlink()

    def interrupt(self, command, after, sent=signal.SIGINT):
        """Sends a signal after a while. Returns what was said, or nothing where the run was done."""
        running = self.start(*command)
        time.sleep(after)
        running.send_signal(sent)
        out, err = running.communicate()
        if running.returncode == 0:
            return None
        self.assertEqual((running.returncode, out), (CODES[sent], ""), err)
        return err.splitlines()[-1]

    def interrupt_in_rounds(self, command):
        """Interrupts a run once it has kept a part. Returns what was said."""
        running = self.start(*command)
        while running.poll() is None and not self.parts():
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        err = running.communicate()[1]
        self.assertEqual(running.returncode, 130, err)
        return err

    def test_interrupted_and_gone_on_with(self):
        for name, command in COMMANDS.items():
            with self.subTest(name):
                whole, _ = self.undisturbed(command)
                said = self.interrupt_in_rounds(self.kept(command))
                self.assertRegex(said, r"^hustings: interrupted at \d+ %; go on with: ")
                line = said.split("go on with: ")[1]
                subprocess.run(line, shell=True, cwd=self.folder, check=True)
                self.check_end(whole)
                (self.folder / "whole.h5").unlink()

    def test_check_is_gone_on_with(self):
        command = ["check", "s.yaml", "--elections", "10_000_000", "--json", "--set",
                   "expect=[{win: Mayor/ana, between: [0.1, 0.9]}]"]
        running = self.start(*command)
        whole = running.communicate()[0]
        kept = [*command, "--quiet", "--checkpoint", "c", "--every", "0.1s"]
        self.interrupt_in_rounds(kept)
        running = self.start(*kept, "--resume")
        self.assertEqual(running.communicate()[0], whole)
        self.assertEqual(running.returncode, 0)
        self.assertFalse((self.folder / "c").exists())

    def test_killed_at_any_moment(self):
        command = COMMANDS["run"]
        whole, seconds = self.undisturbed(command)
        rng = random.Random(1)
        killed = 0
        while killed < KILLS:
            running = self.start(*self.kept(command))
            time.sleep(rng.uniform(0, 1.2 * seconds))
            running.kill()
            running.communicate()
            if (self.folder / "r.h5").exists():  # done, and perhaps the folder is not yet removed
                self.assertEqual((self.folder / "r.h5").read_bytes(), whole)
                (self.folder / "r.h5").unlink()
                shutil.rmtree(self.folder / "c", ignore_errors=True)
                continue
            killed += 1
            self.assertFalse((self.folder / "c/damaged").exists())
        self.hustings(*self.kept(command))
        self.check_end(whole)

    def saved_blocks(self):
        """The first blocks of the parts that are kept."""
        return {int(part.name.split("-")[1]) for part in self.parts()}

    def test_what_is_kept_is_never_lost_again(self):
        """Every kill leaves at least the parts that were there before it."""
        command = self.kept(["run", "s.yaml", "--elections", "200_000_000"])
        rng = random.Random(2)
        before = set()
        for _ in range(5):
            running = self.start(*command)
            time.sleep(rng.uniform(0.2, 0.8))
            running.kill()
            running.communicate()
            self.assertLessEqual(before, self.saved_blocks())
            before = self.saved_blocks()
        self.assertGreater(len(before), 1)

    def killed_at(self, call, when, command):
        """Kills a command at a system call; False where it ends before."""
        traced = subprocess.run(["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e",
                                 f"inject={call}:signal=KILL:when={when}", PROGRAM, *command],
                                cwd=self.folder, capture_output=True, text=True)
        self.assertIn(traced.returncode, (0, -signal.SIGKILL, 128 + signal.SIGKILL), traced.stderr)
        return traced.returncode != 0

    def test_killed_at_system_calls(self):
        """Both while a run begins and while one that was interrupted goes on."""
        if not strace_works():
            self.skipTest("strace cannot trace here")
        command = ["run", "s.yaml", "--elections", "40_000"]
        whole, _ = self.undisturbed(command)
        self.hustings("run", "s.yaml", "--elections", "40_000", "--blocks", "0-3", "--quiet", "-o", "x.h5",
                      "--checkpoint", "begun", "--keep-checkpoint")
        n = 0
        for call, is_begun in itertools.product(CALLS, (False, True)):
            for when in itertools.count(1):
                if not EVERY_CALL and (n := n + 1) % 4 != 0 and when > 1:
                    if when > 60:
                        break
                    continue
                shutil.rmtree(self.folder / "c", ignore_errors=True)
                (self.folder / "r.h5").unlink(missing_ok=True)
                if is_begun:
                    shutil.copytree(self.folder / "begun", self.folder / "c")
                with self.subTest(call=call, when=when, is_begun=is_begun):
                    if not self.killed_at(call, when, self.kept(command)):
                        break
                    if not (self.folder / "r.h5").exists():
                        self.hustings(*self.kept(command))
                        self.assertFalse((self.folder / "c").exists())
                    self.assertEqual((self.folder / "r.h5").read_bytes(), whole)
                    self.assertEqual(list(self.folder.glob(".hustings-*")), [])

    def test_signals_at_any_moment(self):
        whole, seconds = self.undisturbed(COMMANDS["run"])
        moments = [seconds * (i + 0.5) / MOMENTS for i in range(MOMENTS)]
        for sent, after in itertools.product(CODES, moments):
            with self.subTest(sent=sent, after=after):
                said = self.interrupt(self.kept(COMMANDS["run"]), after, sent)
                early = ("nothing written", "before it simulated anything")
                if said is not None and not any(words in said for words in early):
                    self.assertRegex(said, r"^hustings: interrupted at \d+ %; go on with: ")
                if said is not None:
                    self.hustings(*self.kept(COMMANDS["run"]))
                self.check_end(whole)

    def test_signals_in_large_scenarios(self):
        """Tells the longest time from a signal to the end of the program."""
        if LARGE_MOMENTS == 0:
            self.skipTest("takes long")
        longest = {}
        for name, command in LARGE.items():
            command = [str(ROOT / word) if word.endswith(".yaml") else word for word in command]
            whole, seconds = self.undisturbed(command)
            (self.folder / "whole.h5").unlink()
            for i in range(LARGE_MOMENTS):
                running = self.start(*self.kept(command))
                time.sleep(seconds * (i + 0.5) / LARGE_MOMENTS)
                running.send_signal(signal.SIGTERM)
                begun = time.monotonic()
                out, err = running.communicate()
                with self.subTest(name=name, moment=i):
                    self.assertIn(running.returncode, (0, 143), err)
                    longest[name] = max(longest.get(name, 0), time.monotonic() - begun)
                    if running.returncode != 0:
                        self.assertEqual(list(self.folder.glob("*.h5")), [])
                        if i % 10 == 0:
                            self.hustings(*self.kept(command))
                            self.check_end(whole)
                            continue
                    shutil.rmtree(self.folder / "c", ignore_errors=True)
                    (self.folder / "r.h5").unlink(missing_ok=True)
        print("longest from SIGTERM to the end [s]:", longest, file=sys.stderr)

    def test_signals_among_a_million_universes(self):
        """A block of them takes seconds: it is left unfinished. A run goes on from what was kept."""
        if MILLION_MOMENTS == 0:
            self.skipTest("takes minutes")
        subprocess.run([ROOT / "scripts/make_w.py", "-o", self.folder / "w", "--contests", "20", "--cells",
                        "50000", "--candidates", "2"], check=True)
        command = ["run", "w/w.yaml", "--elections", "16_384", "--set", "output.draws=0"]
        whole, seconds = self.undisturbed(command)
        ends = []
        for i in range(MILLION_MOMENTS):
            running = self.start(*self.kept(command))
            time.sleep(seconds * (i + 0.5) / MILLION_MOMENTS)
            running.send_signal(signal.SIGINT)
            begun = time.monotonic()
            err = running.communicate()[1]
            ends.append(round(time.monotonic() - begun, 2))
            self.assertIn(running.returncode, (0, 130), err)
            if running.returncode == 0:
                self.check_end(whole)
        if not (self.folder / "r.h5").exists():
            self.hustings(*self.kept(command))
        self.check_end(whole)
        print("from SIGINT to the end, of a million universes [s]:", ends, file=sys.stderr)

    def waits_for_signals(self, running):
        """Waits until a program has its handlers."""
        status = pathlib.Path(f"/proc/{running.pid}/status")
        caught = 0
        while not caught & 1 << (signal.SIGTERM - 1):
            self.assertIsNone(running.poll())
            line = next(line for line in status.read_text().splitlines() if line.startswith("SigCgt"))
            caught = int(line.split()[1], 16)

    def test_a_second_signal_ends_at_once(self):
        """A signal that is remembered is not the end of a program that is stopped; a second one is."""
        running = self.start("run", "s.yaml", "--elections", "1e12", "-o", "r.h5")
        self.waits_for_signals(running)
        running.send_signal(signal.SIGSTOP)
        running.send_signal(signal.SIGTERM)
        running.send_signal(signal.SIGINT)
        running.send_signal(signal.SIGCONT)
        running.communicate()
        self.assertIn(running.returncode, (130, 143, -signal.SIGINT, -signal.SIGTERM))

    def test_what_is_ignored_at_the_start_stays_so(self):
        def ignore():
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGHUP, signal.SIG_IGN)

        running = self.start("run", "s.yaml", "--elections", "1e12", "-o", "r.h5", preexec_fn=ignore)
        self.waits_for_signals(running)
        running.send_signal(signal.SIGINT)
        running.send_signal(signal.SIGHUP)
        with self.assertRaises(subprocess.TimeoutExpired):
            running.wait(0.3)
        running.send_signal(signal.SIGTERM)
        running.communicate()
        self.assertEqual(running.returncode, 143)

    def test_signals_while_a_scenario_is_read(self):
        """It waits for a pipe that nobody writes into."""
        for sent, code in CODES.items():
            running = self.start("count", "/dev/stdin", "--rules", "s.yaml", stdin=subprocess.PIPE)
            self.waits_for_signals(running)
            running.send_signal(sent)
            out, err = running.communicate()
            self.assertEqual((running.returncode, out), (code, ""))
            self.assertEqual(err, "hustings: interrupted, nothing written\n")

    def test_a_folder_of_this_run_wants_to_be_gone_on_with(self):
        command = ["run", "s.yaml", "--elections", "20_000", "--quiet", "-o", "r.h5", "--checkpoint", "c"]
        self.hustings(*command, "--keep-checkpoint")
        self.assertEqual((self.folder / "c").stat().st_mode & 0o777, 0o700)
        whole = (self.folder / "r.h5").read_bytes()
        (self.folder / "r.h5").unlink()
        self.assertIn("c: it holds this run already (--resume goes on with it",
                      self.hustings(*command, code=73))
        self.hustings(*command, "--resume")
        self.check_end(whole)

    def test_another_run_is_named_by_what_differs_first(self):
        command = ["run", "s.yaml", "--quiet", "-o", "r.h5", "--checkpoint", "c", "--resume"]
        self.hustings(*command, "--elections", "9000", "--keep-checkpoint")
        (self.folder / "r.h5").unlink()
        others = [
            (["--elections", "9000", "--seed", "8"], "its seed is 7, this run's 8"),
            (["--elections", "9001"], "its number of elections is 9,000, this run's 9,001"),
            (["--elections", "9000", "--swing"], "its swing is not tallied, this run's tallied"),
            (["--elections", "9000", "--set", "title=x"], "its override 1 is not there, this run's title=x"),
        ]
        for words, said in others:
            with self.subTest(said):
                err = self.hustings(*command, *words, code=65)
                self.assertIn(f"c: it holds another run: {said} (name another folder)\n", err)
        self.assertIn("its command is run, this run's vary",
                      self.hustings("vary", "s.yaml", "--elections", "9000", "--set", VARY, *command[2:],
                                    code=65))

    def test_other_folders_are_left_alone(self):
        (self.folder / "c").mkdir()
        (self.folder / "c/thesis.tex").write_text("mine")
        command = ["run", "s.yaml", "--elections", "1e12", "-o", "r.h5", "--checkpoint"]
        self.assertIn("c: not a folder of checkpoints: it has 'thesis.tex'",
                      self.hustings(*command, "c", code=73))
        self.assertEqual(os.listdir(self.folder / "c"), ["thesis.tex"])
        self.assertIn("s.yaml: cannot read the folder: Not a directory",
                      self.hustings(*command, "s.yaml", code=73))
        for name in ("none/c", "none/c/"):
            self.assertIn(f"{name}: cannot make the folder: there is no folder none",
                          self.hustings(*command, name, code=73))

    def test_a_folder_in_use(self):
        running = self.start("run", "s.yaml", "--elections", "1e12", "-o", "r.h5", "--checkpoint", "c")
        lock = self.folder / "c/lock"
        while not lock.exists() or lock.read_text() != f"{running.pid}\n":
            self.assertIsNone(running.poll())
        err = self.hustings("run", "s.yaml", "--elections", "1e12", "-o", "r.h5", "--checkpoint", "c",
                            "--resume", code=73)
        self.assertIn(f"c: in use by process {running.pid}\n", err)
        running.kill()
        running.communicate()

    def test_where_nothing_can_be_locked(self):
        if not strace_works():
            self.skipTest("strace cannot trace here")
        traced = subprocess.run(["strace", "-f", "-o", "/dev/null", "-e", "inject=flock:error=ENOLCK", PROGRAM,
                                 "run", "s.yaml", "--elections", "9000", "-o", "r.h5", "--checkpoint", "c"],
                                cwd=self.folder, capture_output=True, text=True)
        self.assertEqual(traced.returncode, 0, traced.stderr)
        self.assertIn("c cannot be locked: let no other process use it meanwhile", traced.stderr)
        self.assertFalse((self.folder / "c").exists())

    def test_what_is_damaged_is_set_aside_and_done_again(self):
        few = ["run", "s.yaml", "--elections", "10_000_000"]
        command = self.kept(few)
        whole, _ = self.undisturbed(few)
        self.interrupt_in_rounds(command)
        part = self.parts()[0]
        good = part.read_bytes()
        bad = bytearray(good)
        bad[len(bad) // 2] ^= 1
        for content in (bytes(bad), good[:-1], good[:10], b""):
            part.write_bytes(content)
            part_name = part.name
            running = self.start(*command, "--keep-checkpoint")
            err = running.communicate()[1]
            self.assertEqual(running.returncode, 0, err)
            self.assertIn(f"c/{part_name} was changed or cut: moved to damaged/, its elections are simulated "
                          "again", err)
            self.assertTrue((self.folder / "c/damaged" / part_name).exists())
            self.assertEqual((self.folder / "r.h5").read_bytes(), whole)
            (self.folder / "r.h5").unlink()
        (self.folder / "c/run.json").write_text("{}")
        self.hustings(*command)
        self.assertEqual((self.folder / "r.h5").read_bytes(), whole)
        self.assertEqual(os.listdir(self.folder / "c"), ["damaged"])

    def test_parts_of_another_run_are_not_believed(self):
        command = ["run", "s.yaml", "--elections", "9000", "--quiet", "--checkpoint", "c", "--keep-checkpoint"]
        self.hustings(*command, "-o", "eight.h5", "--seed", "8")
        foreign = self.parts()[0]
        shutil.move(foreign, self.folder / foreign.name)
        shutil.rmtree(self.folder / "c")
        self.hustings(*command, "-o", "r.h5")
        whole = (self.folder / "r.h5").read_bytes()
        for part in self.parts():
            part.unlink()
        shutil.copy(self.folder / foreign.name, self.folder / "c" / foreign.name)
        again = self.start("run", "s.yaml", "--elections", "9000", "--checkpoint", "c", "--resume", "--force",
                           "-o", "r.h5")
        err = again.communicate()[1]
        self.assertIn(f"c/{foreign.name} is of another run (its seed is 8, this run's 7", err)
        self.assertEqual((self.folder / "r.h5").read_bytes(), whole)

    def test_parts_that_overlap(self):
        """One of them is added, the blocks of the other are simulated again."""
        whole, _ = self.undisturbed(["run", "s.yaml", "--elections", "12_000"])
        command = ["run", "s.yaml", "--elections", "12_000", "--quiet", "--checkpoint", "c", "--resume"]
        for blocks in ("0-1", "1-2"):
            self.hustings(*command, "-o", f"{blocks}.h5", "--blocks", blocks, "--keep-checkpoint")
        self.assertEqual(len(self.parts()), 2)
        self.hustings(*command, "-o", "r.h5")
        self.check_end(whole)

    def test_shards_share_a_folder(self):
        """What other shards have kept stays there until the whole run, or that shard, is done."""
        run = ["run", "s.yaml", "--elections", "12_000"]
        kept = ["--checkpoint", "c", "--resume", "--keep-checkpoint"]
        whole, _ = self.undisturbed(run)
        for i in range(1, 4):
            self.hustings(*run, "-o", f"{i}.h5", "--shard", f"{i}/3", *kept)
            self.assertEqual(self.saved_blocks(), set(range(i)))
        first = self.hustings(*run, "-o", "again.h5", "--shard", "1/3", "--checkpoint", "c", "--resume")
        self.assertIn("c stays: it has parts of the run that this command was not asked for\n", first)
        self.assertEqual((self.folder / "again.h5").read_bytes(), (self.folder / "1.h5").read_bytes())
        self.assertEqual(self.saved_blocks(), {1, 2})
        self.assertFalse((self.folder / "c/damaged").exists())
        self.hustings(*run, "--quiet", "-o", "r.h5", "--checkpoint", "c", "--resume")
        self.check_end(whole)

    def test_a_run_is_the_same_however_it_is_spelt(self):
        kept = ["--checkpoint", "c", "--resume", "--keep-checkpoint", "--quiet"]
        shutil.copy(self.folder / "s.yaml", self.folder / "copy.yaml")
        self.hustings("run", "s.yaml", "--elections", "12_000", "-o", "1.h5", "--blocks", "0", *kept)
        self.hustings("run", "s.yaml", "--set", "elections=1.2e4", "--seed", "7", "-o", "2.h5", "--blocks", "1-2",
                      *kept)
        for files in (["1.h5", "2.h5"], ["2.h5", "1.h5"]):
            self.hustings("merge", *files, "--quiet", "--force", "-o", "-".join(files))
        self.assertEqual((self.folder / "1.h5-2.h5").read_bytes(), (self.folder / "2.h5-1.h5").read_bytes())
        self.hustings("run", "s.yaml", "--elections", "12000", "-o", "r.h5", *kept)
        err = self.hustings("run", "copy.yaml", "--elections", "12000", "-o", "x.h5", *kept, code=65)
        self.assertIn("its scenario has another name: s.yaml, this run's copy.yaml", err)

    def test_a_signal_before_anything_is_simulated(self):
        if not strace_works():
            self.skipTest("strace cannot trace here")
        run = ["run", "s.yaml", "--checkpoint", "c", "-o", "r.h5"]
        traced = subprocess.run(["strace", "-f", "-o", "/dev/null", "-P", "s.yaml", "-e",
                                 "inject=open,openat:signal=TERM", PROGRAM, *run],
                                cwd=self.folder, capture_output=True, text=True)
        self.assertIn(traced.returncode, (143, -signal.SIGTERM))
        self.assertRegex(traced.stderr, "hustings: interrupted before it simulated anything; what is kept in c is "
                                        "safe; go on with: .* run s.yaml --checkpoint c -o r.h5 --resume\n$")

    def test_a_part_that_another_one_holds_is_dropped(self):
        for blocks in ("0-2", "1"):
            self.hustings("run", "s.yaml", "--elections", "12_000", "--quiet", "-o", f"{blocks}.h5", "--blocks",
                          blocks, "--checkpoint", f"c{blocks}", "--keep-checkpoint")
        whole, _ = self.undisturbed(["run", "s.yaml", "--elections", "12_000"])
        (part,) = (self.folder / "c1").glob("part-*.h5")
        shutil.copy(part, self.folder / "c0-2" / part.name)
        self.hustings("run", "s.yaml", "--elections", "12_000", "--quiet", "-o", "r.h5", "--checkpoint",
                      "c0-2", "--resume")
        self.assertEqual((self.folder / "r.h5").read_bytes(), whole)
        self.assertFalse((self.folder / "c0-2").exists())

    def test_no_space_for_a_while(self):
        """What cannot be kept is told, and kept once it can be."""
        command = ["run", "s.yaml", "--elections", "30_000_000"]
        whole, _ = self.undisturbed(command)
        running = self.start(*self.kept(command))
        while not self.parts():
            self.assertIsNone(running.poll())
        resource.prlimit(running.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        n = len(self.parts())
        time.sleep(0.5)
        self.assertLessEqual(len(self.parts()), n + 1)
        resource.prlimit(running.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        err = running.communicate()[1]
        self.assertEqual(running.returncode, 0, err)
        self.assertRegex(err, r"cannot write c/part-\d+-\w{8}.h5: File too large; the run goes on, and tries again")
        self.check_end(whole)

    def test_results_that_cannot_be_written_are_not_lost(self):
        command = COMMANDS["run"]
        whole, _ = self.undisturbed(command)
        (self.folder / "out").mkdir()
        running = self.start(*self.kept(command, "out/r.h5"))
        while not self.parts():
            self.assertIsNone(running.poll())
        (self.folder / "out").rmdir()
        err = running.communicate()[1]
        self.assertEqual(running.returncode, 73, err)
        self.assertRegex(err, "cannot write out/r.h5: No such file or directory; all that was simulated is in c, "
                              "to be written by: .* --resume\n$")
        (self.folder / "out").mkdir()
        self.hustings(*self.kept(command, "out/r.h5"))
        self.check_end(whole, "out/r.h5")

    def test_temporaries_are_swept(self):
        command = ["run", "s.yaml", "--elections", "9000"]
        (self.folder / "c").mkdir()
        (self.folder / "c/.hustings-1-0").write_text("left behind")
        self.hustings(*self.kept(command), "--keep-checkpoint")
        self.assertEqual(sorted(re.sub("part-.*", "part", name) for name in os.listdir(self.folder / "c")),
                         ["lock", "part", "run.json"])

    def test_options_that_make_no_sense(self):
        for words, said in ((["--every", "60s"], "--every requires --checkpoint"),
                            (["--resume"], "--resume requires --checkpoint"),
                            (["--checkpoint", "c", "--every", "60"], "'60' is no time from 0.1s to 24h"),
                            (["--checkpoint", "c", "--every", "1e9h"], "'1e9h' is no time"),
                            (["--checkpoint", ""], "needs a value")):
            self.assertIn(said, self.hustings("run", "s.yaml", *words, code=2))


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
