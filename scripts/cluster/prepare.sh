#!/bin/bash
# Checks a run that is to be simulated in shards, makes the folder that these are kept in, FILE.parts,
# and prints its path. The scripts of the engines begin with it.
#   scripts/cluster/prepare.sh SCENARIO N FILE [OPTIONS OF run]
# The program is $HUSTINGS, else hustings. A folder that holds this run is gone on with.
set -euo pipefail
here=$(dirname "$0")
. "$here/common.bash"

[ "$#" -ge 3 ] || refuse 2 "what is asked for: SCENARIO N FILE [OPTIONS OF run]"
scenario=$1 n=$2 file=$(realpath --no-symlinks --canonicalize-missing -- "$3")
options=("${@:4}")
[[ $n =~ ^[1-9][0-9]*$ ]] || refuse 2 "'$n' is no number of shards"
asked=${HUSTINGS:-hustings}
program=$(type -P -- "$asked") || refuse 127 "there is no program '$asked'; HUSTINGS says where it is"
program=$(realpath --no-symlinks -- "$program")
[ ! -e "$file" ] || refuse 73 "$3 exists already"
[ -d "$(dirname -- "$file")" ] || refuse 73 "there is no folder for $3"

# A folder of checkpoints that cannot be is the last thing that the program refuses before it
# simulates, with 73: so scenario, options and number of shards are good.
code=0
said=$("$program" run "$scenario" "${options[@]}" --shard "$n/$n" --quiet \
  --checkpoint /dev/null/none --output "$file" 2>&1) || code=$?
if [ "$code" -ne 73 ]; then
  echo "$said" >&2
  exit "$code"
fi

folder=$file.parts
mkdir -p -- "$folder" || exit 73
printf '%s\0' "$PWD" "$n" "$file" "$program" "$scenario" "${options[@]}" > "$folder/asked.new"
if [ ! -e "$folder/asked" ]; then
  mv -- "$folder/asked.new" "$folder/asked"
elif cmp --silent -- "$folder/asked" "$folder/asked.new"; then
  rm -- "$folder/asked.new"
else
  rm -- "$folder/asked.new"
  refuse 73 "$folder holds something else: $(tr '\0' ' ' < "$folder/asked")"
fi
echo "$folder"
