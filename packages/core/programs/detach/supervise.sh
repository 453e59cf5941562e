#!/bin/sh
# Runs a detached command, and writes down which process does, and how and when the command ended, in hundredths of a
# second since the boot. Its own name is the folder of the command, its arguments are the command.
. ./functions/process-identity.sh
. ./functions/clock.sh
trap "" HUP
identity $$
echo "$$ $now" >"$0/process" || exit 1
echo begun
exec >/dev/null 2>&1
"$@" </dev/null >"$0/stdout" 2>"$0/stderr"
code=$?
look_at_clock
printf 'exit %s\n%s\n' "$code" "$now" >"$0/end.new" && mv "$0/end.new" "$0/end"
