import { processIdentity } from '../command/process-identity.js'
import { asArgv, findTagged, tagVariable, terminate } from '../command/program.js'
import type { Command } from '../contract/index.js'
import { prelude } from './detached-folder.js'

/** An argument vector that starts a command which goes on when this one has ended, in a session of its own where the image can. */
export function startProgram(id: string, command: Command): readonly string[] {
  return ['sh', '-c', start, 'berth-start', id, ...asArgv(command)]
}

const start = `${prelude}
umask 077
mkdir -p "\${folder%/*}" && mkdir "$folder" || exit 1
printf '%s\\0' "$@" >"$folder/command" || exit 1
date -u +%Y-%m-%dT%H:%M:%SZ >"$folder/started" 2>/dev/null
supervise='trap "" HUP
${processIdentity}identity $$
echo "$$ $now" >"$0/process" || exit 1
echo begun
exec >/dev/null 2>&1
"$@" </dev/null >"$0/stdout" 2>"$0/stderr"
echo "exit $?" >"$0/end.new" && mv "$0/end.new" "$0/end"'
: >"$folder/stdout"; : >"$folder/stderr"
export ${tagVariable}="$id"
# Nothing is run before it is written down which process it is.
if command -v setsid >/dev/null 2>&1; then
  begun=$(setsid sh -c "$supervise" "$folder" "$@" </dev/null &)
else
  begun=$(sh -c "$supervise" "$folder" "$@" </dev/null &)
fi
[ "$begun" = begun ]`

/** An argument vector that ends a detached command's whole tree. Exits with 1 if something of it is left; prints `unknown` if it was never started here. */
export function stopProgram(id: string): readonly string[] {
  return ['sh', '-c', stop, 'berth-stop', id, ...terminate(id)]
}

const stop = `${prelude}
if [ -d "$folder" ] && [ ! -e "$folder/end" ]; then : >"$folder/stopped"; fi
"$@" || exit 1
[ -d "$folder" ] || echo unknown`

/**
 * An argument vector that removes what is kept of a detached command that has ended, and prints `removed`; `running` where it has not or
 * something that it started has not, and then nothing is removed. One that is not there is removed.
 */
export function forgetProgram(id: string): readonly string[] {
  return ['sh', '-c', forget, 'berth-forget', id]
}

const forget = `${prelude}
reachable "$folder" || exit 1
${findTagged}
tag=${tagVariable}=$id
look
if [ "$state" = running ] || [ -n "$(tagged 2>/dev/null)" ]; then echo running; exit; fi
rm -rf "$folder" || exit 1
rmdir "\${folder%/*}" 2>/dev/null
echo removed`
