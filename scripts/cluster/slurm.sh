#!/bin/bash
# Simulates a run in N shards as a job array of Slurm, and merges them: FILE has the bytes of one run.
#   scripts/cluster/slurm.sh SCENARIO N FILE [OPTIONS OF run]
# Submits and returns. What Slurm is to give is said in its own variables: SBATCH_TIMELIMIT=2:00:00,
# SBATCH_PARTITION, SBATCH_ACCOUNT. All nodes must see the program and FILE.parts, where shards and what
# they say (log-I.txt) are kept. A task that is requeued or preempted goes on where it was. One that is
# killed, cancelled or out of time cancels the merge: the same line again goes on with all.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.bash"

# Submits a job; prints its number.
submit() {
  local said
  said=$(sbatch --parsable "$@" 2>&1) || refuse 69 "Slurm takes no job: ${said##*error: }"
  said=${said##*$'\n'}
  echo "${said%%;*}"
}

need sbatch slurm-client
folder=$("$here/prepare.sh" "$@")
n=$2
queued=$(squeue --noheader --format=%F 2>&1) || refuse 69 "Slurm does not answer: ${queued##*$'\n'}"
if [ -e "$folder/jobs" ]; then
  for job in $(< "$folder/jobs"); do
    [[ $'\n'$queued$'\n' != *$'\n'"$job"$'\n'* ]] || refuse 73 "$folder is in use by Slurm's job $job"
  done
fi

# A task has as many processors as its program has threads.
threads=$(printf '%s\n' "${@:4}" | sed -n 's/^--threads=//p; /^--threads$/ { n; p }')
# The shell becomes the program, so that B:, for the shell alone, reaches it.
shards=$(submit --array="1-$n" --job-name="shards" --cpus-per-task="${threads:-1}" --requeue --signal=B:TERM@60 \
  --open-mode=append --output="$folder/log-%a.txt" "$here/shard.sh" "$folder")
merge=$(submit --dependency="afterok:$shards" --kill-on-invalid-dep=yes --job-name="merge" \
  --open-mode=append --output="$folder/log-merge.txt" "$here/merge.sh" "$folder")
echo "$shards $merge" > "$folder/jobs"
echo "job $shards simulates $n shards, job $merge merges them into $3"
