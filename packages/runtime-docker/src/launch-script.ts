import type { ContainerSpec } from '@berth/core/adapter'
import { createArguments, pathsThatMustExist } from './commands.js'

/**
 * Creates, then starts. What was created and does not run is removed again, by the id that its creation printed. An engine
 * without an init binary says so at the start only: then the container is made once more without one.
 */
const script = `
nonce=$1 engine=$2 paths=$3
shift 3
say() { printf '\\n%s %s\\n' "$nonce" "$*"; }
while [ "$paths" -gt 0 ]; do
  [ -e "$1" ] || { printf 'bind source path does not exist: %s\\n' "$1" >&2; say refused; exit 0; }
  shift
  paths=$((paths - 1))
done

undo() {
  if $engine rm --force --volumes -- "$id" >/dev/null; then say removed; else say left "$id"; fi
}

launch() {
  id=$($engine create $init "$@") || { say refused; exit 0; }
  case $id in
    *[!0-9a-f]* | '') printf 'the engine answered a creation without an id: %s\\n' "$id" >&2; say unclear; exit 0 ;;
  esac
  say created "$id"
  said=$($engine start -- "$id" 2>&1 >/dev/null) || return
  state=$($engine container inspect --format '{{.State.Status}} {{.State.StartedAt}}' -- "$id") || state=
  case $state in
    'running '*) say "$state"; exit 0 ;;
  esac
  said="it ended at once: $($engine logs --tail 20 -- "$id" 2>&1)"
  return 1
}

init=--init
launch "$@"
case $said in
  *docker-init*'not found'* | *docker-init*'no such file'*)
    undo
    init=
    launch "$@" ;;
esac
printf '%s\\n' "$said" >&2
undo
`

/** The command line that launches a container. */
export function launchCommand(engine: readonly string[], spec: ContainerSpec, nonce: string): readonly string[] {
  const paths = pathsThatMustExist(spec)
  const counted = [String(paths.length), ...paths]
  return ['sh', '-c', script, 'berth-launch', nonce, engine.join(' '), ...counted, ...createArguments(spec)]
}
