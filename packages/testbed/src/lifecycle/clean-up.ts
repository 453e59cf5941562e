import { existsSync, readdirSync, readFileSync, rmdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { TestbedError } from '../contract/testbed-error.js'
import { planAddresses } from '../machine/address-plan.js'
import { removeNetwork } from '../machine/bridge.js'
import { testbedPaths } from '../state/paths.js'
import type { TestbedState } from '../state/testbed-state.js'
import { killHosts } from './kill-hosts.js'

/** The cgroup under which a testbed's containers live, as dockerd wants it. */
export function cgroupOf(name: string, host?: string): string {
  return ['', 'berth-testbed', name, ...(host === undefined ? [] : [host])].join('/')
}

/**
 * Removes everything that a record names, and the record last. Nothing is found by pattern: all of it was written down.
 */
export async function cleanUp(state: TestbedState): Promise<void> {
  const paths = testbedPaths(state.name)
  const plan = planAddresses(state.subnetNumber, state.inits.length)
  const hosts = plan.hosts.map(({ name }, index) => ({ name, init: state.inits[index] }))
  await killHosts(paths.layers, hosts)
  await removeNetwork(plan)
  if (isMountPoint(paths.layers)) {
    const result = await execa('umount', [paths.layers], { reject: false })
    if (result.exitCode !== 0) {
      await execa('umount', ['--lazy', paths.layers])
    }
  }
  removeCgroups(state.name)
  if (isMountPoint(paths.layers)) throw new TestbedError(`${paths.layers} is still mounted; unmount it and try again.`)
  await execa('rm', ['-rf', '--one-file-system', paths.data])
  await execa('rm', ['-rf', '--one-file-system', paths.folder])
}

function isMountPoint(folder: string): boolean {
  const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n')
  return mounts.some((line) => line.split(' ')[1] === folder)
}

function removeCgroups(name: string): void {
  const root = '/sys/fs/cgroup'
  if (!existsSync(root)) return
  const hierarchies = ['', ...readdirSync(root)].map((hierarchy) => join(root, hierarchy, cgroupOf(name)))
  for (const folder of hierarchies) if (existsSync(folder)) removeCgroup(folder)
  for (const folder of hierarchies) {
    try {
      rmdirSync(dirname(folder))
    } catch {
      // other testbeds are in it
    }
  }
}

function removeCgroup(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeCgroup(join(folder, entry.name))
  }
  rmdirSync(folder)
}
