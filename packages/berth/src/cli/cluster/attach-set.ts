import type { AttachOptions } from '@berth/core'
import type { Subcommand } from '../json/answers.js'
import type { Session } from './with-cluster.js'

/** Attaches to the containers of all hosts, and takes note of the hosts that it goes on without. */
export async function attachSet<Name extends Subcommand>(
  { cluster, answer }: Pick<Session<Name>, 'cluster' | 'answer'>,
  options: AttachOptions,
): Promise<void> {
  await cluster.attach(options)
  answer.missing(cluster.missing)
}
