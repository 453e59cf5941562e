import { type AttachOptions, type BerthError, hostsText } from '@berth/core'
import type { Subcommand } from '../json/answers.js'
import { type FoldedLists, leavesHostsOut } from '../terminal/folded-lists.js'
import type { Session } from './with-cluster.js'

/** Attaches to the containers of all hosts, and takes note of the hosts that it goes on without. */
export async function attachSet<Name extends Subcommand>(
  { cluster, answer, folded }: Pick<Session<Name>, 'cluster' | 'answer' | 'folded'>,
  options: AttachOptions,
): Promise<void> {
  await cluster.attach(options)
  answer.missing(cluster.missing)
  keepMissing(cluster.missing, folded)
}

/** Keeps why a call goes on without each of these hosts, where they are too many to name in a line. */
export function keepMissing(missing: ReadonlyMap<string, BerthError>, folded: FoldedLists): void {
  if (leavesHostsOut(hostsText(missing.keys())))
    folded.keep(
      `going on without ${missing.size} hosts\n${[...missing.values()].map(({ message }) => message).join('\n')}`,
    )
}
