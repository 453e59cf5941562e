import { BerthError, defineCapabilities, type EngineConnection, type RuntimeCapabilities } from '@berth/core/adapter'
import type { RuntimeFixture } from '../../src/index.js'
import { type Break, runtime, without } from './altered.js'
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
  const { runtime: made, ...fixture } = modest(await memoryFixture())
  return { ...fixture, runtime: without(made, 'inventory', 'saveContainer') }
}

const modest: Break = runtime((sound, { image }) => ({
  capabilities: modestCapabilities,
  ensureImage: async (engine, source, options) => {
    if (source.reference === image || source.pull === 'never') return sound.ensureImage(engine, source, options)
    throw missing(engine, source.archive === null ? 'pull' : 'archives')
  },
  launch: async (engine, spec, options) => {
    if (spec.network === 'host') throw missing(engine, 'hostNetwork')
    return sound.launch(engine, spec, options)
  },
  exec: async (engine, id, command, options) => {
    if (options?.stdin !== undefined) throw missing(engine, 'stdin')
    return sound.exec(engine, id, command, options)
  },
}))

function missing({ connection }: EngineConnection, capability: keyof RuntimeCapabilities): BerthError {
  return new BerthError({
    code: 'BERTH_CAPABILITY_MISSING',
    host: connection.host,
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
    launch: (engine, spec, options) => sound.launch(engine, { ...spec, network: null }, options),
  })),
  'refuses standard input, for want of the capability stdin': runtime((sound) => ({
    exec: (engine, id, command, { stdin: _, ...options } = {}) => sound.exec(engine, id, command, options),
  })),
}
