#!/usr/bin/python3
"""Simulates a run in N shards on the workers of a Dask scheduler, and merges them: FILE has the bytes of
one run.

    DASK_SCHEDULER_ADDRESS=tcp://HOST:8786 scripts/cluster/dask.py SCENARIO N FILE [OPTIONS OF run]

Each shard is a process of the program; a worker simulates as many at a time as it has threads. All
workers must see the program and FILE.parts, where shards are kept. One that is lost with its worker is
given to another, which goes on where it was; three times, then the same line goes on.
"""

import sys

del sys.path[0]  # where this file would be taken for the module dask

import fcntl
import logging
import os
import pathlib
import socket
import subprocess
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
TRIES = 3  # more of them, where a shard was killed


class Refused(Exception):
    """Its exit code, and why."""


class Killed(Exception):
    """A program ended by a signal: to be tried again."""


def task(words, shard, *_):
    """Runs a script of this folder on a worker; its exit code and what it said.

    Shards are what it waits for. It ends with the worker, which is killed where a machine is short of
    memory.
    """
    done = subprocess.run(["setpriv", "--pdeathsig", "TERM", *words], text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          env=dict(os.environ, SHARD=str(shard)))
    if done.returncode < 0:
        raise Killed(f"signal {-done.returncode}")
    return done.returncode, done.stderr.strip()


def prepared(words):
    done = subprocess.run([HERE / "prepare.sh", *words], stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(done.returncode)  # it has said why
    return pathlib.Path(done.stdout[:-1])


def locked(folder):
    file = (folder / "lock").open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Refused(73, f"{folder} is in use") from None
    return file


def check_answers(address):
    """Refuses a scheduler that nothing listens for: a client of Dask would try again and again."""
    where = urllib.parse.urlsplit(address if "://" in address else f"tcp://{address}")
    try:
        socket.create_connection((where.hostname, where.port or 8786), timeout=30).close()
    except (OSError, ValueError) as away:
        raise Refused(69, f"no scheduler answers at {address}: {away}") from None


def result_of(future, what):
    """Waits for a task; refuses what failed for good."""
    try:
        code, said = future.result()
    except Killed as killed:
        raise Refused(137, f"{what} was killed again and again ({killed}); the same line goes on") from None
    if code != 0:
        raise Refused(code, f"{what} failed with exit code {code}: {said}")


def simulate(client, folder, n):
    from distributed import as_completed

    words = [str(HERE / "shard.sh"), str(folder)]
    shards = {client.submit(task, words, i, retries=TRIES, pure=False): i for i in range(1, n + 1)}
    merged = client.submit(task, [str(HERE / "merge.sh"), str(folder)], 0, list(shards), pure=False)
    for done, future in enumerate(as_completed(shards), 1):
        result_of(future, f"shard {shards[future]}")
        if done * 10 // n > (done - 1) * 10 // n:
            print(f"  {done} of {n} shards", file=sys.stderr)
    result_of(merged, "the merge")


def main(words):
    address = os.environ.get("DASK_SCHEDULER_ADDRESS")
    if not address:
        raise Refused(2, "DASK_SCHEDULER_ADDRESS does not say where the scheduler is")
    folder = prepared(words)
    try:
        import distributed
    except ImportError:
        raise Refused(127, "there is no module distributed here; Debian's package is "
                           "python3-distributed") from None
    # A client that closes leaves answers that nobody waits for, and would tell of each.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    n, file = int(words[1]), words[2]
    lock = locked(folder)
    check_answers(address)
    try:
        with lock, distributed.Client(address, timeout=60) as client:
            simulate(client, folder, n)
    except distributed.scheduler.KilledWorker as killed:
        raise Refused(137, f"{killed}; the same line goes on") from None
    except (OSError, TimeoutError, distributed.client.CancelledError,
            distributed.comm.core.CommClosedError) as away:
        raise Refused(69, f"the scheduler at {address} answers no more ({away!r}); the same line "
                          "goes on") from None
    print(f"merged {n} shards into {file}")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Refused as refused:
        code, why = refused.args
        print(f"dask.py: {why}", file=sys.stderr)
        sys.exit(code)
