import type { ContainerSpec } from '@berth/core/adapter'
import { createArguments, pathsThatMustExist } from './commands.js'
import { type Engine, engineWords } from './engine.js'

/**
 * Creates, then starts. A creation that was killed may have been done, or be done yet. What was created and does not run is removed again, by
 * the id that its creation printed. An engine without an init binary says so when it creates or when it starts: then the container is made once more without one.
 */
const script = `
nonce=$1 engine=$2 no_init=$3 remove=$4 paths=$5
shift 5
say() { printf '\\n%s %s\\n' "$nonce" "$*"; }
while [ "$paths" -gt 0 ]; do
  [ -e "$1" ] || { printf 'bind source path does not exist: %s\\n' "$1" >&2; say refused; exit 0; }
  shift
  paths=$((paths - 1))
done

undo() {
  if $engine rm $remove -- "$id" >/dev/null; then say removed; else say left "$id"; fi
}

lacks_init() { [ -n "$init" ] && printf '%s\\n' "$said" | grep -Eq -- "$no_init"; }

launch() {
  said=$($engine create $init "$@" 2>&1) || {
    code=$?
    lacks_init && return 1
    printf '%s\\n' "$said" >&2
    if [ "$code" -gt 128 ]; then
      echo "the command that creates the container was ended by signal $((code - 128))" >&2
      say unclear
    else
      say refused
    fi
    exit 0
  }
  id=$(printf '%s\\n' "$said" | grep -Ex '[0-9a-f]{64}') || {
    printf 'the engine answered a creation without an id: %s\\n' "$said" >&2
    say unclear
    exit 0
  }
  say created "$id"
  said=$($engine start -- "$id" 2>&1 >/dev/null) || return
  state=$($engine container inspect --format '{{.State.Status}} {{json .State.StartedAt}}' -- "$id") || state=
  case $state in
    'running '*) say "$state"; exit 0 ;;
  esac
  said="it ended at once: $($engine logs --tail 20 -- "$id" 2>&1)"
  return 1
}

init=--init id=
launch "$@"
if lacks_init; then
  [ -z "$id" ] || undo
  init=
  launch "$@"
fi
printf '%s\\n' "$said" >&2
undo
`

/** The command line that launches a container. */
export function launchCommand(engine: Engine, spec: ContainerSpec, nonce: string): readonly string[] {
  const { removeFlags, words } = engine.dialect
  const paths = pathsThatMustExist(spec)
  const settings = [engineWords(engine).join(' '), words.noInit.source, removeFlags.join(' '), String(paths.length)]
  return ['sh', '-c', script, 'berth-launch', nonce, ...settings, ...paths, ...createArguments(spec)]
}
