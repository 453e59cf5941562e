import { setTimeout as delay } from 'node:timers/promises'
import { allFaults, type NextUp } from '@berth/testbed'
import type { containersOf } from './containers.js'
import { type CrashCluster, type Ended, errorsOf } from './crash-cluster.js'

/** What became of the `up` after a crash, with whatever was wrong with it. */
export interface NextUpOutcome {
  readonly next: NextUp | null
  readonly violations: readonly string[]
}

/**
 * Milliseconds in which an `up` that refuses has to succeed, once all that it prints was done: longer than a remover
 * that died keeps others from a container, which none of the few crashes of every day leaves.
 */
const patience = allFaults() ? 330_000 : 200_000

/**
 * Commands, by their ids, that show something and change nothing, and those that need systemd, which the hosts do not
 * have: each has a test of its own.
 */
const notCarriedOut =
  /^(status|port-holder|exec-look(-on-host)?|enroot-(list|version)|engine-(info|disk|list|inspect|logs|images|image-inspect|service)|enable-linger)$/

/** What a remedy says where nothing is to be done but to try again. */
const toWait = /\b(wait|again|once)\b/i

/**
 * Brings a cluster up after a crash. Where that is refused, or fails, what the error tells is done as it is printed:
 * one of its commands, chosen by `choice`, or waiting, where it says to, until the `up` succeeds. A command has to
 * change something: what is there, or what the next `up` says.
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
  const failed = (why: string): NextUpOutcome => ({ next: null, violations: [...violations, why] })
  /** The command that was carried out last, and what it was to change. */
  let last: { readonly run: string; readonly code: string; readonly found: string } | null = null
  for (let turn = 0; ; turn += 1) {
    const ended = await cluster.berth(['up', '--json'])
    if (ended.exitCode === 0) break
    const [error] = errorsOf(ended)
    if (error === undefined || performance.now() - began > patience)
      return failed(`the next up does not succeed: ${told(ended)}`)
    const found = statesOf(await look())
    if (last !== null && last.code === error.code && last.found === found)
      return failed(`${last.run} changes nothing: ${told(ended)}`)
    const commands = error.commands.filter(({ id }) => !notCarriedOut.test(id))
    const command = commands[(choice + turn) % Math.max(commands.length, 1)]
    if (command === undefined) {
      if (!error.retryable && !toWait.test(error.remedy ?? '')) return failed(`there is no remedy: ${told(ended)}`)
      if (done.at(-1)?.remedy !== waited) done.push({ code: error.code, remedy: waited })
      last = null
      await delay(300)
      continue
    }
    done.push({ code: error.code, remedy: formOf(command.run) })
    last = { run: command.run, code: error.code, found }
    const carriedOut =
      command.hosts === null
        ? await cluster.printed(command.run)
        : await cluster.printedOnHosts(command.run, command.hosts)
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

/** What the containers of a cluster are and how far they came. */
function statesOf(containers: Awaited<ReturnType<typeof containersOf>>): string {
  return JSON.stringify([...containers].map(([host, seen]) => [host, seen?.id, seen?.state, seen?.stage]))
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
