import { readFileSync } from 'node:fs'
import {
  type ContainerRuntime,
  defineCapabilities,
  type HostProgram,
  insideCommand,
  programRuntime,
} from '@berth/core/adapter'
import { environmentOf, filesOf, labelLines, refusedBy } from './files.js'
import * as outcomes from './outcomes.js'

/** Options of {@link sandboxRuntime}. */
export interface SandboxRuntimeOptions {
  /** Absolute path of the folder on every host for images and sandboxes. Default is `/var/lib/berth-sandbox`. */
  readonly folder?: string
}

/**
 * Containers that are a chroot with an overlay, in namespaces of their own. They hold off no attack: root in one is
 * root on the host.
 */
export function sandboxRuntime({ folder = '/var/lib/berth-sandbox' }: SandboxRuntimeOptions = {}): ContainerRuntime {
  const run = (by: keyof typeof waysToRoot, verb: string, ...words: readonly string[]): HostProgram => ({
    program: 'eval "$1"',
    words: [program, verb, folder, ...words],
    through: waysToRoot[by],
  })

  return programRuntime<'plain' | 'sudo'>({
    name: 'sandbox',
    title: 'the sandbox runtime',
    capabilities: defineCapabilities({ pull: false }),
    advice: () => ({
      image: 'Look at its images on the host.',
      container: 'Look at its names and sandboxes on the host.',
      list: 'Mend it, and look at the host again.',
    }),
    observe: {
      program: ({ name, image, privilege }) =>
        run(privilege, 'observe', name, encodeURIComponent(image), ...insideCommand()),
      outcome: outcomes.seen,
    },
    engine: ({ reachedBy }) => reachedBy,
    ensureImage: {
      program: ({ reference, archive }, by, unique) =>
        run(by, 'load', encodeURIComponent(reference), archive ?? '', unique),
      beginnings: ({ archive }) => ({ loading: `loading ${archive}` }),
      progressOn: 'stdout',
      outcome: outcomes.image,
    },
    launch: {
      program: (spec, by, unique) =>
        refusedBy(spec) ?? {
          ...run(by, 'launch', unique, spec.name, spec.image.id, ...filesOf(unique, spec)),
          input: environmentOf(spec),
        },
      outcome: outcomes.launched,
    },
    restart: { program: ({ id, labels }, by) => run(by, 'restart', id, ...labelLines(labels)), outcome: () => null },
    remove: {
      program: ({ id, labels, guard }, by) => run(by, 'remove', id, ...labelLines(labels), '--', ...guard),
      outcome: outcomes.removed,
    },
    exec: {
      enter: ({ argv, env, user = '0', workingDirectory = '/' }, id, by) => {
        const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`)
        const words = ['sh', '-c', program, 'sh', '', 'exec', folder, id, user, workingDirectory]
        return [...waysToRoot[by], ...words, ...variables, ...argv]
      },
    },
    list: { program: (labels, by) => run(by, 'list', ...labelLines(labels)), outcome: outcomes.listed },
  })
}

/** What a host runs, for every call. */
const program = readFileSync(new URL('../sandbox.sh', import.meta.url), 'utf8')

/** Words that make root of who logs in. */
const waysToRoot = {
  plain: [],
  sudo: ['sudo', '-n', 'env', 'REACHED_BY=sudo'],
  auto: ['sh', '-c', '[ "$(id -u)" = 0 ] || set -- sudo -n env REACHED_BY=sudo "$@"; exec "$@"', 'sh'],
} as const
