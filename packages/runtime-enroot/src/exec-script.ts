import type { ContainerEntry } from '@berth/core/adapter'
import { type Engine, script } from './engine.js'
import { processFunctions, storeFunctions } from './store-script.js'

/** In the container: takes the variables, whatever they hold, then becomes the command. */
const inside = `
workdir=$1 count=$2
shift 2
while [ "$count" -gt 0 ]; do
  export "$1"
  shift
  count=$((count - 1))
done
[ -z "$workdir" ] || cd -- "$workdir" || exit 126
exec "$@"`

/** Finds the container's init, and enters by it, with the container's own limits and variables. */
const enter = `
data=$1 inside=$2 id=$3 workdir=$4 count=$5
shift 5
${storeFunctions}
${processFunctions}
given=("\${@:1:$count}")
shift "$count"
words=()
case $id in
  rootfs-*)
    rootfs=
    for folder in "$data"/*/; do [ "rootfs-$(inode_of "$folder")" != "$id" ] || rootfs=$folder; done
    [ -n "$rootfs" ] || { echo "No such container: $id" >&2; exit 125; }
    init_of "$rootfs" || { echo "container $id is not running" >&2; exit 125; } ;;
  *)
    folder=$store/containers/$id
    [ -d "$folder" ] || { echo "No such container: $id" >&2; exit 125; }
    alive "$id" || { echo "container $id is not running" >&2; exit 125; }
    read_words "$folder/limits"
    ((\${#words[@]} == 0)) || prlimit --pid "$$" "\${words[@]}" || exit 125
    read_words "$folder/environment" ;;
esac
exec enroot exec -- "$init" sh -c "$inside" berth "$workdir" "$((\${#words[@]} + count))" \${words[@]+"\${words[@]}"} \${given[@]+"\${given[@]}"} "$@"
`

/** The command line that enters a running container. */
export function execCommand({ reachedBy, data }: Engine, id: string, entry: ContainerEntry): readonly string[] {
  const given = Object.entries(entry.env).map(([name, value]) => `${name}=${value}`)
  const workdir = entry.workingDirectory ?? ''
  return script(reachedBy, enter, data, inside, id, workdir, String(given.length), ...given, ...entry.argv)
}
