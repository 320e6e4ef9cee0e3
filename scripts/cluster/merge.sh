#!/bin/bash
# Merges the shards of a run, all of which are there, into its file: the bytes of one run.
#   scripts/cluster/merge.sh FOLDER      FOLDER is made by prepare.sh
set -euo pipefail
mapfile -d '' -t asked < "$1/asked"
exec "${asked[3]}" merge "$1" --output "${asked[2]}" --quiet
