#!/usr/bin/python3
"""Runs the commands that README and guides show, as a reader would, and compares what they print.

Of each page, in the order of the page and in one folder (with the project's scenarios and scripts):
yaml blocks whose first line ends in a comment `# NAME.yaml` are written to that file; console blocks
are run, line by line after `$ `, and print what stands below, where a line `...` is for any lines;
python blocks are run, and R blocks where R is installed with its package for HDF5. The code of the
library's page is that of tests/consumer, which is built and run there. With HUSTINGS_UPDATE set, what
commands print otherwise is written into the page, but where "..." stands.

usage: pages_test.py PROGRAM [unittest options]
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = "hustings"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("guide-*.md")), ROOT / "docs/scores.md",
         ROOT / "docs/scale.md"]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Command:
    def __init__(self, text):
        self.text = text
        self.printed = []

    def may_fail(self):
        return any(re.search(r"error:|FAILED", line) for line in self.printed)


def commands(block):
    """The commands of a console block with the lines below them."""
    found = []
    goes_on = False
    for line in block.splitlines():
        if goes_on:
            found[-1].text += "\n" + line
        elif line.startswith("$ "):
            found.append(Command(line[2:]))
        else:
            found[-1].printed.append(line.rstrip())
            continue
        goes_on = found[-1].text.endswith("\\")
    return [command for command in found if not command.text.startswith("alias ")]


def matches(lines, pattern):
    """Whether lines are those of a pattern, in which "..." stands for any number of lines."""
    if not pattern:
        return not lines
    if pattern[0] == "...":
        return any(matches(lines[i:], pattern[1:]) for i in range(len(lines) + 1))
    return bool(lines) and lines[0] == pattern[0] and matches(lines[1:], pattern[1:])


class Reader:
    """Somebody who follows a page in a folder of their own."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.anew = []  # (what a page shows below a command, what it prints now)
        shutil.copytree(ROOT / "scenarios", self.folder / "scenarios")
        (self.folder / "scripts").symlink_to(ROOT / "scripts")
        programs = self.folder / "bin"
        programs.mkdir()
        (programs / "hustings").symlink_to(PROGRAM)
        (programs / "python3").symlink_to("/usr/bin/python3")
        self.environment = dict(os.environ, PATH=f"{programs}:{os.environ['PATH']}", COLUMNS="80",
                                LC_ALL="C.UTF-8")

    def run(self, words, text=None):
        done = subprocess.run(words, cwd=self.folder, env=self.environment, input=text, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return done.returncode, [line.rstrip() for line in done.stdout.splitlines()]

    def follow(self, kind, block):
        """Does what a block shows; returns what went otherwise, or nothing."""
        if kind == "yaml":
            named = re.search(r"# (\S+\.yaml)$", block.split("\n", 1)[0])
            if named:
                (self.folder / named[1]).write_text(block, encoding="utf-8")
        elif kind == "console":
            for command in commands(block):
                code, lines = self.run(["bash", "-c", command.text])
                if code != 0 and not command.may_fail():
                    return f"$ {command.text}\nexit code {code}\n" + "\n".join(lines)
                if command.printed and not matches(lines, command.printed):
                    if "HUSTINGS_UPDATE" in os.environ and "..." not in command.printed:
                        self.anew.append(("\n".join([command.text, *command.printed]),
                                          "\n".join([command.text, *lines])))
                        continue
                    return (f"$ {command.text}\n--- the page\n" + "\n".join(command.printed)
                            + "\n--- the program\n" + "\n".join(lines))
        elif kind in ("python", "r") and not (kind == "r" and not has_r()):
            code, lines = self.run(["python3", "-"] if kind == "python" else ["Rscript", "-"], block)
            if code != 0:
                return f"{block}\nexit code {code}\n" + "\n".join(lines)
        return None


def has_r():
    return shutil.which("Rscript") is not None and subprocess.run(
        ["Rscript", "-e", "library(hdf5r)"], capture_output=True).returncode == 0


class Pages(unittest.TestCase):
    def test_lines_match_with_any_lines_between(self):
        self.assertTrue(matches(["a", "b", "c"], ["a", "...", "c"]))
        self.assertTrue(matches(["a"], ["a", "..."]))
        self.assertFalse(matches(["a", "b"], ["a"]))
        self.assertFalse(matches(["a", "b"], ["...", "a"]))

    def test_print_what_they_show(self):
        for page in PAGES:
            with self.subTest(page.name), tempfile.TemporaryDirectory() as folder:
                reader = Reader(folder)
                went_otherwise = []
                for kind, block in FENCE.findall(page.read_text(encoding="utf-8")):
                    otherwise = reader.follow(kind, block)
                    if otherwise:
                        went_otherwise.append(otherwise)
                if reader.anew:
                    text = page.read_text(encoding="utf-8")
                    for before, after in reader.anew:
                        text = text.replace("$ " + before + "\n", "$ " + after + "\n", 1)
                    page.write_text(text, encoding="utf-8")
                self.assertEqual(went_otherwise, [], "\n\n".join(went_otherwise))

    def test_code_of_the_library_is_that_of_the_consumer(self):
        page = (ROOT / "docs/library.md").read_text(encoding="utf-8")
        for kind, name in (("cpp", "main.cpp"), ("cmake", "CMakeLists.txt")):
            rest = (ROOT / "tests/consumer" / name).read_text(encoding="utf-8")
            blocks = [block for of, block in FENCE.findall(page) if of == kind]
            self.assertNotEqual(blocks, [])
            for block in blocks:
                before, found, rest = rest.partition(block)
                self.assertTrue(found, f"not in {name}, or not in this order:\n{block}")


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
