import { setTimeout as delay } from 'node:timers/promises'
import type { NextUp } from '@berth/testbed'
import { printedCommands } from '../../../../../testbed/test/remedies/printed-commands.js'
import type { CommandOutcome } from '../../berth-command.js'
import type { FaultyBerth } from './faulty-berth.js'

/** How the `up` after a fault went. */
export interface AfterFault {
  readonly next: NextUp
  /** What did not go as it must; empty where all did. */
  readonly violations: readonly string[]
}

/** Milliseconds for which a failure that tells no command is tried again. */
const patience = 45_000

/** Commands of remedies that nobody runs who wants to keep what there is. */
const destroys = /--destroy/

/**
 * Brings the cluster up after a fault; where that is refused, or fails, does what the error tells, as it is printed, and
 * brings it up again. `ids` gives the ids of the containers, by which an attach is told from a launch.
 */
export async function nextUp(
  berth: FaultyBerth,
  onHosts: (hosts: readonly string[], line: string) => Promise<unknown>,
  ids: () => Promise<readonly (string | null)[]>,
): Promise<AfterFault> {
  const before = await ids()
  let refusal: NextUp | null = null
  const began = performance.now()
  for (;;) {
    const up = await berth.run('up')
    if (up.exitCode === 0) {
      const after = await ids()
      const attached = JSON.stringify(before) === JSON.stringify(after)
      return { next: refusal ?? { does: attached ? 'attach' : 'clean relaunch' }, violations: [] }
    }
    const told = printedCommands(up.stderr).filter(({ line }) => !destroys.test(line))
    if (performance.now() - began > patience)
      return {
        next: refusal ?? refusalOf(up, 'none that helped'),
        violations: [`the next up goes on to fail: ${up.stderr}`],
      }
    const [first] = told
    refusal ??= refusalOf(up, first === undefined ? 'waited, and ran it again' : shortened(first.line))
    if (first === undefined) await delay(1000)
    else if (first.hosts !== null) await onHosts(first.hosts, first.line)
    else {
      const { exitCode, said } = await berth.copy(first.line)
      if (exitCode !== 0) return { next: refusal, violations: [`the remedy failed: ${first.line}: ${said}`] }
    }
  }
}

function refusalOf({ exitCode, stderr }: CommandOutcome, remedy: string): NextUp {
  return { does: 'refusal', code: /BERTH_[A-Z_]+/.exec(stderr)?.[0] ?? `exit code ${exitCode}`, remedy }
}

/** A command without paths and ids. */
function shortened(line: string): string {
  return line
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'RUN')
    .replaceAll(/--cluster \S+/g, '--cluster FILE')
    .replaceAll(/\b(lab|fault)-[0-9a-f]{10}\b/g, 'NAME')
    .replaceAll(/\d+\.\d+\.\d+\.\d+/g, 'HOST')
}
