import { randomUUID } from 'node:crypto'
import { execInContainer, saidOnCutWay } from '../command/index.js'
import {
  endingError,
  endingOf,
  type Operation,
  operationError,
  operationOn,
  type Trouble,
} from '../command/operation/index.js'
import type {
  ContainerRuntime,
  EngineConnection,
  EnsureImageOptions,
  ImageIdentity,
  OutputStream,
  RuntimeCallOptions,
} from '../contract/index.js'
import { BerthError } from '../errors/index.js'
import { askForReports } from '../program/ask-for-reports.js'
import type { ProgramListener } from '../program/reports/report-lines.js'
import { callLimits, runOperation } from '../program/run-operation.js'
import {
  inventoryOf,
  observation,
  partsRemoval,
  type RuntimeCall,
  runtimeOperations,
} from '../program/runtime-operations.js'
import { shortWords } from '../program/short-words.js'
import { timeLimits } from '../program/time-limits.js'
import { unknownObservation } from '../program/unknown-observation.js'
import { imageProgress } from './image-progress.js'
import { both, imageWarnings } from './image-warnings.js'
import type { CallPart, ImagePart, Refusal, RuntimeParts, Seen } from './runtime-parts.js'
import { SavedOutput } from './saved-output.js'

/**
 * The runtime that is made of these parts, for adapters. It runs the programs, each in one round trip, with the limits,
 * errors and codes of the contract, and tells of progress.
 *
 * @example
 * ```ts
 * export function sandboxRuntime(): ContainerRuntime {
 *   return programRuntime<Engine>({ name: 'sandbox', observe: { program: observeProgram, … }, … })
 * }
 * ```
 */
