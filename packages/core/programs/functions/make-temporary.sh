#!/bin/sh
# `make_temporary [-d] TEMPLATE` makes a file, or a folder, that is gone when the program ends, however that is, and
# sets `temporary` to its path. Ends the program where neither can be made.
make_temporary() {
  temporary=
  trap '[ -z "$temporary" ] || rm -rf "$temporary"' EXIT
  trap 'exit 1' HUP INT TERM PIPE
  # Stopped between making it and saying its name, mktemp would leave what nobody knows of.
  temporary=$(trap '' HUP INT TERM; exec mktemp "$@") || exit 1
}
