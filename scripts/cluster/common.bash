# Sourced by the scripts of this folder.
# shellcheck shell=bash

# refuse CODE WHY: ends the script with a line.
refuse() {
  echo "$(basename "$0"): $2" >&2
  exit "$1"
}

# need COMMAND PACKAGE
need() {
  command -v "$1" > /dev/null || refuse 127 "there is no $1 here; Debian's package is $2"
}