export function programRuntime<Engine>(parts: RuntimeParts<Engine>): ContainerRuntime {
  const { name, title, capabilities, argsSchema, rules, said = (stderr) => stderr.trim() } = parts
  const operationsOf = (engine: Engine) => runtimeOperations(parts.advice(engine))

  const run = async <Asked, Value>(
    { connection, facts }: EngineConnection,
    call: Exclude<RuntimeCall, 'exec'>,
    part: CallPart<Engine, Asked, Value>,
    asked: Asked,
    options: RuntimeCallOptions = {},
    listener: ProgramListener = {},
  ): Promise<Value> => {
    const engine = parts.engine(facts)
    const operation = whenLate({ host: connection.host, ...operationsOf(engine)[call] }, part.late?.(asked) ?? null)
    const program = unlessRefused(operation, part.program(asked, engine, randomUUID()))
    const { explain } = part
    const answer = await askForReports(connection, operation, program, {
      ...callLimits(options, part.timeout ?? limits[call]),
      ...listener,
      said,
      ...(explain && { explain: (stderr) => explain(stderr, operation.afterwards, engine, asked) }),
    })
    return unlessRefused(operation, part.outcome(answer, asked, engine))
  }

  const look = async (...[host, query, options = {}]: Parameters<ContainerRuntime['observe']>): Promise<Seen> => {
    const operation = operationOn(host.host, observation(title))
    const asked = { ...callLimits(options, timeLimits.asking), said }
    return parts.observe.outcome(await askForReports(host, operation, parts.observe.program(query), asked), query)
  }

  const bring = <Source>(
    engine: EngineConnection,
    call: 'ensureImage' | 'loadParts',
    part: ImagePart<Engine, Source>,
    source: Source,
    { onProgress, onWarning, ...options }: EnsureImageOptions = {},
  ): Promise<ImageIdentity> => {
    const warner = onWarning === undefined ? {} : imageWarnings(part, source, onWarning)
    if (onProgress === undefined) return run(engine, call, part, source, options, warner)
    const { done, ...teller } = imageProgress(part, source, onProgress)
    const outcome = (...asked: Parameters<typeof part.outcome>): ImageIdentity | Refusal => {
      const image = part.outcome(...asked)
      if (!isRefusal(image)) done(asked[0])
      return image
    }
    return run(engine, call, { ...part, outcome }, source, options, both(warner, teller))
  }

  const writeOut = async (
    { connection, facts }: EngineConnection,
    call: 'saveImage' | 'saveContainer',
    command: (engine: Engine) => readonly string[],
    take: (piece: Uint8Array) => unknown,
    options: RuntimeCallOptions = {},
    whenCut: () => Promise<void> = async () => undefined,
  ): Promise<void> => {
    const engine = parts.engine(facts)
    const operation = { host: connection.host, ...operationsOf(engine)[call] }
    const asked = {
      ...callLimits(options, limits[call]),
      maxOutput: mostSaid,
      onOutput: (stream: OutputStream, piece: Uint8Array) => (stream === 'stdout' ? take(piece) : undefined),
    }
    const ended = await runOperation(connection, operation, command(engine), asked, said).catch(
      async (error: unknown) => {
        await whenCut().catch(() => undefined)
        throw error
      },
    )
    const ending = endingOf({ ...ended, stderr: said(shortWords(ended.stderr)) }, asked)
    const error = endingError(ending, operation)
    if (error !== null) throw error
  }

  const { inventory, parts: images, removeParts, save } = parts

  return {
    name,
    capabilities,
    ...(argsSchema && { argsSchema }),
    ...(rules && { rules }),

    async observe(...asked) {
      try {
        const first = await look(...asked)
        return (first.changing ? await look(...asked) : first).observation
      } catch (error) {
        return unknownObservation(error)
      }
    },

    ensureImage: (engine, source, options) => bring(engine, 'ensureImage', parts.ensureImage, source, options),

    ...(images && {
      lookForParts: (engine, outline, options) => run(engine, 'lookForParts', images.look, outline, options),
      saveImage: (engine, reference, take, options) =>
        writeOut(engine, 'saveImage', (known) => images.save(reference, known), take, options),
      loadParts: (engine, put, options) => bring(engine, 'loadParts', images.load, put, options),
    }),

    ...(save && {
      saveContainer: async (engine, container, leftOut, take, options) => {
        const unique = randomUUID()
        const known = parts.engine(engine.facts)
        const output = new SavedOutput(take)
        const command = (): readonly string[] => save.write({ container, leftOut, unique }, known)
        const whenCut = async (): Promise<void> => {
          if (output.state === 'none') return
          // An engine goes on with what it was asked to make when whoever has asked is gone.
          const seconds = output.state === 'making' ? makingLimit : 0
          await engine.connection.exec(save.forget(unique, seconds, known), { timeout: timeLimits.asking })
        }
        await writeOut(engine, 'saveContainer', command, (piece) => output.take(piece), options, whenCut)
      },
    }),

    launch: (engine, spec, options) => run(engine, 'launch', parts.launch, spec, options),

    async restart(engine, handle, options) {
      await run(engine, 'restart', parts.restart, handle, options)
    },

    async remove(engine, handle, { guard = [], ...options } = {}) {
      await run(engine, 'remove', parts.remove, { ...handle, guard }, options)
    },

    async exec({ connection, facts }, id, command, options = {}) {
      const { enter, refuse, explain, provesNotStarted } = parts.exec
      const engine = parts.engine(facts)
      const operation = { host: connection.host, ...operationsOf(engine).exec }
      const refused = refuse?.(options) ?? null
      if (refused !== null) throw operationError(operation, refused)
      const entering = execInContainer(connection, (entry) => enter(entry, id, engine), command, options)
      return entering.catch((error: unknown) => {
        if (!BerthError.isInstance(error)) throw error
        const onCutWay = saidOnCutWay(error)
        const refusal = onCutWay !== null && provesNotStarted?.(onCutWay, engine) === true ? onCutWay : null
        if (refusal === null && (error.code !== operation.code || explain === undefined)) throw error
        const said = refusal ?? error.reason
        const usual = { reason: said, remedy: operation.afterwards }
        const known = explain?.(said, error.advice ?? operation.afterwards, engine, id) ?? usual
        const { reason, remedy, code = operation.code }: Refusal = known
        const isOpen = code !== operation.code
        const message = isOpen ? `${reason}; it may have run` : reason
        throw new BerthError({
          ...operation,
          code,
          message,
          remedy,
          retryable: !isOpen && error.retryable,
          cause: error,
        })
      })
    },

    list: (engine, labels, options) => run(engine, 'list', parts.list, labels, options),

    ...(inventory && {
      inventory: async (host, query, options = {}) => {
        const operation = operationOn(host.host, inventoryOf(title))
        const asked = { ...callLimits(options, timeLimits.asking), said }
        return unlessRefused(
          operation,
          inventory.outcome(await askForReports(host, operation, inventory.program(query), asked), query),
        )
      },
    }),

    ...(removeParts && {
      removeParts: async (host, asked, options = {}) => {
        const operation = operationOn(host.host, partsRemoval)
        const limited = { ...callLimits(options, timeLimits.asking), said }
        const answer = await askForReports(host, operation, removeParts.program(asked), limited)
        unlessRefused(operation, removeParts.outcome(answer, asked))
      },
    }),
  }
}

/** The operation with what is to be said where its time is up. */
function whenLate<Each extends Operation>(operation: Each, late: Trouble | null): Each {
  if (late === null) return operation
  return {
    ...operation,
    late: { remedy: late.remedy },
    words: (usual, { endedBy }) => (endedBy === 'timeout' || endedBy === 'idle' ? `${late.reason}: ${usual}` : usual),
  }
}

/** Seconds in which an engine has made what it was asked for, as a rule, after whoever has asked it was ended. */
const makingLimit = 20

/** Bytes kept of what an engine prints that writes out an image: its words, and the beginning of the image. */
const mostSaid = 64 * 1024

const limits: Readonly<Record<Exclude<RuntimeCall, 'exec'>, number>> = {
  ensureImage: timeLimits.pullingOrStarting,
  lookForParts: timeLimits.asking,
  loadParts: timeLimits.pullingOrStarting,
  saveImage: timeLimits.pullingOrStarting,
  saveContainer: timeLimits.saving,
  launch: timeLimits.pullingOrStarting,
  restart: timeLimits.pullingOrStarting,
  remove: timeLimits.asking,
  list: timeLimits.asking,
}

/** A value that is no refusal; throws the operation's error for one. */
function unlessRefused<Value>(operation: Operation, value: Value | Refusal): Value {
  if (!isRefusal(value)) return value
  throw operationError({ ...operation, code: value.code ?? operation.code }, value)
}

function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'reason' in value && 'remedy' in value
}
