import { asArgv, tagVariable, terminate } from '../command/program.js'
import type { Command } from '../contract/index.js'

/**
 * Sets `folder`: where what is known of the command is kept, by the machine's name too, as homes may be shared by many hosts.
 * And `identity PID`: what tells a process from a later one of the same number.
 */
const prelude = `id=$1; shift
folder=\${XDG_STATE_HOME:-\${HOME:-/tmp}/.local/state}/berth/commands/$id/$(uname -n)
identity() { { read -r stat <"/proc/$1/stat"; } 2>/dev/null && set -- \${stat##*) } && [ "$1" != Z ] && echo "\${20}"; }
`

/** An argument vector that starts a command which goes on when this one has ended, in a session of its own where the image can. */
export function startProgram(id: string, command: Command): readonly string[] {
  return ['sh', '-c', start, 'berth-start', id, ...asArgv(command)]
}

const start = `${prelude}
umask 077
mkdir -p "\${folder%/*}" && mkdir "$folder" || exit 1
supervise='trap "" HUP
"$@" </dev/null >"$0/stdout" 2>"$0/stderr"
echo "exit $?" >"$0/end.new" && mv "$0/end.new" "$0/end"'
: >"$folder/stdout"; : >"$folder/stderr"
export ${tagVariable}="$id"
if command -v setsid >/dev/null 2>&1; then
  setsid sh -c "$supervise" "$folder" "$@" </dev/null >/dev/null 2>&1 &
else
  sh -c "$supervise" "$folder" "$@" </dev/null >/dev/null 2>&1 &
fi
echo "$! $(identity $!)" >"$folder/process"`

/**
 * An argument vector that waits for a detached command and then prints one line: `exit CODE`, `stopped`, `lost` (it is gone and left no
 * exit code), or `unknown` (it was never started here).
 */
export function waitProgram(id: string): readonly string[] {
  return ['sh', '-c', wait, 'berth-wait', id]
}

const wait = `${prelude}
[ -e "$folder/process" ] || { echo unknown; exit; }
read -r process born <"$folder/process"
while [ ! -e "$folder/end" ]; do
  if [ "$(identity "$process")" != "$born" ] || [ -z "$born" ]; then
    [ -e "$folder/end" ] && break
    [ -e "$folder/stopped" ] && echo stopped || echo lost
    exit
  fi
  sleep 0.2 2>/dev/null || sleep 1
done
cat "$folder/end"`

/** An argument vector that prints what a detached command has printed so far, on the same streams. */
export function outputProgram(id: string): readonly string[] {
  return ['sh', '-c', `${prelude}cat "$folder/stderr" >&2; cat "$folder/stdout"`, 'berth-output', id]
}

/** An argument vector that ends a detached command's whole tree. Exits with 1 if something of it is left; prints `unknown` if it was never started here. */
export function stopProgram(id: string): readonly string[] {
  return ['sh', '-c', stop, 'berth-stop', id, ...terminate(id)]
}

const stop = `${prelude}
if [ -d "$folder" ] && [ ! -e "$folder/end" ]; then : >"$folder/stopped"; fi
"$@" || exit 1
[ -d "$folder" ] || echo unknown`
