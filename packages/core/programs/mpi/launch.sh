#!/bin/sh
# Becomes a launcher of MPI, once the gate can know by which tag all of it is found. Arguments: the folder of the gate;
# the command.
printf 'BERTH_EXEC=%s\n' "$BERTH_EXEC" >"$1/launched" || exit 125
shift
exec "$@" </dev/null
