#!/bin/bash
# Simulates a run in N shards by GNU parallel, and merges them: FILE has the bytes of one run.
#   scripts/cluster/parallel.sh SCENARIO N FILE [OPTIONS OF run]
# As many at a time as there are processors; on which machines, and what else parallel is to do, is said
# in its own variable: PARALLEL="--sshlogin n1,n2,:". All machines must see the program and FILE.parts.
# What was killed is simulated by the same line again: --resume-failed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.bash"

# Lists "EXIT CODE" of the shards whose last try failed, by the log of parallel: column 7 is the exit
# code, 8 the signal that killed it.
failed_shards() {
  awk 'NR > 1 { code[$1] = $8 ? 128 + $8 : $7 }
    END { for (shard in code) if (code[shard]) print shard, code[shard] }' "$folder/joblog" | sort -n
}

need parallel parallel
folder=$("$here/prepare.sh" "$@")
n=$2
exec {lock}> "$folder/lock"  # shards inherit it: they may live longer than this script
flock --nonblock "$lock" || refuse 73 "$folder is in use"

# A program that is told to stop has 5 s to keep what it has.
if ! seq "$n" | parallel --quote --joblog "$folder/joblog" --resume-failed --termseq TERM,5000,KILL,25 \
  env SHARD={} "$here/shard.sh" "$folder"; then
  mapfile -t failed < <(failed_shards)
  [ "${#failed[@]}" -gt 0 ] || refuse 69 "parallel failed"
  read -r shard code <<< "${failed[0]}"
  refuse "$code" "${#failed[@]} of $n shards failed, the first of them $shard with exit code $code; the same line goes on"
fi
"$here/merge.sh" "$folder"
echo "merged $n shards into $3"
