#!/bin/sh
# Becomes a launcher of MPI, once two lines of standard input have come: the folder of the gate, which can know then by
# which tag all of it is found; and the command, as the shell takes it, for `printf %b`. Where standard input ends
# before the second line does, it becomes nothing.
if ! IFS= read -r folder || ! IFS= read -r command; then exit 125; fi
printf 'BERTH_EXEC=%s\n' "$BERTH_EXEC" >"$folder/launched" || exit 125
eval "exec $(printf %b "$command")" </dev/null
