#!/bin/sh
# Runs a detached command, and writes down which process does, and how and when the command ended, in hundredths of a
# second since the boot. Its own name is the folder of the command. Arguments: whether the environment of the command
# alone is the first line of standard input, `yes` or `no`; the command, as `become` takes it.
. ./functions/process-identity.sh
. ./functions/clock.sh
. ./functions/take-environment.sh
. ./functions/become.sh
trap "" HUP
read_environment "$1" || exit 1
identity $$
(umask 077; echo "$$ $now" >"$0/process") || exit 1
echo begun
exec </dev/null >/dev/null 2>&1
(
  exec >"$0/stdout" 2>"$0/stderr"
  # shellcheck disable=SC2031 # The subshell of become.sh changes no PATH here.
  set -- "$PATH" "$@"
  set_environment
  become "$@"
)
code=$?
look_at_clock
umask 077
printf 'exit %s\n%s\n' "$code" "$now" >"$0/end.new" && mv "$0/end.new" "$0/end"
