import { BerthError, type ContainerHandle, type ContainerRuntime, type EngineConnection } from '@berth/core/adapter'
import { type Break, joined, launch, runtime } from './altered.js'

/** Broken in making, restarting, removing and listing containers. */
export const brokenContainers: Readonly<Record<string, Break>> = {
  'launches a container that runs on by itself': runtime((sound, { stop }) => ({
    launch: async (...call) => {
      const launched = await sound.launch(...call)
      await stop(launched.id)
      return launched
    },
  })),
  'gives a container its environment, byte for byte': launch((sound, engine, spec, options) =>
    sound.launch(engine, { ...spec, env: joined(spec.env) }, options),
  ),
  'gives a container its labels, byte for byte': launch((sound, engine, spec, options) =>
    sound.launch(engine, { ...spec, labels: joined(spec.labels) }, options),
  ),
  'mounts a folder of the host': launch((sound, engine, spec, options) =>
    sound.launch(engine, { ...spec, volumes: [] }, options),
  ),
  'refuses to mount what the host does not have, and does not make it': launch(async (sound, engine, spec, options) => {
    const launching = sound.launch(engine, spec, options)
    await launching.catch(() => undefined)
    const sources = spec.volumes.flatMap((volume) => (volume.kind === 'bind' ? [volume.source] : []))
    for (const source of sources) await engine.connection.exec(['mkdir', '-p', source])
    return launching
  }),
  'leaves nothing of a launch that failed': runtime((sound, { image }) => ({
    launch: (engine, spec, options) =>
      sound.launch(engine, spec, options).catch(async (error: unknown) => {
        const there = await sound.ensureImage(engine, { reference: image, pull: 'missing', archive: null })
        await sound.launch(engine, { ...spec, image: there })
        throw error
      }),
  })),
  'launches nothing when it was aborted before': launch((sound, engine, spec) => sound.launch(engine, spec)),
  'lets exactly one of several launches for a name win, and leaves nothing of the others': launch(
    (sound, engine, spec, options) =>
      sound.launch(engine, spec, options).catch(async (error: unknown) => {
        await sound.launch(engine, { ...spec, name: `${spec.name}-${spec.labels['berth.run']}` })
        throw error
      }),
  ),
  'takes a name for taken whose container does not run, and leaves that as it is': launch(
    async (sound, engine, spec, options) => {
      const other = (await sound.list(engine, {})).find(({ name }) => name === spec.name)
      if (other !== undefined) await sound.remove(engine, other)
      return sound.launch(engine, spec, options)
    },
  ),
  'restarts a stopped container with what was written in it, as the same container': runtime((sound) => ({
    restart: async (engine, handle, options) => {
      await sound.restart(engine, handle, options)
      await sound.exec(engine, handle.id, ['rm', '-r', '/var/lib/conformance'])
    },
  })),
  'leaves a running container as it is when asked to restart it': runtime((sound, { stop }) => ({
    restart: async (engine, handle, options) => {
      await stop(handle.id)
      await sound.restart(engine, handle, options)
    },
  })),
  'restarts nothing whose labels are not those that were observed': acting(anyLabels, 'restart'),
  'restarts nothing by its name or by a part of its id': acting(similar, 'restart'),
  'says that a container which is gone cannot be restarted': runtime((sound) => ({
    restart: (...call) => sound.restart(...call).catch(() => undefined),
  })),
  'removes a container that runs, and one that does not': keepsContainers,
  'takes a container that is gone for removed': runtime((sound) => ({
    remove: async (engine, handle, options) => {
      const there = (await sound.list(engine, handle.labels)).some(({ id }) => id === handle.id)
      if (!there) throw gone(engine)
      await sound.remove(engine, handle, options)
    },
  })),
  'removes nothing whose labels are not those that were observed': acting(anyLabels, 'remove'),
  'removes nothing by its name or by a part of its id': acting(similar, 'remove'),
  'removes a container that its guard lets go, asked there as uid 0 with every byte of its words': guarded((guard) =>
    guard?.map((word) => word.replaceAll('\n', ' ')),
  ),
  'removes nothing that its guard does not let go, and says what the guard printed': guarded(() => undefined),
  'removes nothing whose guard cannot be run although the container runs': guarded((guard) =>
    guard?.[0] === 'sh' ? guard : undefined,
  ),
  'removes a container that does not run without asking its guard': runtime((sound, { image }) => ({
    remove: async (engine, handle, options) => {
      const seen = await sound.observe(engine.connection, { name: handle.name, image, privilege: 'auto' })
      if (seen.state === 'stopped' && options?.guard !== undefined) throw gone(engine)
      await sound.remove(engine, handle, options)
    },
  })),
  'leaves a namesake alone that came later': acting(namesake, 'remove'),
  'ends and removes a container whose lease is over, once nothing runs in it': launch(
    (sound, engine, { lease: _, ...spec }, options) => sound.launch(engine, spec, options),
  ),
  'keeps a container whose lease is renewed, and removes it when asked': runtime((sound) => ({
    exec: (engine, id, command, options) =>
      sound.exec(engine, id, command.includes('berth-renew') ? ['true'] : command, options),
  })),
  'lists containers in every state by their labels, with all that they have': runtime((sound, { image }) => ({
    list: async (engine, labels, options) => {
      const listed = await sound.list(engine, labels, options)
      const seen = listed.map(({ name }) => sound.observe(engine.connection, { name, image, privilege: 'auto' }))
      const states = await Promise.all(seen)
      return listed.filter((_, index) => states[index]?.state === 'running')
    },
  })),
  'lists only what has all the labels with these very values': runtime((sound) => ({
    list: async (engine, labels, options) => {
      const all = await sound.list(engine, {}, options)
      return all.filter((handle) =>
        Object.entries(labels).some(([name, value]) => handle.labels[name]?.startsWith(value)),
      )
    },
  })),
  'rejects a listing that failed, rather than to list nothing': listsNothing,
  'leaves nothing once all its containers are removed': keepsContainers,
  'fails cleanly, in every call, once the connection was closed': listsNothing,
}

