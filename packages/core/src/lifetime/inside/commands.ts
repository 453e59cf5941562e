import { programs } from '../../command/programs.generated.js'
import { berthFolder } from '../../contract/index.js'
import { ownerText } from '../owners/owner-text.js'
import type { Owner } from '../owners/run.js'

/** Who claims and seals: a cluster object of a process. */
export interface Claimant {
  /** Random; names the object's claim and seal in every container. */
  readonly id: string
  /** Id of the run that the object works for. */
  readonly run: string
  /** The process. */
  readonly owner: Owner
}

/**
 * Writes down in a container that its launch will not be undone any more, and that the claimant has brought it up; and
 * renews the lease of so many seconds, if it has one. Prints `endless` as `renewalCommand` does.
 */
export function commitCommand(
  launch: string,
  { id }: Pick<Claimant, 'id'>,
  lease: number | null,
  folder: string = berthFolder,
): readonly string[] {
  return command('commit', [folder, launch, id, lease === null ? '' : String(lease)])
}

/**
 * Leaves a claim in a container that is used by a process that did not make it. Prints `claimed`, or `sealed SECONDS
 * RUN`: the run is about to remove the container, and has so many seconds to do so.
 */
export function claimCommand(
  launch: string,
  { id, run, owner }: Claimant,
  folder: string = berthFolder,
): readonly string[] {
  return command('claim', [folder, launch, id, run, ownerText(owner)])
}

/** Takes a claim back. */
export function unclaimCommand({ id }: Pick<Claimant, 'id'>, folder: string = berthFolder): readonly string[] {
  return ['rm', '-f', `${folder}/claims/${id}`]
}

/**
 * The guard of a removal: exit code 0 if nobody claims the container, who then cannot any more; else 1, with why in
 * lines that `describeUsers` reads. `undo`: the process that launched the container takes it back, which it may
 * not where somebody wrote down that the launch is done. `seen`: it is judged by what was seen in it, and stays where
 * somebody else has brought it up since `broughtUp` was seen to have. `unseen`: nothing was seen in it. `known`: ids of
 * claims that do not count, beside the claimant's own. Default is none.
 */
export function sealCommand(
  launch: string,
  { id, run }: Pick<Claimant, 'id' | 'run'>,
  why: 'undo' | 'unseen' | { readonly seen: { readonly broughtUp: string } },
  known: readonly string[] = [],
  folder: string = berthFolder,
): readonly string[] {
  const [word, broughtUp] = typeof why === 'string' ? [why, ''] : ['seen', why.seen.broughtUp]
  return command('seal', [folder, launch, id, run, word, broughtUp, id, ...known])
}

function command(name: 'commit' | 'claim' | 'seal', words: readonly string[]): readonly string[] {
  return ['sh', '-c', programs[`lifetime/${name}`], `berth-${name}`, ...words]
}
