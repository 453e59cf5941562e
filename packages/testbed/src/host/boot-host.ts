import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { TestbedError } from '../contract/testbed-error.js'
import type { AddressPlan, HostPlan } from '../machine/address-plan.js'
import { ipBatch, plugLines } from '../machine/bridge.js'
import type { TestbedPaths } from '../state/paths.js'
import { identify, type ProcessIdentity } from '../state/process-identity.js'
import { HOST_ENVIRONMENT } from './enter-host.js'
import { hostFolder } from './host-files.js'
import { initArguments } from './init-script.js'

const UNSHARE = ['--mount', '--propagation', 'private', '--uts', '--ipc', '--net', '--pid', '--fork']

/** A host whose init waits for its cable. */
export interface NascentHost {
  /** The host's process 1. */
  readonly init: ProcessIdentity
  /** Plugs the cable in and lets the host start. Call it only when `init` has been recorded. */
  start(): Promise<void>
}

/** Makes the namespaces and the init of a host; nothing of it survives this process until `start` is called. */
export async function boot(
  paths: TestbedPaths,
  plan: AddressPlan,
  host: HostPlan,
  dockerd: readonly string[],
): Promise<NascentHost> {
  const dataRoot = join(paths.data, host.name)
  mkdirSync(dataRoot, { recursive: true })
  const log = openSync(join(paths.logs, `${host.name}.log`), 'a')
  const args = initArguments({
    name: host.name,
    address: `${host.address}/24`,
    layers: paths.layers,
    files: hostFolder(paths.layers, host),
    dataRoot,
    images: paths.archives,
    dockerd,
  })
  const child = spawn('unshare', [...UNSHARE, '/bin/sh', paths.init, ...args], {
    detached: true,
    cwd: '/',
    env: HOST_ENVIRONMENT,
    stdio: ['pipe', 'pipe', log],
  })
  closeSync(log)
  const { stdin, stdout } = child
  if (stdin === null || stdout === null) throw new TestbedError(`Host ${host.name} started without its pipes.`)
  stdin.on('error', () => {}) // an init that died early is reported by whoever waits for the host
  const lines = createInterface({ input: stdout })
  const [first] = (await Promise.race([once(lines, 'line'), once(child, 'close')])) as [unknown]
  lines.close()
  const init = typeof first === 'string' ? identify(Number(first)) : undefined
  if (init === undefined) throw new TestbedError(`Host ${host.name} did not start: ${bootLog(paths, host)}`)
  return {
    init,
    async start() {
      await ipBatch(plugLines(plan, host, init.pid))
      await new Promise<void>((resolve) => stdin.end('go\n', () => resolve()))
      stdout.destroy()
      child.unref()
    },
  }
}

/** The end of what a host's init said while starting. */
export function bootLog(paths: TestbedPaths, host: HostPlan): string {
  try {
    return (
      readFileSync(join(paths.logs, `${host.name}.log`), 'utf8')
        .slice(-1000)
        .trim() || '(its log is empty)'
    )
  } catch {
    return '(it left no log)'
  }
}
