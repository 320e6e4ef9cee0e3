#!/bin/bash
# Simulates one shard of a run and keeps it as FOLDER/part-I.h5; what engines start, on any machine
# that sees the folder.
#   SHARD=I scripts/cluster/shard.sh FOLDER      I, from 1; by default the number of Slurm's task
# FOLDER is made by prepare.sh. Killed, it goes on where it was when it is started again; a shard that
# is there is left alone. One thread, or as many as the options of the run say.
set -euo pipefail
folder=$1
shard=${SHARD:-${SLURM_ARRAY_TASK_ID:?nobody says which shard}}
mapfile -d '' -t asked < "$folder/asked"
cd -- "${asked[0]}"
n=${asked[1]} program=${asked[3]} run=("${asked[@]:4}")

part=$folder/part-$shard.h5
kept=$folder/checkpoint-$shard
[ ! -e "$part" ] || exit 0
[[ " ${run[*]} " == *" --threads"[\ =]* ]] || run+=(--threads 1)
# An engine starts a shard anew that it has lost, while the one that is lost may not know it yet.
[ ! -e "$kept/lock" ] || flock --timeout 60 "$kept/lock" true || true
exec "$program" run "${run[@]}" --shard "$shard/$n" --checkpoint "$kept" --resume \
  --output "$part" --quiet
