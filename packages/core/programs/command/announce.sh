#!/bin/sh
# Prints its own name, the announcement, on both streams, then becomes the command that its arguments are.
printf "\n%s\n" "$0" >&2; printf "\n%s\n" "$0"; exec "$@"
