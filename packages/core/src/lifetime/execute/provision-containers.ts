import { onAllHosts } from '../../fanout/index.js'
import { provision, provisionError } from '../../provision/index.js'
import type { Plan } from '../plan/plan.js'
import { containerShell } from './container-shell.js'
import { reported } from './events.js'
import type { ExecutionContext } from './execution-context.js'
import type { HeldContainer } from './held-container.js'
import { launchOf } from './launch-of.js'

/**
 * Runs the setup script in every container that the plan has provisioned, at once on all hosts; nothing where there is
 * no script. Rejects with one `HostsError` once all hosts are done, with `BERTH_PROVISION_FAILED`, `BERTH_PROVISIONING`
 * or the error of what ended the script.
 */
export async function provisionContainers(
  plan: Plan,
  containers: ReadonlyMap<string, HeldContainer>,
  context: ExecutionContext,
): Promise<void> {
  const { setupScript, emit, run, signal } = context
  if (setupScript === null) return
  const hosts = [...plan.hosts].filter(([, host]) => host.provision).map(([host]) => host)
  const call = signal ? { signal } : {}
  const differing: string[] = []
  await onAllHosts(hosts, 'provision', (host) =>
    reported(emit, 'provision', host, async () => {
      const container = containers.get(host)
      const shell = await containerShell(context, host, container, call)
      const result = await provision(shell, setupScript, { run: run.id, launch: launchOf(container), ...call })
      const error = provisionError(host, setupScript.source, result)
      if (error !== null) throw error
      const before = result.outcome === 'done before' ? result.marker : null
      if (before?.state === 'done' && before.scriptHash !== setupScript.hash) differing.push(host)
    }),
  )
  if (differing.length === 0) return
  const message = `${differing.sort().join(', ')}: provisioned before with another setup script, which is not run again`
  emit({ type: 'warning', message })
}
