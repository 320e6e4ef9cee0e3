#!/usr/bin/python3
"""Changes one number of every dataset of results files; `hustings verify` must find each.

h5py changes it, and a trailer that fits is written behind: the file is one that somebody made.

usage: verify_test.py PROGRAM [unittest options]
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import h5py
import mutants_test
import numpy

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = "hustings"
FIRST_STEPS = ROOT / "scenarios/first_steps.yaml"
# What is told by the elections alone: only simulating them again finds another number there.
DRAWN = ("/draws/", "/tally/")
# Texts that may say the same in other words.
FREE = ("/source_file", "/source_text", "/override")


def said(*words):
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class Verify(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.scenario = cls.folder / "s.yaml"
        cls.scenario.write_text(FIRST_STEPS.read_text() +
                                "\nwhat_if:\n  plan: [{change: turnout, where: {faction: left}, times: 1.02}]\n")
        cls.good = cls.folder / "good.h5"
        code, out, err = said("run", cls.scenario, "--quiet", "--swing", "--elections", 400, "-o", cls.good)
        assert code == 0, out + err

    def changed(self, change):
        """A copy of the good file that somebody changed, with a trailer that fits."""
        copy = self.folder / "changed.h5"
        shutil.copy(self.good, copy)
        with h5py.File(copy, "r+") as file:
            change(file)
        image = copy.read_bytes()
        copy.write_bytes(image + mutants_test.trailer(image))
        return copy

    def test_good_files(self):
        code, out, err = said("verify", self.good)
        self.assertEqual((code, err), (0, ""))
        self.assertRegex(out, r"^\S+good.h5: good \(400 elections, \d+ datasets, digest [0-9a-f]{32}\)\n$")
        code, out, _ = said("verify", self.good, "--replay", 400)
        self.assertEqual(code, 0)
        self.assertIn("400 replayed", out)
        self.assertEqual(said("verify", self.good, "--replay", "all")[1], out)
        self.assertIn("'some' is no number of elections, such as 10_000, nor all",
                      said("verify", self.good, "--replay", "some")[2])
        self.assertEqual(said("verify", self.good, "--quiet"), (0, "", ""))
        self.assertEqual(said("verify", self.changed(lambda file: None))[0], 0)

    def test_every_dataset(self):
        paths = []
        with h5py.File(self.good) as file:
            file.visititems(lambda path, item: paths.append("/" + path) if isinstance(item, h5py.Dataset)
                            else None)
        self.assertGreater(len(paths), 150)
        for path in paths:
            if path.split("/what_if/plan")[-1] in FREE:
                continue

            def change(file, path=path):
                data = file[path]
                if data.size == 0:
                    return
                first = (0,) * data.ndim
                value = data[first]
                if isinstance(value, bytes):
                    data[first] = value + b"x"
                elif data.dtype.kind == "f":
                    data[first] = 0.25 if numpy.isnan(value) else value + 0.25
                else:
                    data[first] = value ^ data.dtype.type(1)

            with self.subTest(path=path):
                file = self.changed(change)
                again = ["--replay", "all"] if any(part in path for part in DRAWN) else []
                code, out, err = said("verify", file, "--quiet", *again)
                self.assertEqual(code, 65, out)
                self.assertEqual((out.count("\n"), err), (1, ""))

    def test_attributes(self):
        def elections(file):
            file.attrs["elections"] = numpy.uint64(401)

        self.assertIn("attribute 'elections'", said("verify", self.changed(elections))[1])

        def title(file):
            file.attrs["title"] = "no\x1b[31m"

        file = self.changed(title)
        for command in ("verify", "show"):
            code, out, err = said(command, file)
            self.assertEqual(code, 65)
            self.assertIn("holds a control character", out + err)
            self.assertNotIn("\x1b", out + err)

    def test_folders_and_codes(self):
        folder = self.folder / "several"
        folder.mkdir()
        shutil.copy(self.good, folder / "b.h5")
        (folder / "a.h5").write_bytes(self.good.read_bytes()[:-1])
        (folder / "c.h5").write_bytes(b"")
        (folder / "d.h5").write_bytes(bytes(5000))
        shutil.copy(self.good, folder / "no_ending")
        (folder / "notes.txt").write_text("not a results file")
        code, out, _ = said("verify", folder)
        self.assertEqual(code, 65)
        self.assertEqual([line.split(": ")[0] for line in out.splitlines()],
                         [str(folder / name) for name in ("a.h5", "b.h5", "c.h5", "d.h5", "no_ending")])
        self.assertEqual([": good" in line for line in out.splitlines()], [False, True, False, False, True])
        self.assertEqual(said("verify", folder / "none.h5")[0], 66)
        self.assertEqual(said("verify", self.folder / "s.yaml")[0], 65)
        self.assertEqual(said("verify")[0], 2)
        os.mkdir(self.folder / "empty")
        self.assertEqual(said("verify", self.folder / "empty")[0], 66)

    def test_what_kills_hdf5_is_told(self):
        """A heap object of a million bytes in a file of less: HDF5 1.10.8 reads behind it."""
        image = bytearray(self.good.read_bytes()[:-32])
        heap = image.index(b"GCOL")
        died = 0
        for at in range(heap + 16, heap + 4096, 8):
            image_now = bytearray(image)
            image_now[at:at + 8] = (10**6).to_bytes(8, "little")
            file = self.folder / "crash.h5"
            file.write_bytes(bytes(image_now) + mutants_test.trailer(bytes(image_now)))
            code, out, err = said("show", file)
            self.assertIn(code, (0, 65), err)
            died += "damaged so that HDF5 cannot read it" in err
            if died == 3:
                break
        self.assertEqual(died, 3)


if __name__ == "__main__":
    PROGRAM = mutants_test.PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
