#!/bin/sh
# Announces a command as announce.sh does, runs it, and tells of its end on both streams, in a line that begins with a
# record separator and its own name: on the way from here an exit code can be another's, and output be cut.
# Arguments: variables of the command, `NAME=VALUE`; whether a go line comes first on standard input, `yes` or `no`; the
# command, as `become` takes it.
. ./functions/mark.sh
. ./functions/take-environment.sh
. ./functions/become.sh
printf '\n%s %s\n' "$0" $$ >&2; printf '\n%s %s\n' "$0" $$ || exit 125
with_mark_of "${0#berth-}" take_mark
# shellcheck disable=SC2163 # The word is an assignment.
while [ "${1#*=}" != "$1" ]; do export "$1"; shift; done
# shellcheck disable=SC2031 # The subshell of become.sh changes no PATH here.
set -- "$PATH" "$@"
take_environment "$2" || exit 125
# The shell's own words ("Killed") are no output of the command; dash redirects a plain command before it says them.
exec 3>&2 2>/dev/null
# What the command sends to its whole process group is not meant for this program.
trap : HUP INT QUIT PIPE ALRM TERM USR1 USR2
(exec 2>&3 3>&-; become "$@")
code=$?
printf '\036%s exit %s\n' "$0" "$code"; printf '\036%s exit %s\n' "$0" "$code" >&3
exit "$code"
