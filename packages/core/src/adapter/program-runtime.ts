import { randomUUID } from 'node:crypto'
import { execInContainer } from '../command/index.js'
import { notRun, type Operation, operationError, operationOn } from '../command/operation/index.js'
import type { ContainerRuntime, HostConnection, RuntimeCallOptions } from '../contract/index.js'
import { BerthError } from '../errors/index.js'
import { askForReports } from '../program/ask-for-reports.js'
import type { ProgramListener } from '../program/reports/report-lines.js'
import { callLimits } from '../program/run-operation.js'
import { engineSearch, observation, type RuntimeCall, runtimeOperations } from '../program/runtime-operations.js'
import { incompleteObservation, unknownObservation } from '../program/unknown-observation.js'
import { imageProgress } from './image-progress.js'
import { RememberedEngines } from './remembered-engines.js'
import type { CallPart, Refusal, RuntimeParts, Seen } from './runtime-parts.js'

/**
 * The runtime that is made of these parts, for adapters. It runs the programs, each in one round trip, with the limits,
 * errors and codes of the contract; it remembers each connection's engine, finds it where no observation came before,
 * and tells of progress.
 *
 * @example
 * ```ts
 * export function sandboxRuntime(): ContainerRuntime {
 *   return programRuntime<Engine>({ name: 'sandbox', observe: { program: observeProgram, … }, … })
 * }
 * ```
 */
export function programRuntime<Engine>(parts: RuntimeParts<Engine>): ContainerRuntime {
  const { name, title, capabilities, argsSchema, said = (stderr) => stderr.trim() } = parts
  const engines = new RememberedEngines<Engine>()
  const operations = runtimeOperations(parts.advice)

  const findEngine = async (host: HostConnection, nameOrId: string): Promise<Engine> => {
    const operation = operationOn(host.host, engineSearch(title))
    const program = parts.observe.program({ name: '', image: '', privilege: 'auto' })
    const answer = await askForReports(host, operation, program, {
      ...callLimits({}, quick),
      said,
      explain: (stderr) => ({ ...incompleteObservation, reason: said(stderr) || incompleteObservation.reason }),
    })
    return unlessRefused(operation, parts.observe.engine(answer, nameOrId))
  }

  const engineOf = (host: HostConnection, operation: Operation, nameOrId: string): Promise<Engine> =>
    engines
      .get(host, () => findEngine(host, nameOrId))
      .catch((error: unknown) => {
        throw notRun(operation, error)
      })

  const run = async <Asked, Value>(
    host: HostConnection,
    call: Exclude<RuntimeCall, 'exec'>,
    part: CallPart<Engine, Asked, Value>,
    asked: Asked,
    nameOrId: string,
    options: RuntimeCallOptions = {},
    listener: ProgramListener = {},
  ): Promise<Value> => {
    const operation = { host: host.host, ...operations[call] }
    const engine = await engineOf(host, operation, nameOrId)
    const program = unlessRefused(operation, part.program(asked, engine, randomUUID()))
    const { explain } = part
    const answer = await askForReports(host, operation, program, {
      ...callLimits(options, part.timeout ?? limits[call]),
      ...listener,
      said,
      ...(explain && { explain: (stderr) => explain(stderr, operation.afterwards, engine, asked) }),
    })
    return unlessRefused(operation, part.outcome(answer, asked, engine))
  }

  const look = async (
    ...[host, query, options = {}]: Parameters<ContainerRuntime['observe']>
  ): Promise<Seen<Engine>> => {
    const operation = operationOn(host.host, observation(title))
    const asked = { ...callLimits(options, quick), said }
    return parts.observe.outcome(await askForReports(host, operation, parts.observe.program(query), asked), query)
  }

  return {
    name,
    capabilities,
    ...(argsSchema && { argsSchema }),

    async observe(...asked) {
      try {
        const first = await look(...asked)
        const { observation, engine } = first.changing ? await look(...asked) : first
        if (engine !== null) engines.set(asked[0], engine)
        return observation
      } catch (error) {
        return unknownObservation(error)
      }
    },

    ensureImage(host, source, { onProgress, ...options } = {}) {
      const { beginnings, progressOn } = parts.ensureImage
      const listener = onProgress && imageProgress(beginnings(source), progressOn, onProgress)
      return run(host, 'ensureImage', parts.ensureImage, source, '', options, listener)
    },

    launch: (host, spec, options) => run(host, 'launch', parts.launch, spec, spec.name, options),

    async restart(host, handle, options) {
      await run(host, 'restart', parts.restart, handle, handle.id, options)
    },

    async remove(host, handle, { guard = [], ...options } = {}) {
      await run(host, 'remove', parts.remove, { ...handle, guard }, handle.id, options)
    },

    async exec(host, id, command, options = {}) {
      const { enter, refuse, explain } = parts.exec
      const operation = { host: host.host, ...operations.exec }
      const refused = refuse?.(options) ?? null
      if (refused !== null) throw operationError(operation, refused)
      const engine = await engineOf(host, operation, id)
      return execInContainer(host, (entry) => enter(entry, id, engine), command, options).catch((error: unknown) => {
        if (!BerthError.isInstance(error) || error.code !== operation.code || explain === undefined) throw error
        const { reason, remedy } = explain(error.reason, error.remedy ?? operation.afterwards, engine)
        throw new BerthError({ ...operation, message: reason, remedy, retryable: error.retryable, cause: error })
      })
    },

    list: (host, labels, options) => run(host, 'list', parts.list, labels, '', options),
  }
}

/** Milliseconds for a call that only asks. */
const quick = 60_000

/** Milliseconds for a call that may pull or start. */
const slow = 900_000

const limits: Readonly<Record<Exclude<RuntimeCall, 'exec'>, number>> = {
  ensureImage: slow,
  launch: slow,
  restart: slow,
  remove: quick,
  list: quick,
}

/** A value that is no refusal; throws the operation's error for one. */
function unlessRefused<Value>(operation: Operation, value: Value | Refusal): Value {
  if (!isRefusal(value)) return value
  throw operationError({ ...operation, code: value.code ?? operation.code }, value)
}

function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'reason' in value && 'remedy' in value
}
