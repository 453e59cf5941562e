import { onAllHosts, Turns } from '../../fanout/index.js'
import { provision, provisionError } from '../../provision/index.js'
import type { Plan } from '../plan/plan.js'
import { containerShell } from './container-shell.js'
import type { ExecutionContext } from './execution-context.js'
import type { HeldContainer } from './held-container.js'
import { stepInTurn } from './step-in-turn.js'

/**
 * Runs the setup script in every container that the plan has provisioned, on so many hosts at once as the cluster file
 * says; nothing where there is no script. Rejects with one `HostsError` once all hosts are done, with
 * `BERTH_PROVISION_FAILED`, `BERTH_PROVISIONING` or the error of what ended the script.
 */
export async function provisionContainers(
  plan: Plan,
  containers: ReadonlyMap<string, HeldContainer>,
  context: ExecutionContext,
): Promise<void> {
  const { setupScript, container, emit, run, signal } = context
  if (setupScript === null) return
  const hosts = [...plan.hosts].filter(([, host]) => host.provision).map(([host]) => host)
  const call = signal ? { signal } : {}
  const turns = new Turns(container.setupScriptsAtOnce)
  await onAllHosts(hosts, 'provision', (host) => {
    const step = { host, step: 'provision', operation: 'provision container', emit, ...call } as const
    return stepInTurn(turns, step, async () => {
      const shell = await containerShell(context, host, containers.get(host), call)
      const result = await provision(shell, setupScript, { run: run.id, ...call })
      const error = provisionError(host, setupScript.source, result)
      if (error !== null) throw error
    })
  })
}
