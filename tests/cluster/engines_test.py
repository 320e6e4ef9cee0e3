#!/usr/bin/python3
"""Simulates runs in shards by GNU parallel, by Dask, and by what manifests for Kubernetes and AWS Batch
run, kills shards and workers on their way, and compares the file with that of one run.

usage: engines_test.py PROGRAM [unittest options]
"""

import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import unittest

import yaml

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))

from shards import N, ROOT, SCRIPTS, Shards, wait_until  # noqa: E402


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]


def answers(port):
    try:
        socket.create_connection(("127.0.0.1", port)).close()
        return True
    except ConnectionRefusedError:
        return False


class Parallel(Shards):
    def setUp(self):
        super().setUp()
        self.environment["PARALLEL"] = "--jobs 2"

    def tried(self):
        """Numbers of the shards that were tried, in that order."""
        lines = (self.folder / "all.h5.parts/joblog").read_text().splitlines()[1:]
        return [int(line.split("\t")[0]) for line in lines]

    def test_a_killed_shard_is_simulated_by_the_same_line(self):
        running = self.start(*self.words("parallel.sh"))
        os.kill(self.wait_for(2), signal.SIGKILL)
        code, _, err = self.finish(running)
        self.assertEqual(code, 137, err)
        self.assertIn("1 of 4 shards failed, the first of them 2 with exit code 137", err)
        self.assertEqual(sorted(self.tried()), [1, 2, 3, 4])
        self.assertEqual(self.line("parallel.sh"), (0, "merged 4 shards into all.h5", ""))
        self.assertEqual(sorted(self.tried()), [1, 2, 2, 3, 4])
        self.check_file()

    def test_bad_input_is_told_in_a_line(self):
        self.check_bad_input("parallel.sh")
        self.check_in_use("parallel.sh")
        self.environment["PATH"] = str(self.folder)
        (self.folder / "bash").symlink_to("/bin/bash")
        for name in ("dirname", "basename"):
            (self.folder / name).symlink_to(f"/usr/bin/{name}")
        self.check_refused(127, "there is no parallel here", "parallel.sh")


class Dask(Shards):
    def setUp(self):
        super().setUp()
        # After the daemons are killed, and before the folder is removed that programs still write to.
        self.addCleanup(lambda: wait_until(lambda: not self.programs(), "programs end with their workers"))
        self.port = free_port()
        self.environment["DASK_SCHEDULER_ADDRESS"] = f"tcp://127.0.0.1:{self.port}"

    def programs(self):
        """Command lines of the processes that are told to work in the folder."""
        lines = []
        for file in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
            try:
                lines.append(file.read_bytes())
            except OSError:  # it has ended
                continue
        return [line for line in lines if bytes(self.folder) in line and b"checkpoint-" in line]

    def daemon(self, *words):
        with (self.folder / "log").open("a") as log:
            daemon = subprocess.Popen([*words, "--no-dashboard"], cwd=self.folder, stdout=log, stderr=log)
        self.addCleanup(lambda: (daemon.kill(), daemon.wait()))
        return daemon

    def start_workers(self, n):
        self.daemon("dask-scheduler", "--host", "127.0.0.1", "--port", str(self.port))
        wait_until(lambda: answers(self.port), "the scheduler answers")
        return [self.daemon("dask-worker", f"tcp://127.0.0.1:{self.port}", "--nthreads", "1", "--no-nanny",
                            "--memory-limit", "0", "--local-directory", str(self.folder / f"worker{i}"))
                for i in range(n)]

    def test_shards_of_a_killed_worker_go_to_another(self):
        workers = self.start_workers(2)
        running = self.start(*self.words("dask.py"))
        program = wait_until(lambda: next(filter(None, map(self.simulating, range(1, N + 1))), None),
                             "a shard has kept something")
        status = pathlib.Path(f"/proc/{program}/status").read_text()
        lost = int(re.search(r"PPid:\s+(\d+)", status)[1])
        self.assertIn(lost, [worker.pid for worker in workers])
        os.kill(lost, signal.SIGKILL)
        code, out, err = self.finish(running)
        self.assertEqual((code, out), (0, "merged 4 shards into all.h5"), err)
        self.check_file()

    def test_bad_input_is_told_in_a_line(self):
        self.check_bad_input("dask.py")
        self.check_in_use("dask.py")
        self.environment["DASK_SCHEDULER_ADDRESS"] = ""
        self.check_refused(2, "DASK_SCHEDULER_ADDRESS does not say", "dask.py")

    def test_a_scheduler_that_is_away_is_told_in_a_line(self):
        self.check_refused(69, "no scheduler answers at tcp://127.0.0.1", "dask.py")

    def test_what_the_program_refuses_is_told_and_not_tried_again(self):
        self.start_workers(1)
        (self.folder / "all.h5.parts/checkpoint-2").mkdir(parents=True)
        (self.folder / "all.h5.parts/checkpoint-2/diary.txt").touch()
        code, _, err = self.line("dask.py")
        self.assertEqual(code, 73, err)
        self.assertRegex(err.splitlines()[-1], r"^dask.py: shard 2 failed with exit code 73: .*diary")


