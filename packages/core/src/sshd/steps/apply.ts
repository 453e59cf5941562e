import { operationError, operationOn } from '../../command/operation/index.js'
import { programs } from '../../command/programs.generated.js'
import type { BerthError } from '../../errors/index.js'
import { showListener } from '../../errors/remedies/host-commands.js'
import { knownName } from '../files/known-hosts.js'
import { keyFolder, sshdFiles, sshdFolder, systemFiles } from '../files/paths.js'
import { sshdOperations } from '../operations.js'
import type { SshdContainer } from '../sshd-container.js'
import type { SshdPlan } from '../sshd-plan.js'
import { bundle } from './bundle.js'
import type { ClusterKeys } from './cluster-keys.js'
import { runStep } from './run-step.js'

/** What {@link applySshd} needs beside the plan. */
export interface ApplySettings {
  /** TCP port. */
  readonly port: number
  /** Private keys to install; null where the container has them. */
  readonly keys: ClusterKeys | null
  readonly signal?: AbortSignal
}

/**
 * What came of applying a plan. `changed`: another process has installed something since the container was looked at;
 * nothing was changed, and the plan must be made anew.
 */
export type Applied = 'ready' | 'changed'

/**
 * Installs the files of a plan in one container, starts sshd if the plan says so, and proves that the listener on the
 * port is that sshd, in one round trip.
 *
 * Rejects with `BERTH_SSHD_PORT_TAKEN` if something else listens, then nothing of ours runs; as {@link runStep} does
 * otherwise.
 */
export async function applySshd(container: SshdContainer, plan: SshdPlan, settings: ApplySettings): Promise<Applied> {
  const { port, keys, signal } = settings
  const [name = container.host] = container.names
  const stdin = bundle([
    ...(keys === null
      ? []
      : [
          { path: sshdFiles.hostKey, mode: '600', text: keys.hostKey },
          { path: sshdFiles.clientKey, mode: '600', text: keys.clientKey },
        ]),
    { path: sshdFiles.serverConfig, mode: '600', text: plan.serverConfig },
    { path: sshdFiles.authorizedKeys, mode: '600', text: plan.files.authorizedKeys },
    { path: sshdFiles.knownHosts, mode: '644', text: plan.files.knownHosts },
    { path: sshdFiles.clientConfig, mode: '644', text: plan.files.clientConfig },
    { path: sshdFiles.installed, mode: '644', text: `${plan.installed}\n` },
  ])
  const command = applyCommand(plan, container, keys === null ? 'kept' : 'given', [String(port), knownName(name, port)])
  const operation = operationOn(container.host, sshdOperations.start)
  const { stdout } = await runStep(container, operation, command, { stdin, ...(signal && { signal }) })
  const error = applyError(container.host, port, stdout)
  if (error !== null) throw error
  return stdout.startsWith('changed') ? 'changed' : 'ready'
}

/**
 * An argument vector that installs the bundle on standard input, starts sshd as the plan says, and proves by which of
 * the names sshd answers.
 */
function applyCommand(
  { action, started, seenTrust, files }: SshdPlan,
  { names, launch }: SshdContainer,
  keys: 'given' | 'kept',
  [port, known]: readonly [port: string, known: string],
): readonly string[] {
  return [
    'sh',
    '-c',
    programs['sshd/apply'],
    'berth-sshd-apply',
    sshdFolder,
    sshdFiles.serverConfig,
    sshdFiles.log,
    sshdFiles.pid,
    sshdFiles.started,
    sshdFiles.clientConfig,
    sshdFiles.clientKey,
    sshdFiles.knownHosts,
    systemFiles.clientConfig,
    systemFiles.passwords,
    systemFiles.accounts,
    keyFolder,
    sshdFiles.hostKey,
    sshdFiles.authorizedKeys,
    launch,
    seenTrust,
    files.trusted,
    keys,
    action,
    port,
    started,
    known,
    ...names,
  ]
}

/** Reads the output of the applying program: the error that the output tells of, or null. */
export function applyError(host: string, port: number, output: string): BerthError | null {
  const [, word, seen = ''] = /^(\w+)\n(.*)$/s.exec(output.replaceAll('\r', '')) ?? []
  if (word === 'ready' || word === 'changed') return null
  const operation = operationOn(host, sshdOperations.start)
  if (word === 'taken') {
    return operationError(
      { ...operation, code: 'BERTH_SSHD_PORT_TAKEN' },
      {
        reason: `another process listens on port ${port}\n${seen.trim()}`,
        remedy: ['Find it and end it, or choose another sshd_port.', showListener({ port: String(port) })],
      },
    )
  }
  if (word === 'shell') {
    return operationError(operation, {
      reason: `sshd does not let root in: root's login shell in the container, ${seen.trim()}`,
      remedy: 'Have the image, or the setup script, give root a login shell that runs commands.',
    })
  }
  return operationError(operation, {
    reason: seen.trim() || `unusable answer: ${output.slice(0, 200)}`,
    remedy: `Look at ${sshdFiles.log} in the container.`,
  })
}
