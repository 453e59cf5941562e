#!/bin/sh
# Runs the command of one rank, and tells of a bad end on standard error, in a line that begins with a record separator
# and this program's own name: launchers do not always say which rank failed. Ends as the command does. Arguments: the
# command.

# The shell's own words ("Killed") are no output of the rank.
exec 3>&2 2>/dev/null
# What launchers pass on to all of a rank is not meant for this program; what ends the rank ends this program too.
trap : HUP INT QUIT USR1 USR2
(exec 2>&3 3>&-; exec "$@")
code=$?
[ $code != 0 ] || exit 0
rank=${OMPI_COMM_WORLD_RANK:-${PMIX_RANK:-${PMI_RANK:--}}}
printf '\036%s %s %s %s\n' "$0" "$rank" "${BERTH_RANK:--}" $code >&3
if [ $code -gt 128 ] && [ $code -lt 160 ]; then
  command ulimit -S -c 0
  kill -$((code - 128)) $$
fi
exit $code
