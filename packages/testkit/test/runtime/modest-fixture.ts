import { BerthError, defineCapabilities, type HostConnection, type RuntimeCapabilities } from '@berth/core/adapter'
import type { RuntimeFixture } from '../../src/index.js'
import { type Break, runtime } from './altered.js'
import { anyImage } from './any-image.js'
import { memoryFixture } from './memory-fixture.js'

/** What a modest runtime declares: nothing that can be done without. */
export const modestCapabilities: RuntimeCapabilities = defineCapabilities({
  archives: false,
  pull: false,
  stdin: false,
  hostNetwork: false,
})

/** A host in memory with a runtime that refuses by name what it does not declare. */
export async function modestFixture(): Promise<RuntimeFixture> {
  return modest(await memoryFixture())
}

const modest: Break = runtime((sound, { image }) => ({
  capabilities: modestCapabilities,
  ensureImage: async (host, source, options) => {
    if (source.reference === image || source.pull === 'never') return sound.ensureImage(host, source, options)
    throw missing(host, source.archive === null ? 'pull' : 'archives')
  },
  launch: async (host, spec, options) => {
    if (spec.network === 'host') throw missing(host, 'hostNetwork')
    return sound.launch(host, spec, options)
  },
  exec: async (host, id, command, options) => {
    if (options?.stdin !== undefined) throw missing(host, 'stdin')
    return sound.exec(host, id, command, options)
  },
}))

function missing({ host }: HostConnection, capability: keyof RuntimeCapabilities): BerthError {
  return new BerthError({
    code: 'BERTH_CAPABILITY_MISSING',
    host,
    operation: 'use what was not declared',
    message: `the runtime lacks ${capability}`,
    remedy: 'Use another runtime.',
  })
}

/** Modest in what they declare, and silent when they are asked for more. */
export const brokenModest: Readonly<Record<string, Break>> = {
  'refuses to load an archive, for want of the capability archives': runtime(() => ({
    ensureImage: async () => anyImage,
  })),
  'refuses to pull an image, for want of the capability pull': runtime(() => ({ ensureImage: async () => anyImage })),
  "refuses to share the host's network, for want of the capability hostNetwork": runtime((sound) => ({
    launch: (host, spec, options) => sound.launch(host, { ...spec, network: null }, options),
  })),
  'refuses standard input, for want of the capability stdin': runtime((sound) => ({
    exec: (host, id, command, { stdin: _, ...options } = {}) => sound.exec(host, id, command, options),
  })),
}
