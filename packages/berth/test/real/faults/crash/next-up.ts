import { setTimeout as delay } from 'node:timers/promises'
import type { NextUp } from '@berth/testbed'
import type { containersOf } from './containers.js'
import { type CrashCluster, type Ended, errorsOf } from './crash-cluster.js'

/** What became of the `up` after a crash, with whatever was wrong with it. */
export interface NextUpOutcome {
  readonly next: NextUp | null
  readonly violations: readonly string[]
}

/**
 * Milliseconds in which an `up` that refuses has to succeed, once all that it prints was done: longer than a remover
 * that died keeps others from a container.
 */
const patience = 330_000

/**
 * Brings a cluster up after a crash. Where that is refused, or fails, what the error tells is done as it is printed:
 * one of its commands, chosen by `choice`, or waiting, until the `up` succeeds.
 */
export async function nextUp(
  look: () => ReturnType<typeof containersOf>,
  cluster: CrashCluster,
  choice: number,
): Promise<NextUpOutcome> {
  const before = await look()
  const violations: string[] = []
  const done: { code: string; remedy: string }[] = []
  const began = performance.now()
  for (let turn = 0; ; turn += 1) {
    const ended = await cluster.berth(['up', '--json'])
    if (ended.exitCode === 0) break
    const [error] = errorsOf(ended)
    if (error === undefined || performance.now() - began > patience)
      return { next: null, violations: [...violations, `the next up does not succeed: ${told(ended)}`] }
    const mine = error.commands.filter(({ hosts }) => hosts === null)
    const command = mine[(choice + turn) % Math.max(mine.length, 1)]
    if (command === undefined) {
      if (done.at(-1)?.remedy !== waited) done.push({ code: error.code, remedy: waited })
      await delay(300)
      continue
    }
    done.push({ code: error.code, remedy: formOf(command.run) })
    const carriedOut = await cluster.printed(command.run)
    if (carriedOut.exitCode !== 0) violations.push(`${command.run} fails: ${told(carriedOut)}`)
  }
  const [first] = done
  if (first !== undefined)
    return {
      next: { does: 'refusal', code: first.code, remedy: done.map(({ remedy }) => remedy).join(', then ') },
      violations,
    }
  const after = await look()
  const same = [...after].every(([host, container]) => container?.id === before.get(host)?.id)
  return { next: { does: same ? 'attach' : 'clean relaunch' }, violations }
}

const waited = 'waited, and ran it again'

/** A command without what is of one run alone. */
function formOf(line: string): string {
  return line
    .replace(/ --cluster (?:'[^']*'|\S+)/, '')
    .replace(/ --hosts (?:'[^']*'|\S+)/, '')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
}

function told({ exitCode, stdout, stderr }: Ended): string {
  return `exit code ${exitCode}: ${stderr.trim() || stdout.trim()}`
}
