import { readdir } from 'node:fs/promises'
import type { Testbed } from '../../contract/testbed.js'
import { compare } from '../../invariants/compare.js'
import type { HostsSnapshot } from '../../invariants/host-snapshot.js'
import { snapshot } from '../../invariants/snapshot.js'
import { differences, type Inventory } from './differences.js'
import { heldNow } from './process-measure.js'

/** Everything but memory that work may leave behind. */
export interface Looked {
  /** What ends when work ends: what this process holds, and the processes and logins of every host, by their names. */
  readonly running: Inventory
  /** The files of this machine's folder. */
  readonly files: Inventory
  readonly hosts: HostsSnapshot
}

/** Where {@link lookAround} looks. */
export interface Surroundings {
  readonly testbed: Testbed
  /** A folder of this machine. */
  readonly folder: string
  readonly signal: AbortSignal
}

/** Looks at everything once; at this process last, when the look at the hosts is over. */
export async function lookAround({ testbed, folder, signal }: Surroundings): Promise<Looked> {
  const hosts = await snapshot(testbed)
  const files = new Map((await readdir(folder, { recursive: true })).map((path) => [`file here ${path}`, 1]))
  await new Promise<void>((resolve) => void setImmediate(resolve))
  return { running: new Map([...heldNow(signal), ...processesOf(hosts)]), files, hosts }
}

/** What there was when all was at rest. Without `rest`, files are let be: a first use may leave some for good. */
export interface Before {
  readonly running: Inventory
  readonly rest?: Looked
}

/** What differs from before, in words, one text each. Empty where all is as it was. */
export function changed({ running, rest }: Before, now: Looked): string[] {
  const files = rest === undefined ? { files: [/./] } : {}
  return [
    ...differences(running, now.running),
    ...(rest === undefined ? [] : differences(rest.files, now.files)),
    // Logins are counted: a connection that was lost is another one afterwards.
    ...compare(rest?.hosts ?? now.hosts, now.hosts, { names: [], processes: [/^sshd(-session)?: /], ...files }),
  ]
}

/** Files and folders, of this machine and of hosts, that came between two looks. */
export function filesBetween(first: Looked, then: Looked): string[] {
  const onHosts = [...then.hosts].flatMap(([host, { files }]) =>
    [...files.keys()].filter((path) => !first.hosts.get(host)?.files.has(path)).map((path) => `${host}: ${path}`),
  )
  return [...[...then.files.keys()].filter((file) => !first.files.has(file)), ...onHosts]
}

function processesOf(hosts: HostsSnapshot): Inventory {
  const counts = new Map<string, number>()
  for (const [host, { processes }] of hosts) {
    for (const { name } of processes.values()) {
      const what = `${host}: process ${name}`
      counts.set(what, (counts.get(what) ?? 0) + 1)
    }
  }
  return counts
}
