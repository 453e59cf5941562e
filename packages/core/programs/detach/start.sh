#!/bin/sh
# Starts a command that goes on when this program has ended, in a session of its own where the image can. Arguments:
# the id, the program that supervises the command, whether the environment of the command is the first line of standard
# input, `yes` or `no`, and the command, as `become` takes it.
. ./functions/commands-folder.sh
. ./functions/mark.sh
id=$1 supervise=$2 takes=$3
shift 3
folder=$commands/$id/$machine mask=$(umask)
umask 077
own_homeless
mkdir -p "${folder%/*}" || exit 1
if ! mkdir "$folder"; then
  [ ! -d "$folder" ] ||
    echo 'another host of this name shares the home: give each a name or an /etc/machine-id of its own' >&2
  exit 1
fi
printf '%s\0' "$@" >"$folder/command" || exit 1
date -u +%Y-%m-%dT%H:%M:%SZ >"$folder/started" 2>/dev/null
: >"$folder/stdout"; : >"$folder/stderr"
# What the command makes is not for its user's eyes alone, as what is kept of it is.
umask "$mask"
export BERTH_EXEC="$id"
with_mark_of "$id" take_mark
# The command is not run before its supervisor has written down which process supervises it. A job in the background
# has no standard input but by another number.
[ "$takes" = yes ] || exec </dev/null
exec 3<&0
if command -v setsid >/dev/null 2>&1; then
  begun=$(setsid sh -c "$supervise" "$folder" "$takes" "$@" <&3 3<&- &)
else
  begun=$(sh -c "$supervise" "$folder" "$takes" "$@" <&3 3<&- &)
fi
[ "$begun" = begun ]
