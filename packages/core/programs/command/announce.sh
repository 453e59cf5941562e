#!/bin/sh
# Prints its own name, the announcement, and its process on both streams, takes the environment, then becomes the
# command. Arguments: whether an environment comes first on standard input, `yes` or `no`; the command.
. ./functions/mark.sh
. ./functions/take-environment.sh
printf '\n%s %s\n' "$0" $$ >&2; printf '\n%s %s\n' "$0" $$
with_mark_of "${0#berth-}" take_mark
take_environment "$1" || exit 125
shift
exec "$@"
