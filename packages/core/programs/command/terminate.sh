#!/bin/sh
# Ends every process of the command whose tag, `NAME=VALUE`, is this program's own name, and says so once nothing is
# left, or what is. Exits with 2 where root could do better. Arguments: the grace, in hundredths of a second, or nothing
# for a look alone, which fails if there is anything; whether processes are looked for that may be the command's,
# `yes`, nothing, or as of when no more; what is known of the first process, as `begin_look` takes it, or nothing;
# processes that are known to be the command's, as `begin_look` takes them.
. ./functions/terminate.sh
. ./functions/tell-left.sh
grace=$1 guess=$2 first_process=$3 announcement=berth-${0#*=}
shift 3
begin_look "$0" "$first_process" "$@"
if [ -z "$grace" ]; then
  look_at_tree
  [ "$tree" = ' ' ]
  exit
fi
if terminate "$grace"; then
  printf '\n%s ended\n' "$announcement"
  exit
fi
tell_left "$announcement"
printf '%s known%s\n' "$announcement" "$known"
[ -z "$refused$orphans$blind" ] || exit 2
exit 1
