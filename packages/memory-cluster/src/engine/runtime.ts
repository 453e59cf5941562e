import {
  BerthError,
  type ContainerHandle,
  type ContainerRuntime,
  type DeclaredOperation,
  defineCapabilities,
  type ErrorCode,
  endingError,
  endingOf,
  execInContainer,
  type HostConnection,
  type HostExecOptions,
  type ImageIdentity,
  type Inventory,
  type LaunchedContainer,
  type Observation,
  type OptionalArg,
  type OutputStream,
  type RuntimeCallOptions,
  type RuntimeCapabilities,
} from '@berth/core/adapter'
import { nameTakenCode } from './engine.js'
import { type EngineRequests, engineCommand, guardedCode } from './engine-program.js'

/** Nothing of a container in memory depends on these, but that they were asked for. */
const optionalArgs: readonly OptionalArg[] = [
  'shm_size',
  'tmpfs',
  'workdir',
  'hostname',
  'pid',
  'gpus',
  'entrypoint',
  'extra',
]

/**
 * The runtime of hosts in memory: named `memory`, and complete. It works through the connection alone, so it is a
 * pattern for adapters too, and a test can put a method of its own in place of any: `{ ...runtime, remove: … }`.
 */
export function memoryRuntime(capabilities: Partial<RuntimeCapabilities> = {}): ContainerRuntime {
  return {
    name: 'memory',
    capabilities: defineCapabilities({ args: optionalArgs, inventory: true, lease: true, save: true, ...capabilities }),

    async observe(host, query, options) {
      try {
        return await ask<'observe', Observation>(host, 'observe', query, operations.observe, options)
      } catch (error) {
        if (!BerthError.isInstance(error) || error.code === 'BERTH_ABORTED') throw error
        const remedy = error.remedy ?? lookAtTheTest
        return { state: 'unknown', reason: error.reason, remedy, unreachable: error.kind === 'unreachable' }
      }
    },

    async ensureImage({ connection }, source, { onProgress, ...options } = {}) {
      const onOutput = (stream: OutputStream, chunk: Uint8Array): void => {
        if (stream === 'stderr') onProgress?.(Buffer.from(chunk).toString('utf8').trim())
      }
      return ask<'image', ImageIdentity>(connection, 'image', source, operations.image, { ...options, onOutput })
    },

    async launch({ connection }, spec, options) {
      const { id } = await ask<'launch', { id: string }>(connection, 'launch', spec, operations.launch, options)
      try {
        return await ask<'start', LaunchedContainer>(connection, 'start', { id }, operations.launch, options)
      } catch (error) {
        const created = { id, name: spec.name, labels: spec.labels, guard: [] }
        await ask(connection, 'remove', created, operations.remove).catch((cause: unknown) => {
          throw mayBeThere(id, error, cause)
        })
        throw error
      }
    },

    async saveContainer({ connection }, handle, leftOut, take, options) {
      const asked = { ...handle, leftOut }
      await take(Buffer.from(await ask<'save', string>(connection, 'save', asked, operations.save, options), 'base64'))
    },

    async restart({ connection }, handle, options) {
      await ask(connection, 'restart', handle, operations.restart, options)
    },

    async remove({ connection }, handle, { guard = [], ...options } = {}) {
      await ask(connection, 'remove', { ...handle, guard }, operations.remove, options)
    },

    exec: ({ connection }, id, command, options) =>
      execInContainer(
        connection,
        (entry) => [engineCommand, 'exec', JSON.stringify({ id, ...entry } satisfies EngineRequests['exec'])],
        command,
        options,
      ),

    list: ({ connection }, labels, options) =>
      ask<'list', readonly ContainerHandle[]>(connection, 'list', { labels }, operations.list, options),

    inventory: (host, query, options) =>
      ask<'inventory', Inventory>(host, 'inventory', query, operations.list, options),
  }
}

/** Neither was what was created started, nor could it be removed. */
function mayBeThere(id: string, starting: unknown, removing: unknown): BerthError {
  const [started, removed] = [starting, removing].map((one) => (BerthError.isInstance(one) ? one.reason : String(one)))
  return new BerthError({
    code: 'BERTH_LAUNCH_UNKNOWN',
    operation: operations.launch.operation,
    message: `${started}; and container ${id} could not be removed: ${removed}`,
    cause: starting,
  })
}

const lookAtTheTest = 'Look at what the test does to this host.'

const operations = {
  observe: { code: 'BERTH_PROBE_UNTRUSTED', operation: 'observe', effect: 'none', afterwards: lookAtTheTest },
  image: {
    code: 'BERTH_IMAGE_UNAVAILABLE',
    operation: 'get image',
    effect: 'repeatable',
    afterwards: "Put the image into the host's images, registry or archives.",
  },
  launch: {
    code: 'BERTH_LAUNCH_FAILED',
    unknown: 'BERTH_LAUNCH_UNKNOWN',
    operation: 'launch',
    afterwards: 'Look at what the spec asks of this host.',
  },
  save: {
    code: 'BERTH_SAVE_FAILED',
    operation: 'save container',
    effect: 'none',
    afterwards: 'Observe the container again.',
  },
  restart: {
    code: 'BERTH_RESTART_FAILED',
    operation: 'restart',
    effect: 'repeatable',
    afterwards: 'Observe the container again.',
  },
  remove: {
    code: 'BERTH_REMOVE_FAILED',
    operation: 'remove',
    effect: 'repeatable',
    afterwards: 'Observe the container again.',
  },
  list: {
    code: 'BERTH_PROBE_UNTRUSTED',
    unknown: 'BERTH_PROBE_UNTRUSTED',
    operation: 'list containers',
    effect: 'none',
    afterwards: lookAtTheTest,
  },
} as const satisfies Record<string, DeclaredOperation>

const codesOfExit: ReadonlyMap<number, ErrorCode> = new Map([
  [nameTakenCode, 'BERTH_NAME_TAKEN'],
  [guardedCode, 'BERTH_IN_USE'],
])

/** Asks a host's engine, and reads the answer from standard output alone. */
async function ask<Verb extends Exclude<keyof EngineRequests, 'exec'>, Answer = unknown>(
  host: HostConnection,
  verb: Verb,
  request: EngineRequests[Verb],
  declared: DeclaredOperation,
  { signal, timeout = 60_000, onOutput }: RuntimeCallOptions & Pick<HostExecOptions, 'onOutput'> = {},
): Promise<Answer> {
  const command = [engineCommand, verb, JSON.stringify(request)]
  const result = await host.exec(command, { timeout, ...(signal && { signal }), ...(onOutput && { onOutput }) })
  const read = result.exitCode === 0 && !result.truncated ? parseAnswer<Answer>(result.stdout) : null
  if (read !== null) return read.answer
  const operation = { ...declared, host: host.host }
  const code = result.exitCode === null ? undefined : codesOfExit.get(result.exitCode)
  const ending = { ...endingOf(result, signal ? { signal } : {}), truncated: true } as const
  throw endingError(ending, code === undefined ? operation : { ...operation, code })
}

/** Null for what is not a whole answer. */
function parseAnswer<Answer>(output: string): { readonly answer: Answer } | null {
  if (!output.endsWith('}\n')) return null
  try {
    const parsed: unknown = JSON.parse(output)
    return typeof parsed === 'object' && parsed !== null && 'answer' in parsed ? (parsed as { answer: Answer }) : null
  } catch {
    return null
  }
}
