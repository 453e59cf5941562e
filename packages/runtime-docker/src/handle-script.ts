import type { ContainerHandle } from '@berth/core/adapter'

/** What is done to a container that is still the one that was observed. */
export type HandleAction = 'restart' | 'remove'

/** Looks at id and labels again, then acts, by the id alone: an id is never given again, and labels cannot change. */
const script = `
nonce=$1 engine=$2 action=$3 id=$4 template=$5
say() { printf '\\n%s %s\\n' "$nonce" "$1"; }
fail() {
  printf '%s\\n' "$said" >&2
  case $said in
    *"No such container: $id"*) say gone ;;
    *) say "$1" ;;
  esac
  exit 0
}
said=$($engine container inspect --format "$nonce $template" -- "$id" 2>&1) || fail unread
case $said in
  *"$nonce match"*) ;;
  *) say changed; exit 0 ;;
esac
case $action in
  restart) said=$($engine start -- "$id" 2>&1) || fail failed ;;
  remove) said=$($engine rm --force --volumes -- "$id" 2>&1) || fail failed ;;
esac
say done
`

/** The command line that restarts or removes a container if it still is the one of the handle. */
export function handleCommand(
  engine: readonly string[],
  action: HandleAction,
  handle: ContainerHandle,
  nonce: string,
): readonly string[] {
  return ['sh', '-c', script, 'berth-container', nonce, engine.join(' '), action, handle.id, matchTemplate(handle)]
}

/** A template that prints `match` for a container with exactly this id and all these labels. */
export function matchTemplate({ id, labels }: Pick<ContainerHandle, 'id' | 'labels'>): string {
  const checks = Object.entries(labels).map(
    ([name, value]) => `(eq (index .Config.Labels ${goString(name)}) ${goString(value)})`,
  )
  return `{{if and ${[`(eq .Id ${goString(id)})`, ...checks].join(' ')}}}match{{else}}changed{{end}}`
}

/** JSON's escapes are Go's too. */
function goString(text: string): string {
  return JSON.stringify(text)
}
