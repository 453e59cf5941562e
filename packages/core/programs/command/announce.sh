#!/bin/sh
# Prints its own name, the announcement, and its process on both streams, waits for the go line, then becomes the
# command. Arguments: whether a go line comes first on standard input, `yes` or `no`; the command.
. ./functions/mark.sh
. ./functions/take-environment.sh
printf '\n%s %s\n' "$0" $$ >&2; printf '\n%s %s\n' "$0" $$ || exit 125
with_mark_of "${0#berth-}" take_mark
take_environment "$1" || exit 125
shift
exec "$@"
