#!/bin/sh
# In the container: takes the variables, whatever they hold, then becomes the command.
workdir=$1 count=$2
shift 2
while [ "$count" -gt 0 ]; do
  # shellcheck disable=SC2163 # The word is an assignment.
  export "$1"
  shift
  count=$((count - 1))
done
[ -z "$workdir" ] || cd -- "$workdir" || exit 126
exec "$@"
