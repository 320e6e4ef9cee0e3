# Sourced by scripts that take minutes: shows how far they are.

# progress WHAT N M: "WHAT n of m", in a terminal on one line that is written over, elsewhere a line
# for every tenth of the way. To be called for every n from 1 to m.
progress() {
  local what=$1 n=$2 m=$3
  if [ -t 2 ]; then
    printf '\r  %s %d of %d\033[K' "$what" "$n" "$m" >&2
    [ "$n" -lt "$m" ] || printf '\n' >&2
  elif [ "$((n * 10 / m))" -gt "$(((n - 1) * 10 / m))" ]; then
    printf '  %s %d of %d\n' "$what" "$n" "$m" >&2
  fi
}

# minutes SECONDS: as "8 min 41 s".
minutes() {
  if [ "$1" -ge 60 ]; then printf '%d min ' "$(($1 / 60))"; fi
  printf '%d s' "$(($1 % 60))"
}
