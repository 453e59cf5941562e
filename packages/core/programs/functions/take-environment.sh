#!/bin/sh
# `take_environment yes` waits for the go line, the first of standard input, and sets and exports the variables that the
# line assigns, byte for byte: what stands in an argument list can be read by every user. `take_environment no` takes
# nothing. The line may use a newline, as `$1`; a variable that the shell does not let go stays as it is.
# `read_environment` reads the line in the same way, for a `set_environment` later on.
read_environment() {
  berth_environment=
  [ "$1" = no ] || IFS= read -r berth_environment
}
set_environment() {
  set -- '
'
  { eval "unset berth_environment; $berth_environment"; } 2>/dev/null
  return 0
}
take_environment() { read_environment "$1" && set_environment; }
