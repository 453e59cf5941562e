#!/bin/sh
# Becomes the command that enters a container, found where the other programs find it.
. ./functions/path.sh
exec "$@"
