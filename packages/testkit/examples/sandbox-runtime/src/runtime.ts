import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import {
  askForReports,
  type ContainerRuntime,
  callLimits,
  defineCapabilities,
  type ErrorCode,
  execInContainer,
  type HostConnection,
  type HostReport,
  markerPath,
  operationError,
  type Privilege,
  type RuntimeCallOptions,
  unknownObservation,
} from '@berth/core/adapter'
import * as sandbox from './files.js'

/** Options of {@link sandboxRuntime}. */
export interface SandboxRuntimeOptions {
  /** Absolute path of the folder on every host that images and sandboxes are kept in. Default is `/var/lib/berth-sandbox`. */
  readonly folder?: string
}

/** Containers that are a chroot with an overlay, in namespaces of their own. They hold off no attack: root in one is root on the host. */
export function sandboxRuntime({ folder = '/var/lib/berth-sandbox' }: SandboxRuntimeOptions = {}): ContainerRuntime {
  const privileges = new WeakMap<HostConnection, Privilege>()
  const through = (host: HostConnection): readonly string[] => waysToRoot[privileges.get(host) ?? 'auto']

  const failure = (
    host: HostConnection,
    verb: Verb,
    reason: string,
    remedy: string,
    code: ErrorCode = operations[verb].code,
  ) => operationError({ ...operations[verb], host: host.host, code }, { reason, remedy })

  const ask = async (
    host: HostConnection,
    verb: Verb,
    words: readonly string[],
    options: RuntimeCallOptions = {},
  ): Promise<readonly HostReport[]> => {
    const asked = { program: 'program=$1; shift; eval "$program"', words: [program, verb, folder, ...words] }
    const limits = callLimits(options, verb === 'observe' || verb === 'list' ? 60_000 : 900_000)
    return askForReports(host, { ...operations[verb], host: host.host }, { ...asked, through: through(host) }, limits)
  }

  return {
    name: 'sandbox',
    capabilities: defineCapabilities({ pull: false }),

    async observe(host, { name, image, privilege }, options) {
      privileges.set(host, privilege)
      const asked = ask(host, 'observe', [name, encodeURIComponent(image), markerPath], options)
      return asked.then((reports) => sandbox.observationOf(new Map(reports)), unknownObservation)
    },

    async ensureImage(host, { reference, pull, archive }, { onProgress, ...options } = {}) {
      const look = async (from: string): Promise<string | undefined> => {
        const reports = await ask(host, 'image', [encodeURIComponent(reference), from, randomUUID()], options)
        return new Map(reports).get('image')
      }
      const present = await look('')
      if (present !== undefined && pull !== 'always') return sandbox.imageOf(present)
      if (archive !== null) {
        onProgress?.(`loading ${archive}`)
        const loaded = await look(archive)
        if (loaded !== undefined) return sandbox.imageOf(loaded)
      }
      const code = pull === 'never' ? 'BERTH_IMAGE_UNAVAILABLE' : 'BERTH_CAPABILITY_MISSING'
      throw failure(host, 'image', `${reference} is not there, and cannot be pulled`, 'Set container.image_tar.', code)
    },

    async launch(host, spec, options) {
      const [id, refused] = [randomUUID(), sandbox.refusedBy(spec).join(', ')]
      if (refused !== '')
        throw failure(host, 'launch', `there is no such ${refused} here`, 'Change it in runtime.args.')
      const files = [sandbox.metadataOf(id, spec), sandbox.environmentOf(spec), sandbox.mountsOf(spec)]
      const reports = await ask(host, 'launch', [id, spec.name, spec.image.id, ...files], options)
      const startedAt = new Map(reports).get('started')
      if (startedAt !== undefined) return { id, startedAt }
      throw failure(host, 'launch', `the name ${spec.name} is taken`, 'Choose another name.', 'BERTH_NAME_TAKEN')
    },

    async restart(host, { id, labels }, options) {
      await ask(host, 'restart', [id, ...sandbox.labelLines(labels)], options)
    },

    async remove(host, { id, labels }, options) {
      await ask(host, 'remove', [id, ...sandbox.labelLines(labels)], options)
    },

    exec: (host, id, command, options) =>
      execInContainer(
        host,
        ({ argv, env, user = '0', workingDirectory = '/' }) => [
          ...[...through(host), 'sh', '-c', program, 'sh', 'exec', folder, id, user, workingDirectory],
          ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
          ...argv,
        ],
        command,
        options,
      ),

    async list(host, labels, options) {
      const all = (await ask(host, 'list', [], options)).map(([, text]) => sandbox.parseMetadata(text))
      const wanted = Object.entries(labels)
      return all.filter((one) => wanted.every(([name, value]) => one.labels[name] === value))
    },
  }
}

/** What the host runs, for every call. */
const program = readFileSync(new URL('../sandbox.sh', import.meta.url), 'utf8')

/** The words by which a host's commands become root. */
const waysToRoot: Readonly<Record<Privilege, readonly string[]>> = {
  plain: [],
  sudo: ['sudo', '-n', 'env', 'REACHED_BY=sudo'],
  auto: ['sh', '-c', '[ "$(id -u)" = 0 ] || set -- sudo -n env REACHED_BY=sudo "$@"; exec "$@"', 'sh'],
}

/** What each call is named in its errors, and how to go on after one. */
const operations = {
  observe: { code: 'BERTH_PROBE_UNTRUSTED', operation: 'observe sandbox', afterwards: 'Mend it, and try again.' },
  image: { code: 'BERTH_IMAGE_UNAVAILABLE', operation: 'load image', afterwards: 'Look at the archive on the host.' },
  launch: { code: 'BERTH_LAUNCH_FAILED', operation: 'launch sandbox', afterwards: 'Mend it, and try again.' },
  restart: { code: 'BERTH_RESTART_FAILED', operation: 'restart sandbox', afterwards: 'Observe the host again.' },
  remove: { code: 'BERTH_REMOVE_FAILED', operation: 'remove sandbox', afterwards: 'Observe the host again.' },
  list: { code: 'BERTH_PROBE_UNTRUSTED', operation: 'list sandboxes', afterwards: 'Mend it, and try again.' },
} as const

type Verb = keyof typeof operations
