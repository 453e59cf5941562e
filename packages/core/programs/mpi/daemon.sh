#!/bin/sh
# Runs a daemon of MPI in the container of another host than the launcher's, and ends all of it once standard input
# ends, as it does when Berth goes away. Arguments: the program that ends a tree; the grace, in hundredths of a second;
# the shell program that is the daemon, run by bash where there is one, as a login by ssh would.
exec 3<&0 4>&2 </dev/null 2>/dev/null
if command -v bash >/dev/null 2>&1; then shell='bash'; else shell='sh'; fi
"$shell" -c "$3" 2>&4 3<&- 4>&- &
daemon=$!
(
  exec 4>&-
  while read -r _ <&3; do :; done
  # What has begun is done to its end, though the daemon ends meanwhile.
  trap '' TERM
  exec sh -c "$1" "BERTH_EXEC=$BERTH_EXEC" "$2" yes '' >/dev/null
) &
watch=$!
wait $daemon
code=$?
kill $watch
wait $watch
exit $code
