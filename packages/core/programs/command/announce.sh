#!/bin/sh
# Prints its own name, the announcement, and its process on both streams, waits for the go line, then becomes the
# command. Arguments: variables of the command, `NAME=VALUE`; whether a go line comes first on standard input, `yes` or
# `no`; the command, as `become` takes it.
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
become "$@"