type Find = (sound: ContainerRuntime, engine: EngineConnection, handle: ContainerHandle) => Promise<ContainerHandle>

/** Acts on another container than the one of the handle. */
function acting(find: Find, action: 'restart' | 'remove'): Break {
  return runtime((sound) => ({
    [action]: async (...[engine, handle, options]: Parameters<ContainerRuntime['remove']>) =>
      sound[action](engine, await find(sound, engine, handle), options),
  }))
}

/** Asks another guard, or none. */
function guarded(change: (guard: readonly string[] | undefined) => readonly string[] | undefined): Break {
  return runtime((sound) => ({
    remove: (host, handle, { guard, ...options } = {}) => {
      const changed = change(guard)
      return sound.remove(host, handle, changed === undefined ? options : { ...options, guard: changed })
    },
  }))
}

async function anyLabels(...[, , handle]: Parameters<Find>): Promise<ContainerHandle> {
  return { ...handle, labels: {} }
}

async function similar(...[sound, engine, handle]: Parameters<Find>): Promise<ContainerHandle> {
  const all = await sound.list(engine, handle.labels)
  return all.find(({ id, name }) => id.startsWith(handle.id) || name === handle.id) ?? handle
}

async function namesake(...[sound, engine, handle]: Parameters<Find>): Promise<ContainerHandle> {
  const all = await sound.list(engine, handle.labels)
  return all.find(({ name }) => name === handle.name) ?? handle
}

function keepsContainers(fixture: Parameters<Break>[0]): ReturnType<Break> {
  return { ...fixture, runtime: { ...fixture.runtime, remove: async () => undefined } }
}

function listsNothing(fixture: Parameters<Break>[0]): ReturnType<Break> {
  const { list } = fixture.runtime
  return { ...fixture, runtime: { ...fixture.runtime, list: (...call) => list(...call).catch(() => []) } }
}

function gone({ connection }: EngineConnection): BerthError {
  const remedy = 'Look for it.'
  return new BerthError({
    code: 'BERTH_REMOVE_FAILED',
    host: connection.host,
    operation: 'remove',
    message: 'no such container',
    remedy,
  })
}
