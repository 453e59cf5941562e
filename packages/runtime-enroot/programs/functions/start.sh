#!/bin/bash
# Starts a container and waits until its init says that it is ready, or has ended: the supervisor itself then waits for
# the lock, which the caller holds on descriptor 9. The init reads its environment anew, so that commands that enter the
# container later find the search path in it. `$supervisor` is the text of supervise.sh.
. ./functions/store.sh
. ./functions/processes.sh

start_container() {
  local folder=$store/containers/$1 pid
  : >"$folder/log"
  rm -f "$folder/process"
  # Neither the tag nor the mark of the command that starts it: the container outlives that one. A mark that is
  # nobody's.
  (
    ulimit -S -x 281474976710656 2>/dev/null
    exec setsid env -u BERTH_EXEC bash --norc -c "${supervisor:?}" berth-supervisor "$data" "$1" "$2"
  ) </dev/null >>"$folder/log" 2>&1 9>&- &
  pid=$!
  # A fast init is ready before its supervisor has written down which process it is.
  until [ -e "$folder/process" ] && grep -qxF 'berth: ready' "$folder/log"; do
    if [ -e "$folder/process" ] && ! alive "$1" || ! kill -0 "$pid" 2>/dev/null; then
      cat "$folder/log" >&2
      return 1
    fi
    sleep 0.05
  done
  alive "$1" || { cat "$folder/log" >&2; return 1; }
}
