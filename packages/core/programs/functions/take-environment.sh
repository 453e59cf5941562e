#!/bin/sh
# `take_environment yes` waits for the go line, the first of standard input, and sets and exports the variables that the
# line assigns, byte for byte: what stands in an argument list can be read by every user. `take_environment no` takes
# nothing. The line may use a newline, as `$1`; a variable that the shell does not let go stays as it is.
take_environment() {
  [ "$1" = yes ] || return 0
  IFS= read -r berth_environment || return 1
  set -- '
'
  { eval "unset berth_environment; $berth_environment"; } 2>/dev/null
  return 0
}
