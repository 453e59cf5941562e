#!/bin/sh
# In the container: takes the variables, whatever they hold, then becomes the command. Arguments: the working directory;
# whether the first line of standard input exports the container's own variables, `yes` or `no`; how many variables
# follow, and these; the command. The line may use a newline, as `$1`.
workdir=$1 takes=$2 count=$3
shift 3
[ -z "$workdir" ] || cd -- "$workdir" || exit 126
while [ "$count" -gt 0 ]; do
  # shellcheck disable=SC2163 # The word is an assignment.
  export "$1"
  shift
  count=$((count - 1))
done
assign() { eval "unset berth_environment; $berth_environment"; }
if [ "$takes" = yes ]; then
  IFS= read -r berth_environment || exit 125
  assign '
' 2>/dev/null
fi
exec "$@"
