import { programs as core } from '../../../core/src/command/programs.generated.js'
import { declaredOperations, type OperationName } from '../../../core/test/command/operation/declared-operations.js'
import { programs as docker } from '../../../runtime-docker/src/programs.generated.js'
import type { KnownRequest } from '../../../testbed/src/faults/crash/crash-orders.js'

/** What the command has among its words that users have run in the crash tests. */
export const usersCommand = 'the-users-command'

/** A declared operation that is a crash point, by what its request has among its words; or why it is none. */
type CrashStep = { readonly words: readonly string[] } | { readonly noPoint: string }

const noCommand = 'Of detached commands; no up, down or provisioning begins, stops or lists one.'
const noGiving =
  'Only where image_source gives hosts the image, which no crash test does: what is left there is for the next transfer.'
const noRanks = 'Of mpirun; no up, down or provisioning launches ranks.'
const noFile = 'Of put and get; no up, down or provisioning copies files.'

/**
 * Every operation that Berth declares, whatever room it is of: a new one is an error of the compiler until it is a
 * crash point, or it is said here why none is needed.
 */
export const crashSteps: Readonly<Record<OperationName, CrashStep>> = {
  'cluster/exec runCommand': { words: [usersCommand] },
  'command begin': { noPoint: 'The beginning of every request: a SIGKILL during any of the others meets it.' },
  'command readFile': { noPoint: noFile },
  'command writeFile': { noPoint: noFile },
  'detach start': { noPoint: noCommand },
  'detach stop': { noPoint: noCommand },
  'detach forget': { noPoint: noCommand },
  'detach list': { noPoint: noCommand },
  'detach wait': { noPoint: noCommand },
  'files putTree': { noPoint: noFile },
  'files saveFile': { noPoint: noFile },
  'lifetime/execute/claims claim': { words: [core['lifetime/claim']] },
  'lifetime/execute/claims commit': { words: [core['lifetime/commit']] },
  'lifetime/execute/claims renew': { words: [core['lifetime/renew']] },
  'lifetime/execute/claims unclaim': { words: [docker.enter, 'rm', '-f'] },
  'lifetime/execute/steps makeSources': { words: [core['lifetime/make-sources']] },
  'lifetime/observe readFacts': { words: [core['lifetime/host-facts']] },
  'cluster/mpi prepare': { noPoint: noRanks },
  'cluster/mpi startDaemon': { noPoint: noRanks },
  'cluster/mpi run': { noPoint: noRanks },
  'cluster/mpi sweep': { noPoint: noRanks },
  'program observe': { words: [docker.observe] },
  'program ensureImage': { words: [docker.image] },
  'program lookForParts': { noPoint: noGiving },
  'program loadParts': { noPoint: noGiving },
  'program saveImage': { noPoint: noGiving },
  'program saveContainer': { noPoint: 'Of save; no up, down or provisioning saves a container.' },
  'program launch': { words: [docker.launch] },
  'program restart': { words: [docker.handle, 'restart'] },
  'program remove': { words: [docker.handle, 'remove'] },
  'program exec': { noPoint: 'The way into a container: what is run there is a step of its own.' },
  'program list': {
    noPoint: 'Reads. It is asked only where the outcome of a launch is unknown, and beside work that takes over 20 s.',
  },
  'program partsRemoval': { noPoint: 'Of prune; no up or down removes what an interrupted transfer has left.' },
  'program inventory': { noPoint: 'Reads. Of ls and prune; no up or down asks what else a host has.' },
  'provision provision': { words: [core['provision/provision']] },
  'sshd inspect': { words: [core['sshd/inspect']] },
  'sshd readTrust': { words: [core['sshd/trust']] },
  'sshd makeKeys': { words: [core['sshd/keys']] },
  'sshd start': { words: [core['sshd/apply']] },
}

/** How the crash hook tells requests apart: each by the name of its operation. */
export const knownRequests: readonly KnownRequest[] = Object.entries(crashSteps).flatMap(([step, how]) =>
  'words' in how ? [{ step, words: how.words }] : [],
)

/** The changes of files on this machine, as the crash hook names them, and what they are. */
export const fileSteps: Readonly<Record<string, string>> = {
  'mkdirSync .local/state/berth/runs': 'make the folder of run records',
  'writeFileSync .local/state/berth/runs/ID.json.ID': 'write the draft of a run record',
  'renameSync .local/state/berth/runs/ID.json.ID': 'put a run record in its place',
  'rmSync .local/state/berth/runs/ID.json': 'remove a run record',
}

/** A step of the crash hook, in words. */
export function titleOf(step: string): string {
  return declaredOperations.get(step)?.operation ?? fileSteps[step] ?? step
}
