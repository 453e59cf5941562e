import { processIdentity } from '../command/process-identity.js'

/** Name of the environment variable that tells the programs here of which container they are; hosts have none. */
export const containerVariable: string = 'BERTH_CONTAINER'

/**
 * Sets `commands`: where what is known of detached commands is kept. And `machine`: a folder below each command's, as homes may be shared by
 * many hosts, and by a host and its containers, whose processes have other numbers. `reachable PATH`: whether a path that is not there can be told
 * from one that may not be seen; says why not.
 */
export const commandsFolder: string = `commands=\${XDG_STATE_HOME:-\${HOME:-/tmp}/.local/state}/berth/commands
machine=$(uname -n)\${${containerVariable}:+:$${containerVariable}}
unset ${containerVariable}
reachable() {
  above=$1
  until [ -e "$above" ] || [ -L "$above" ]; do
    case $above in */*) above=\${above%/*} ;; *) above=. ;; esac
    [ -n "$above" ] || above=/
  done
  [ "$above" = "$1" ] || { [ -d "$above" ] && [ -x "$above" ]; } || { echo "$above may not be looked into" >&2; return 1; }
}
`

/**
 * `look` sets `state` to what became of the command in
 * `folder`: `running`, `exit CODE`, `stopped`, `lost` (it is gone and left no exit code), or `unknown` (it was never started here).
 */
export const looking: string = `${processIdentity}look() {
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
`

/** What every program on one detached command begins with: its id is the first argument. Sets `folder`. */
export const prelude: string = `id=$1; shift
${commandsFolder}folder=$commands/$id/$machine
${looking}`
