import { randomUUID } from 'node:crypto'
import {
  BerthError,
  type ContainerHandle,
  type ContainerRuntime,
  callLimits,
  execInContainer,
  type HostConnection,
  notRun,
  type Operation,
  operationError,
  type RuntimeCallOptions,
  runOperation,
} from '@berth/core/adapter'
import { capabilities } from './capabilities.js'
import type { Engine } from './engine.js'
import { engineSaid } from './engine-words.js'
import { explain } from './errors.js'
import { execCommand } from './exec-script.js'
import { type HandleAction, handleCommand } from './handle-script.js'
import { ensureImageCommand } from './image-script.js'
import { launchCommand } from './launch-script.js'
import { listCommand } from './list-script.js'
import { parseHandles } from './listing.js'
import { observe } from './observe.js'
import { operations } from './operations.js'
import { handleOutcome, imageOutcome, launchOutcome } from './outcomes.js'
import { progressLines } from './progress-lines.js'
import { execRemedies } from './remedies.js'
import { RememberedEngines } from './remembered-engines.js'
import { unsupported } from './unsupported.js'

/**
 * Containers of enroot, through its command on each host: no daemon, no privileges. What enroot does not have, labels, image identities and containers that run on by
 * themselves, is kept in files beside its root filesystems and by a supervisor. What it cannot do is refused by name.
 *
 * @example
 * ```ts
 * const cluster = new Cluster({ config, transport, runtimes: { enroot: enrootRuntime() } })
 * ```
 */
export function enrootRuntime(): ContainerRuntime {
  const engines = new RememberedEngines()

  const engineOf = (host: HostConnection, operation: Operation): Promise<Engine> =>
    engines.get(host).catch((error: unknown) => {
      throw notRun(operation, error)
    })

  const actOn = async (
    action: HandleAction,
    host: HostConnection,
    handle: ContainerHandle,
    options: RuntimeCallOptions = {},
  ): Promise<void> => {
    const operation = { host: host.host, ...operations[action] }
    const engine = await engineOf(host, operation)
    const nonce = randomUUID()
    const command = handleCommand(engine, action, handle, nonce)
    const trouble = handleOutcome(
      await runOperation(host, operation, command, callLimits(options, slow), engineSaid),
      nonce,
      action,
    )
    if (trouble !== null) throw operationError(operation, trouble)
  }

  return {
    name: 'enroot',
    capabilities,

    async observe(host, query, options = {}) {
      const { observation, engine } = await observe(host, query, options)
      if (engine !== null) engines.set(host, engine)
      return observation
    },

    async ensureImage(host, source, { onProgress = () => undefined, ...options } = {}) {
      const operation = { host: host.host, ...operations.ensureImage }
      const engine = await engineOf(host, operation)
      const nonce = randomUUID()
      const limits = { ...callLimits(options, slow), onOutput: progressLines(nonce, source, onProgress) }
      const result = await runOperation(host, operation, ensureImageCommand(engine, source, nonce), limits, engineSaid)
      const outcome = imageOutcome(result, nonce, source)
      if ('reason' in outcome) throw operationError(operation, outcome)
      return outcome
    },

    async launch(host, spec, options = {}) {
      const operation = { host: host.host, ...operations.launch }
      const lacks = unsupported(spec)
      if (lacks.length > 0) {
        throw operationError(operation, {
          reason: `enroot cannot do what is asked for:\n${lacks.join('\n')}`,
          remedy: 'Change these in runtime.args (defaults: none takes no default set), or use another runtime.',
        })
      }
      const engine = await engineOf(host, operation)
      const nonce = randomUUID()
      const command = launchCommand(engine, spec, randomUUID(), nonce)
      const outcome = launchOutcome(
        await runOperation(host, operation, command, callLimits(options, slow), engineSaid),
        nonce,
      )
      if (!('reason' in outcome)) return outcome
      throw operationError({ ...operation, code: outcome.code }, outcome)
    },

    restart: (host, handle, options) => actOn('restart', host, handle, options),

    remove: (host, handle, options) => actOn('remove', host, handle, options),

    async exec(host, id, command, options = {}) {
      const operation = { host: host.host, ...operations.exec }
      const { user = '0' } = options
      if (user !== '0' && user !== 'root') {
        throw operationError(operation, {
          reason: `enroot cannot run a command as user ${user}: root is the only user in its containers`,
          remedy: 'Leave the user out: in the container it is root, on the host the login user.',
        })
      }
      const engine = await engineOf(host, operation)
      const enter = execCommand.bind(null, engine, id)
      return execInContainer(host, enter, command, options).catch((error: unknown) => {
        if (!BerthError.isInstance(error) || error.code !== operation.code) throw error
        const { reason, remedy } = explain(error.reason, execRemedies, error.remedy ?? operation.afterwards)
        throw new BerthError({ ...operation, message: reason, remedy, retryable: error.retryable, cause: error })
      })
    },

    async list(host, labels, options = {}) {
      const operation = { host: host.host, ...operations.list }
      const engine = await engineOf(host, operation)
      const nonce = randomUUID()
      const result = await runOperation(
        host,
        operation,
        listCommand(engine, nonce),
        callLimits(options, quick),
        engineSaid,
      )
      const handles = result.exitCode === 0 && !result.truncated ? parseHandles(result.stdout, nonce, labels) : null
      if (handles === null) throw operationError(operation, explain(result.stderr, [], operation.afterwards))
      return handles
    },
  }
}

/** Milliseconds for a call that only asks. */
const quick = 60_000

/** Milliseconds for a call that may pull, unpack, start or take away. */
const slow = 900_000
