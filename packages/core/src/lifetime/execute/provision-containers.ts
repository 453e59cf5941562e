import { BerthError, hostsText, type RemedyStep } from '../../errors/index.js'
import { bringUpKeepingFailed } from '../../errors/remedies/berth-commands.js'
import { outputInside, provision, provisionError } from '../../provision/index.js'
import type { CallOptions } from '../observe/host-access.js'
import { reachEngine } from '../observe/observed-engine.js'
import type { Plan } from '../plan/plan.js'
import { launchOf } from './claims/launch-of.js'
import { containerShell } from './container-shell.js'
import type { ExecutionContext } from './execution-context.js'
import { orRemoved } from './failure/removed-meanwhile.js'
import type { HeldContainer } from './held-container.js'
import { HeardOutput } from './steps/heard-output.js'
import { stepInTurn, turnsOf } from './steps/step-in-turn.js'
import { whileEngineAnswers } from './steps/while-engine-answers.js'

/**
 * Runs the setup script in every container that the plan has provisioned, on so many hosts at once as the call or the
 * cluster file says; nothing where there is no script. Goes on without as many hosts as may fail. Rejects with one
 * `HostsError` once all hosts are done, with `BERTH_PROVISION_FAILED`, also for an engine that neither answers nor
 * brings any output for about two minutes, `BERTH_PROVISIONING` or the error of what ended the script.
 */
export async function provisionContainers(
  plan: Plan,
  containers: ReadonlyMap<string, HeldContainer>,
  context: ExecutionContext,
): Promise<void> {
  const { setupScript, setupListener, atOnce, emit, run, signal, budget } = context
  if (setupScript === null) return
  const hosts = budget.left([...plan.hosts].filter(([, host]) => host.provision).map(([host]) => host))
  const call = signal ? { signal } : {}
  const differing: string[] = []
  const turns = turnsOf(atOnce.setupScripts, context)
  await budget.onHosts(hosts, 'provision', (host) => {
    const step = { host, step: 'provision', operation: 'provision container', emit, ...call } as const
    const output = new HeardOutput(setupListener?.(host))
    const provisionOn = async (watched: CallOptions): Promise<void> => {
      const held = containers.get(host)
      const shell = await containerShell(context, host, held, call)
      const asked = { run: run.id, launch: launchOf(held), onOutput: output.listener, ...watched }
      const result = await provision(shell, setupScript, asked).catch(async (error: unknown) => {
        throw BerthError.isInstance(error) ? await orRemoved(error, host, held, context) : error
      })
      const error = provisionError(host, setupScript.source, result, toLookAround(context))
      if (error !== null) throw await orRemoved(error, host, held, context)
      const before = result.outcome === 'done before' ? result.marker : null
      if (before?.state === 'done' && before.scriptHash !== setupScript.hash) differing.push(host)
    }
    return stepInTurn(turns, step, async () => {
      const engine = await reachEngine(context, host, call)
      await whileEngineAnswers(context, { ...step, ...longWork, engine, heard: output.heard }, provisionOn)
    })
  })
  if (differing.length === 0) return
  const message = `${hostsText(differing)}: provisioned before with another setup script, which is not run again`
  emit({ type: 'warning', message })
}

/** A script may take long, and goes on beside an engine that does not answer for a while: about two minutes. */
const longWork = { unknown: 'BERTH_PROVISION_FAILED', mostUnanswered: 4 } as const

/** How to look into a container whose script failed. */
function toLookAround({ keepFailed, scope }: ExecutionContext): readonly RemedyStep[] {
  if (keepFailed) return [outputInside]
  return ['To look around, keep the failed containers.', bringUpKeepingFailed(scope, {})]
}
