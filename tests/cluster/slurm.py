"""A Slurm of its own on this machine, from Debian's packages: munged, slurmctld, slurmd; for root.

One node, 127.0.0.1, with two processors. A requeued task waits until its old credential is void: 5 s,
not 120. Ports, folders, key and SLURM_CONF are its own, so that one
that is installed or runs here is neither used nor disturbed.
"""

import os
import pathlib
import shutil
import socket
import subprocess

from shards import wait_until

NEEDED = ["munged", "slurmctld", "slurmd", "sbatch"]
CONF = """ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller}
SlurmdPort={node}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket,cred_expire=5
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
MpiDefault=none
SwitchType=switch/none
SchedulerParameters=batch_sched_delay=1,sched_interval=2
KillWait=5
NodeName={host} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=test Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""


def missing():
    """Why it cannot run here; nothing where it can."""
    absent = [name for name in NEEDED if shutil.which(name) is None]
    if absent:
        return f"there is no {', '.join(absent)}"
    return "" if os.getuid() == 0 else "only root can start it"


def free_ports(n):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(n)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Slurm:
    """Started by `with`; `environment` makes the commands of Slurm speak to it."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.host = socket.gethostname().split(".")[0]
        self.environment = dict(os.environ, SLURM_CONF=str(self.folder / "slurm.conf"))
        self.daemons = []

    def __enter__(self):
        controller, node = free_ports(2)
        for name in ("state", "spool"):
            (self.folder / name).mkdir()
        (self.folder / "slurm.conf").write_text(CONF.format(
            host=self.host, folder=self.folder, controller=controller, node=node))
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o400)
        try:
            self.start("munged", "--foreground", "--force", f"--key-file={key}", "--num-threads=2",
                       f"--socket={self.folder}/munge.socket", f"--pid-file={self.folder}/munged.pid",
                       f"--log-file={self.folder}/munged.log", f"--seed-file={self.folder}/munge.seed")
            wait_until(lambda: (self.folder / "munge.socket").exists(), "munged answers")
            self.start("slurmctld", "-D", "-i")
            self.start("slurmd", "-D", "-N", self.host)
            wait_until(lambda: self.ask("sinfo", "-ho", "%T") == "idle", "Slurm is idle")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for daemon in reversed(self.daemons):
            daemon.terminate()
            daemon.wait()

    def start(self, *command):
        with (self.folder / f"{command[0]}.out").open("w") as log:
            self.daemons.append(subprocess.Popen(["setpriv", "--pdeathsig", "TERM", *command], env=self.environment, stdout=log, stderr=log))

    def ask(self, *command):
        """What a command of Slurm prints."""
        return subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, text=True,
                              stderr=subprocess.DEVNULL).stdout.strip()

    def states(self, job):
        """The states of a job's tasks, by number; of a job without tasks by 0."""
        lines = self.ask("scontrol", "--oneliner", "show", "job", str(job)).splitlines()
        fields = [dict(word.split("=", 1) for word in line.split() if "=" in word) for line in lines]
        return {int(one.get("ArrayTaskId", "0").split("-")[0]): one["JobState"] for one in fields
                if "JobState" in one}
