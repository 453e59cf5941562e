import { type Engine, script } from './engine.js'
import { storeFunctions } from './store-script.js'

/** Tells of every container that Berth made here, in any state; those that others made have no labels to be found by. */
const list = `
nonce=$1 data=$2
${storeFunctions}
readable || exit 1
if [ -d "$store/names" ]; then
  names=$(ls -A -- "$store/names") || exit 1
  while IFS= read -r name; do
    id=$(id_of "$name") && ! forsaken "$id" "$name" || continue
    labels=$(<"$store/containers/$id/labels") || { [ "$(id_of "$name")" != "$id" ] && continue; exit 1; }
    say container "$id" "$name"
    say labels "$labels"
  done < <([ -z "$names" ] || printf '%s\\n' "$names")
fi
say end
`

/** The command line that lists containers with their labels. */
export function listCommand({ reachedBy, data }: Engine, nonce: string): readonly string[] {
  return script(reachedBy, list, nonce, data)
}
