import type { ContainerHandle } from '@berth/core/adapter'
import type { Dialect } from './dialect.js'
import { type Engine, engineWords } from './engine.js'

/** What is done to a container that is still the one that was observed. */
export type HandleAction = 'restart' | 'remove'

/** Looks at id and labels again, then acts, by the id alone: an id is never given again, and labels cannot change. */
const script = `
nonce=$1 engine=$2 action=$3 id=$4 template=$5
shift 5
say() { printf '\\n%s %s\\n' "$nonce" "$1"; }
fail() { printf '%s\\n' "$said" >&2; say "$1"; exit 0; }
said=$($engine container inspect --format "$nonce $template" -- "$id" 2>&1) || fail unread
case $said in
  *"$nonce match"*) ;;
  *) say changed; exit 0 ;;
esac
case $action in
  restart) said=$($engine start -- "$id" 2>&1) || fail failed ;;
  remove) said=$($engine rm "$@" -- "$id" 2>&1) || fail failed ;;
esac
say done
`

/** The command line that restarts or removes a container if it still is the one of the handle. */
export function handleCommand(
  engine: Pick<Engine, 'dialect' | 'reachedBy'>,
  action: HandleAction,
  handle: ContainerHandle,
  nonce: string,
): readonly string[] {
  const { dialect } = engine
  const words = [
    engineWords(engine).join(' '),
    action,
    handle.id,
    matchTemplate(dialect, handle),
    ...dialect.removeFlags,
  ]
  return ['sh', '-c', script, 'berth-container', nonce, ...words]
}

/** A template that prints `match` for a container with exactly this id and all these labels. */
export function matchTemplate(
  { idField }: Pick<Dialect, 'idField'>,
  { id, labels }: Pick<ContainerHandle, 'id' | 'labels'>,
): string {
  const checks = Object.entries(labels).map(
    ([name, value]) => `(eq (index .Config.Labels ${goString(name)}) ${goString(value)})`,
  )
  return `{{if and ${[`(eq ${idField} ${goString(id)})`, ...checks].join(' ')}}}match{{else}}changed{{end}}`
}

/** JSON's escapes are Go's too. */
function goString(text: string): string {
  return JSON.stringify(text)
}
