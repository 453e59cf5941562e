import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import {
  askForReports,
  type ContainerEntry,
  type ContainerRuntime,
  callLimits,
  defineCapabilities,
  type ErrorCode,
  execInContainer,
  type HostConnection,
  markerPath,
  operationError,
  type Privilege,
  type RuntimeCallOptions,
  unknownObservation,
} from '@berth/core/adapter'
import * as files from './files.js'

/** Options of {@link sandboxRuntime}. */
export interface SandboxRuntimeOptions {
  /** Absolute path of the folder on every host that images and sandboxes are kept in. Default is `/var/lib/berth-sandbox`. */
  readonly folder?: string
}

/** Containers that are a chroot with an overlay, in namespaces of their own. They hold off no attack: root in one is root on the host. */
export function sandboxRuntime({ folder = '/var/lib/berth-sandbox' }: SandboxRuntimeOptions = {}): ContainerRuntime {
  const privileges = new WeakMap<HostConnection, Privilege>()
  const through = (host: HostConnection): readonly string[] => waysToRoot[privileges.get(host) ?? 'auto']

  const ask = async (
    host: HostConnection,
    { verb, ...operation }: ReturnType<typeof operationOf>,
    words: readonly string[],
    options: RuntimeCallOptions = {},
  ) => {
    const asked = { words: [program, verb, folder, ...words], through: through(host) }
    const limits = callLimits(options, operation.code === 'BERTH_PROBE_UNTRUSTED' ? 60_000 : 900_000)
    return askForReports(host, { ...operation, host: host.host }, { ...asked, program: 'eval "$1"' }, limits)
  }

  return {
    name: 'sandbox',
    capabilities: defineCapabilities({ pull: false }),

    async observe(host, { name, image, privilege }, options) {
      privileges.set(host, privilege)
      const asked = ask(host, operations.observe, [name, encodeURIComponent(image), markerPath], options)
      return asked.then((reports) => files.observationOf(new Map(reports))).catch(unknownObservation)
    },

    async ensureImage(host, { reference, pull, archive }, { onProgress, ...options } = {}) {
      const look = async (from: string): Promise<string | undefined> => {
        const words = [encodeURIComponent(reference), from, randomUUID()]
        return new Map(await ask(host, operations.ensureImage, words, options)).get('image')
      }
      let digest = await look('')
      if (digest === undefined && archive !== null) {
        onProgress?.(`loading ${archive}`)
        digest = await look(archive)
      }
      if (digest !== undefined && pull !== 'always') return files.imageOf(digest)
      const code = pull === 'never' ? 'BERTH_IMAGE_UNAVAILABLE' : 'BERTH_CAPABILITY_MISSING'
      const trouble = { reason: `${reference} cannot be pulled`, remedy: 'Set container.image_tar.' }
      throw operationError({ ...operations.ensureImage, host: host.host, code }, trouble)
    },

    async launch(host, spec, options) {
      const operation = { ...operations.launch, host: host.host }
      const refused = files.refusedBy(spec)
      if (refused !== null) throw operationError(operation, refused)
      const id = randomUUID()
      const words = [id, spec.name, spec.image.id, ...files.filesOf(id, spec)]
      const startedAt = new Map(await ask(host, operation, words, options)).get('started')
      if (startedAt !== undefined) return { id, startedAt }
      const trouble = { reason: `the name ${spec.name} is taken`, remedy: 'Choose another container.name.' }
      throw operationError({ ...operation, code: 'BERTH_NAME_TAKEN' }, trouble)
    },

    async restart(host, { id, labels }, options) {
      await ask(host, operations.restart, [id, ...files.labelLines(labels)], options)
    },

    async remove(host, { id, labels }, options) {
      await ask(host, operations.remove, [id, ...files.labelLines(labels)], options)
    },

    exec(host, id, command, options) {
      const words = [...through(host), 'sh', '-c', program, 'sh', '', 'exec', folder, id]
      const enter = ({ argv, env, user = '0', workingDirectory = '/' }: ContainerEntry): readonly string[] => {
        const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`)
        return [...words, user, workingDirectory, ...variables, ...argv]
      }
      return execInContainer(host, enter, command, options)
    },

    async list(host, labels, options) {
      const reports = await ask(host, operations.list, files.labelLines(labels), options)
      return reports.map(([, metadata]) => files.parseMetadata(metadata))
    },
  }
}

/** What a host runs, for every call. */
const program = readFileSync(new URL('../sandbox.sh', import.meta.url), 'utf8')

/** Words that make root of who logs in. */
const waysToRoot: Readonly<Record<Privilege, readonly string[]>> = {
  plain: [],
  sudo: ['sudo', '-n', 'env', 'REACHED_BY=sudo'],
  auto: ['sh', '-c', '[ "$(id -u)" = 0 ] || set -- sudo -n env REACHED_BY=sudo "$@"; exec "$@"', 'sh'],
}

/** Each call, as the host's program knows it and as its errors name it. */
const operations = {
  observe: operationOf('observe', 'BERTH_PROBE_UNTRUSTED'),
  ensureImage: operationOf('load', 'BERTH_IMAGE_UNAVAILABLE'),
  launch: operationOf('launch', 'BERTH_LAUNCH_FAILED', 'BERTH_LAUNCH_UNKNOWN'),
  restart: operationOf('restart', 'BERTH_RESTART_FAILED'),
  remove: operationOf('remove', 'BERTH_REMOVE_FAILED'),
  list: operationOf('list', 'BERTH_PROBE_UNTRUSTED', 'BERTH_PROBE_UNTRUSTED'),
}

function operationOf(verb: string, code: ErrorCode, unknown?: ErrorCode) {
  return { verb, code, operation: `${verb} sandbox`, afterwards: 'Mend it, look again.', ...(unknown && { unknown }) }
}
