import { programs } from '../command/programs.generated.js'
import { berthFolder } from '../contract/index.js'

/**
 * The command that tells what Berth wrote down in a container, for adapters: `observe` runs it as uid 0 in a running
 * container with the label `berth.launch`, and hands its standard output back unread. It needs nothing but `sh`, and
 * changes nothing. `folder` is Berth's folder in the container.
 */
export function insideCommand(folder: string = berthFolder): readonly string[] {
  return ['sh', '-c', programs['lifetime/inside'], 'berth-inside', folder]
}
