import type { ContainerHandle } from '@berth/core/adapter'
import { type Engine, script } from './engine.js'
import { removeFunction } from './remove-script.js'
import { processFunctions, storeFunctions } from './store-script.js'
import { startFunction } from './supervisor-script.js'

/** What is done to a container that is still the one that was observed. */
export type HandleAction = 'restart' | 'remove'

/** Looks at id, name and labels again, then acts, under the lock on the container's folder. One that others made is known by its root filesystem alone. */
const handle = `
nonce=$1 data=$2 action=$3 id=$4 name=$5
shift 5
${storeFunctions}
${processFunctions}
${removeFunction}
${startFunction}
finish() { say "$1"; exit 0; }
failed() {
  [ -z "$1" ] || printf '%s\\n' "$1" >&2
  finish failed
}
readable || failed
case $id in
  rootfs-*)
    rootfs=$data/$name
    [ -d "$rootfs" ] || finish gone
    [ "rootfs-$(inode_of "$rootfs")" = "$id" ] && (($# == 0)) && ! id_of "$name" >/dev/null || finish changed
    [ "$action" = remove ] || failed "container $name was not made by Berth, and how to start it is not known"
    end_members "$rootfs" && enroot remove --force -- "$name" >&2 || failed
    finish done ;;
esac
folder=$store/containers/$id
[ -e "$folder" ] || finish gone
{ exec 9<"$folder"; } 2>/dev/null && flock 9 || { [ -e "$folder" ] || finish gone; failed "$folder cannot be locked"; }
[ -d "$folder" ] || finish gone
for pair; do grep -qF -- "$pair" "$folder/labels" || finish changed; done
[ "$(id_of "$name")" = "$id" ] || finish changed
case $action in
  restart)
    alive "$id" && finish done
    whole "$id" "$name" || failed "the root filesystem of container $name is not there whole"
    end_members "$data/$name" && start_container "$id" "$name" || failed ;;
  remove) remove_container "$id" "$name" || failed ;;
esac
finish done
`

/** The command line that restarts or removes a container if it still is the one of the handle. */
export function handleCommand(
  { reachedBy, data }: Engine,
  action: HandleAction,
  { id, name, labels }: ContainerHandle,
  nonce: string,
): readonly string[] {
  return script(reachedBy, handle, nonce, data, action, id, name, ...Object.entries(labels).map(labelText))
}

/** A label as it stands in the file of all labels; nothing within a name or value of JSON looks like it. */
function labelText([name, value]: readonly [string, string]): string {
  return `${JSON.stringify(name)}:${JSON.stringify(value)}`
}
