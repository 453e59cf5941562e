import { TestbedError } from '../contract/testbed-error.js'
import { boot, bootLog } from '../host/boot-host.js'
import { dockerdCommand } from '../host/dockerd-command.js'
import { waitReady } from '../host/wait-ready.js'
import type { AddressPlan, HostPlan } from '../machine/address-plan.js'
import { lacksResourceCapability } from '../machine/requirements.js'
import { type TestbedPaths, testbedPaths } from '../state/paths.js'
import { isAlive, type ProcessIdentity } from '../state/process-identity.js'
import { readState, type TestbedState, writeState } from '../state/testbed-state.js'
import { cgroupOf } from './clean-up.js'

/** The record of a testbed that is up. */
export function liveState(name: string): TestbedState {
  const state = readState(testbedPaths(name).state)
  if (state === undefined) throw new TestbedError(`There is no testbed "${name}"; \`up\` makes one.`)
  return state
}

/** The living process 1 of a host. */
export function liveInit(name: string, host: HostPlan, index: number): ProcessIdentity {
  const init = liveState(name).inits[index]
  if (!init || !isAlive(init)) {
    throw new TestbedError(
      `Host ${host.name} of testbed "${name}" is not running; reboot it, or take the testbed down.`,
    )
  }
  return init
}

/** Records a host's process 1. */
function recordInit(paths: TestbedPaths, name: string, index: number, init: ProcessIdentity): void {
  const state = liveState(name)
  writeState(paths.state, { ...state, inits: state.inits.map((old, at) => (at === index ? init : old)) })
}

/** Starts a host whose files exist and waits until it answers. */
export async function startHost(name: string, plan: AddressPlan, index: number, sshOnly: boolean): Promise<void> {
  const paths = testbedPaths(name)
  const host = plan.hosts[index]
  if (host === undefined) throw new TestbedError(`Testbed "${name}" has no host number ${index}.`)
  const containerdStore = liveState(name).containerdStores?.[host.name] ?? null
  const settings = { containerdStore, cgroupParent: cgroupOf(name, host.name), shim: lacksResourceCapability() }
  const nascent = await boot(paths, plan, host, sshOnly ? [] : dockerdCommand(settings))
  recordInit(paths, name, index, nascent.init)
  await nascent.start()
  await waitReady(host, nascent.init, !sshOnly, () => bootLog(paths, host))
}
