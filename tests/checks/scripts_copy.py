"""A copy of scripts/ in which a test can put programs that only pretend before the real ones."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

SCRIPTS = pathlib.Path(__file__).resolve().parents[2] / "scripts"


class ScriptsCopy(unittest.TestCase):
    """Tests with such a copy, in the folder `root`."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        shutil.copytree(SCRIPTS, self.root / "scripts")
        self.pretend("sudo", 'exec "$@"')

    def pretend(self, name, text, folder="bin"):
        path = self.root / folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/bash\n{text}\n")
        path.chmod(0o755)

    def run_script(self, *words):
        path = f"{self.root / 'bin'}:{os.environ['PATH']}"
        done = subprocess.run([self.root / "scripts" / words[0], *words[1:]], text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              env={**os.environ, "PATH": path})
        return done.returncode, done.stdout.splitlines()
