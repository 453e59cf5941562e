import { execa } from 'execa'
import { TestbedError } from '../contract/testbed-error.js'
import type { AddressPlan, HostPlan } from './address-plan.js'

/** Lines for `ip -batch` that make the bridge. */
export function bridgeLines(plan: AddressPlan): string[] {
  return [
    `link add ${plan.bridge} type bridge`,
    `address add ${plan.gateway}/24 dev ${plan.bridge}`,
    `link set ${plan.bridge} up`,
  ]
}

/** Lines that plug one host, whose init has the pid given, into the bridge. */
export function plugLines(plan: AddressPlan, host: HostPlan, pid: number): string[] {
  return [
    `link add ${host.port} type veth peer name eth0 address ${host.mac} netns ${pid}`,
    `link set ${host.port} master ${plan.bridge} up`,
  ]
}

/** Numbers X of the 10.77.X subnets and btbX bridges that `ip` output mentions. */
export function usedSubnetNumbers(ipOutput: string): Set<number> {
  const matches = ipOutput.matchAll(/\b10\.77\.(\d+)\.|\bbtb(\d+)/g)
  return new Set(Array.from(matches, (match) => Number(match[1] ?? match[2])))
}

/** Runs lines through one `ip` process. */
export async function ipBatch(lines: readonly string[]): Promise<void> {
  const result = await execa('ip', ['-batch', '-'], { input: `${lines.join('\n')}\n`, reject: false })
  if (result.exitCode !== 0) {
    throw new TestbedError(`ip could not set up the testbed's network: ${result.stderr.trim()}`)
  }
}

/** Asks the machine which subnet numbers something uses already. */
export async function readUsedSubnetNumbers(): Promise<Set<number>> {
  const questions = [
    ['-o', 'link'],
    ['-4', 'route', 'show', 'table', 'all'],
    ['-o', '-4', 'address'],
  ]
  const answers = await Promise.all(questions.map((question) => execa('ip', question)))
  return usedSubnetNumbers(answers.map((answer) => answer.stdout).join('\n'))
}

/** Removes the links of a testbed's network that are still there. */
export async function removeNetwork(plan: AddressPlan): Promise<void> {
  const names = new Set([plan.bridge, ...plan.hosts.map((host) => host.port)])
  const left = async (): Promise<string[]> => {
    const links = await execa('ip', ['-o', 'link'])
    return links.stdout.split('\n').flatMap((line) => {
      const name = /^\d+: ([^:@]+)/.exec(line)?.[1] ?? ''
      return names.has(name) ? [name] : []
    })
  }
  for (let attempt = 0; attempt < 50; attempt++) {
    const remaining = await left()
    if (remaining.length === 0) return
    // The kernel removes the cables of a dead host by itself, so any of these may vanish first.
    await execa('ip', ['-force', '-batch', '-'], {
      input: remaining.map((name) => `link delete ${name}\n`).join(''),
      reject: false,
    })
  }
  throw new TestbedError(`Network links of the testbed could not be removed: ${(await left()).join(', ')}`)
}
