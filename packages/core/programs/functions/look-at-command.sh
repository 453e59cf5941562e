#!/bin/sh
# `look` sets `state` to what became of the command in `folder`: `running`, `exit CODE`, `stopped`, `lost` (it is gone
# and left no exit code), or `unknown` (it was never started here).
. ./functions/process-identity.sh
look() {
  state=unknown process= born=
  [ -e "$folder/process" ] || return 0
  { read -r process born <"$folder/process"; } 2>/dev/null
  identity "$process"
  if [ -n "$born" ] && [ "$now" = "$born" ] && [ ! -e "$folder/end" ]; then state=running
  elif [ -e "$folder/end" ]; then state= && { read -r state <"$folder/end"; } 2>/dev/null
  elif [ -z "$process" ]; then state=
  elif [ -e "$folder/stopped" ]; then state=stopped
  else state=lost
  fi
}
