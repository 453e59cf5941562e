import { randomUUID } from 'node:crypto'
import {
  BerthError,
  type ContainerHandle,
  type ContainerRuntime,
  callLimits,
  type ExecResult,
  execInContainer,
  type HostConnection,
  type HostExecOptions,
  notRun,
  type Operation,
  operationError,
  type RuntimeCallOptions,
  runOperation,
} from '@berth/core/adapter'
import { capabilities } from './capabilities.js'
import { execCommand } from './commands.js'
import type { Dialect } from './dialect.js'
import { type Engine, engineWords } from './engine.js'
import { engineSaid } from './engine-words.js'
import { explain } from './errors.js'
import { findEngine } from './find-engine.js'
import { handleOutcome } from './handle-outcome.js'
import { type HandleAction, handleCommand } from './handle-script.js'
import { imageOutcome } from './image-outcome.js'
import { ensureImageCommand } from './image-script.js'
import { launchOutcome } from './launch-outcome.js'
import { launchCommand } from './launch-script.js'
import { listCommand } from './list-script.js'
import { parseHandles } from './listing.js'
import { observe } from './observe.js'
import { operationsOf } from './operations.js'
import { progressLines } from './progress-lines.js'
import { execRemedies } from './remedies.js'
import { RememberedEngines } from './remembered-engines.js'
import { refusedGroups } from './rootless-groups.js'

/** Containers of an engine that is reached through a Docker-compatible command line on each host. */
export function commandLineRuntime(dialect: Dialect): ContainerRuntime {
  const engines = new RememberedEngines()
  const operations = operationsOf(dialect.program)

  const engineOf = (host: HostConnection, operation: Operation, nameOrId: string): Promise<Engine> =>
    engines
      .get(host, () => findEngine(dialect, host, nameOrId))
      .catch((error: unknown) => {
        throw notRun(operation, error)
      })

  const actOn = async (
    action: HandleAction,
    host: HostConnection,
    handle: ContainerHandle,
    options: RuntimeCallOptions = {},
  ): Promise<void> => {
    const operation = { host: host.host, ...operations[action] }
    const engine = await engineOf(host, operation, handle.id)
    const nonce = randomUUID()
    const command = handleCommand(engine, action, handle, nonce)
    const result = await ask(host, operation, command, callLimits(options, action === 'restart' ? slow : quick))
    const trouble = handleOutcome(result, nonce, action, handle.id, engine)
    if (trouble !== null) throw operationError(operation, trouble)
  }

  return {
    name: dialect.program,
    capabilities,

    async observe(host, query, options = {}) {
      const { observation, engine } = await observe(dialect, host, query, options)
      if (engine !== null) engines.set(host, engine)
      return observation
    },

    async ensureImage(host, source, { onProgress = () => undefined, ...options } = {}) {
      const operation = { host: host.host, ...operations.ensureImage }
      const engine = await engineOf(host, operation, '')
      const nonce = randomUUID()
      const result = await ask(host, operation, ensureImageCommand(engine, source, nonce), {
        ...callLimits(options, slow),
        onOutput: progressLines(nonce, source, onProgress),
      })
      const outcome = imageOutcome(result, nonce, source, engine)
      if ('reason' in outcome) throw operationError(operation, outcome)
      return outcome
    },

    async launch(host, spec, options = {}) {
      const operation = { host: host.host, ...operations.launch }
      const engine = await engineOf(host, operation, spec.name)
      const refused = refusedGroups(engine, spec)
      if (refused !== null) throw operationError(operation, refused)
      const nonce = randomUUID()
      const result = await ask(host, operation, launchCommand(engine, spec, nonce), callLimits(options, slow))
      const outcome = launchOutcome(result, nonce, engine)
      if (!('reason' in outcome)) return outcome
      throw operationError({ ...operation, code: outcome.code }, outcome)
    },

    restart: (host, handle, options) => actOn('restart', host, handle, options),

    remove: (host, handle, options) => actOn('remove', host, handle, options),

    async exec(host, id, command, options = {}) {
      const operation = { host: host.host, ...operations.exec }
      const engine = await engineOf(host, operation, id)
      const enter = execCommand.bind(null, engineWords(engine), id)
      return execInContainer(host, enter, command, options).catch((error: unknown) => {
        if (!BerthError.isInstance(error) || error.code !== operation.code) throw error
        const { reason, remedy } = explain(
          error.reason,
          engine,
          execRemedies(dialect.program),
          error.remedy ?? operation.afterwards,
        )
        throw new BerthError({ ...operation, message: reason, remedy, retryable: error.retryable, cause: error })
      })
    },

    async list(host, labels, options = {}) {
      const operation = { host: host.host, ...operations.list }
      const engine = await engineOf(host, operation, '')
      const nonce = randomUUID()
      const result = await ask(host, operation, listCommand(engine, labels, nonce), callLimits(options, quick))
      const handles = result.exitCode === 0 && !result.truncated ? parseHandles(dialect, result, nonce, labels) : null
      if (handles === null) throw operationError(operation, explain(result.stderr, engine, [], operation.afterwards))
      return handles
    },
  }
}

/** Milliseconds for a call that only asks. */
const quick = 60_000

/** Milliseconds for a call that may pull or start. */
const slow = 900_000

function ask(
  host: HostConnection,
  operation: Operation,
  command: readonly string[],
  options: HostExecOptions,
): Promise<ExecResult> {
  return runOperation(host, operation, command, options, engineSaid)
}