class Manifests(Shards):
    """What the containers run, on this machine, with the folder for /night."""

    def containers(self, file):
        for manifest in yaml.safe_load_all((SCRIPTS / file).read_text()):
            spec = manifest.get("spec")
            yield spec["template"]["spec"]["containers"][0]["command"] if spec else \
                manifest["containerProperties"]["command"]

    def run_container(self, command, **environment):
        for here, there in (("/night/my.yaml", "s.yaml"), ("/night/", ""), ("/64", f"/{N}"),
                            ("--elections 1e9", " ".join(self.options))):
            command = [word.replace(here, there) for word in command]
        environment = dict(os.environ, **environment, PATH=f"{self.folder}/bin:{os.environ['PATH']}")
        return subprocess.run(command, cwd=self.folder, env=environment,
                              stdout=subprocess.DEVNULL).returncode

    def setUp(self):
        super().setUp()
        (self.folder / "bin").mkdir()
        (self.folder / "bin/hustings").symlink_to(self.program)

    def test_shards_and_merge_of_kubernetes(self):
        shard, merge = self.containers("kubernetes.yaml")
        for index in [*range(N), 0]:
            self.assertEqual(self.run_container(shard, JOB_COMPLETION_INDEX=str(index)), 0)
        self.assertEqual(self.run_container(merge), 0)
        self.check_file("my.h5")

    def test_shards_of_aws_batch(self):
        [shard] = self.containers("aws-batch.yaml")
        for index in range(N):
            self.assertEqual(self.run_container(shard, AWS_BATCH_JOB_ARRAY_INDEX=str(index)), 0)
        text = (SCRIPTS / "aws-batch.yaml").read_text()
        merge = re.search(r"'command=\[(.*)\]'", text)[1].split(",")
        self.assertEqual(self.run_container(merge), 0)
        self.check_file("my.h5")


class Container(Shards):
    def test_the_image_has_the_packages_of_the_programs_libraries(self):
        dynamic = subprocess.run(["readelf", "--dynamic", self.program], check=True, text=True,
                                 stdout=subprocess.PIPE).stdout
        libraries = re.findall(r"NEEDED.*\[(.*)\]", dynamic)
        self.assertIn("libc.so.6", libraries)
        packages = set()
        for library in libraries:
            owners = subprocess.run(["dpkg", "--search", f"*/x86_64-linux-gnu/{library}"], check=True, text=True,
                                    stdout=subprocess.PIPE).stdout
            packages.add(owners.split(":")[0])
        last_stage = (ROOT / "scripts/package/Containerfile").read_text().split("FROM ")[-1]
        named = re.search(r"--no-install-recommends ([^&]*)&&", last_stage)[1].replace("\\", "").split()
        self.assertEqual(packages - {"libc6", "libgcc-s1", "libstdc++6"}, set(named))


if __name__ == "__main__":
    Shards.program = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
