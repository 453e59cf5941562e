import {
  type ContainerEntry,
  type ContainerHandle,
  type ContainerSpec,
  type ImageSource,
  type InsideView,
  type Inventory,
  type InventoryQuery,
  insideCommand,
  type ObserveQuery,
} from '@berth/core/adapter'
import { codeOf } from '../os/exit.js'
import type { Process } from '../os/process.js'
import { nullDevice } from '../os/streams/open-file.js'
import type { MemoryContainer } from './container.js'
import { EngineTrouble, type MemoryEngine } from './engine.js'
import { outputInside } from './output-inside.js'

/** Name of the command by which a host in memory reaches its engine. */
export const engineCommand = 'memory-engine'

/** What the command is asked; each with its request, as JSON. */
export interface EngineRequests {
  readonly observe: ObserveQuery
  readonly image: ImageSource
  readonly launch: ContainerSpec
  readonly start: { readonly id: string }
  readonly restart: ContainerHandle
  readonly remove: ContainerHandle & { readonly guard: readonly string[] }
  readonly save: ContainerHandle & { readonly leftOut: readonly string[] }
  readonly list: { readonly labels: Readonly<Record<string, string>> }
  readonly inventory: InventoryQuery
  readonly exec: ContainerEntry & { readonly id: string }
}

/** Exit code for a container that its guard does not let go. */
export const guardedCode = 10

/**
 * Runs the command: `memory-engine observe {"name":…}` prints what it found as JSON, or says on standard error why not.
 */
export async function engineProgram(process: Process, engine: MemoryEngine): Promise<number> {
  const [, verb = '', request = ''] = process.argv
  try {
    if (verb === 'exec') return await enter(process, engine, JSON.parse(request) as EngineRequests['exec'])
    if (verb === 'image' && !engine.has(JSON.parse(request) as ImageSource))
      await process.write('getting the image\n', 2)
    await process.write(`${JSON.stringify({ answer: await answer(process, engine, verb, JSON.parse(request)) })}\n`)
    return 0
  } catch (error) {
    if (error instanceof EngineTrouble)
      return process.fail(error.code === guardedCode ? error.message : `${engineCommand}: ${error.message}`, error.code)
    throw error
  }
}

async function answer(process: Process, engine: MemoryEngine, verb: string, request: unknown): Promise<unknown> {
  switch (verb) {
    case 'observe': {
      const { name, image } = request as EngineRequests['observe']
      return engine.observe(name, image, await lookInside(process, engine.containers.get(name)))
    }
    case 'image':
      return engine.ensureImage(request as EngineRequests['image'])
    case 'launch':
      return { id: engine.create(request as EngineRequests['launch']).id }
    case 'start': {
      const { id } = request as EngineRequests['start']
      const container = engine.byId(id)
      if (container === null) throw new EngineTrouble(`no container ${id}`)
      container.start()
      return { id, startedAt: container.startedAt }
    }
    case 'restart': {
      const { id, labels } = request as EngineRequests['restart']
      const container = engine.byHandle(id, labels)
      if (container === null) throw new EngineTrouble(`no container ${id}`)
      container.start()
      return {}
    }
    case 'remove': {
      const { id, labels, guard } = request as EngineRequests['remove']
      const container = engine.byHandle(id, labels)
      if (container === null) return {}
      if (guard.length > 0 && container.state === 'running') {
        const { code, text } = await outputInside(process, container, guard)
        if (code !== 0 && runs(container)) throw new EngineTrouble(text.trim(), guardedCode)
        await process.guard(engine.beforeRemoval())
      }
      engine.remove(container)
      return {}
    }
    case 'save': {
      const { id, labels, leftOut } = request as EngineRequests['save']
      const container = engine.byHandle(id, labels)
      if (container === null || !runs(container)) throw new EngineTrouble(`container ${id} does not run`)
      return engine.save(container, leftOut).toString('base64')
    }
    case 'list': {
      const wanted = Object.entries((request as EngineRequests['list']).labels)
      return [...engine.containers.values()]
        .filter((container) => wanted.every(([name, value]) => container.labels[name] === value))
        .map(({ id, name, labels }) => ({ id, name, labels }))
    }
    case 'inventory':
      return inventory(process, engine)
    default:
      throw new EngineTrouble(`${verb}: no such command`)
  }
}

async function inventory(process: Process, engine: MemoryEngine): Promise<Inventory> {
  const labelled = [...engine.containers.values()].filter(({ labels }) =>
    Object.keys(labels).some((label) => label.startsWith('berth.')),
  )
  const containers = await Promise.all(
    labelled.map(async (container) => container.inventoried(await lookInside(process, container))),
  )
  const now = Math.floor(process.machine.clock.now() / 1000)
  return { now, engines: [{ engine: engine.facts, containers }], troubles: [] }
}

async function lookInside(process: Process, container: MemoryContainer | undefined): Promise<InsideView | null> {
  if (container?.state !== 'running' || !('berth.launch' in container.labels)) return null
  const { code, text } = await outputInside(process, container, insideCommand())
  return code === 0 ? { text } : { unreadable: `exit code ${code}` }
}

/** Asked anew: a container may stop while its guard runs. */
function runs({ state }: MemoryContainer): boolean {
  return state === 'running'
}

/** Runs a command in a container, with this process's own streams. */
async function enter(process: Process, engine: MemoryEngine, entry: EngineRequests['exec']): Promise<number> {
  const container = engine.byId(entry.id)
  if (container === null) return process.fail(`${engineCommand}: no container ${entry.id}`, 125)
  if (container.state !== 'running') return process.fail(`${engineCommand}: container ${entry.id} does not run`, 126)
  const { machine } = container
  const cwd = entry.workingDirectory ?? '/'
  if (machine.files.get(cwd)?.kind !== 'folder')
    return process.fail(`${engineCommand}: no folder ${cwd} in the container`, 126)
  const user = entry.user === undefined || entry.user === 'root' ? 0 : Number(entry.user)
  if (!Number.isInteger(user)) return process.fail(`${engineCommand}: no user ${entry.user} in the container`, 126)
  const own = machine.bareParts(entry.argv)
  const files = new Map(process.files).set(0, (entry.stdin && process.files.get(0)) || nullDevice)
  const env = new Map([
    ...own.env,
    ['HOSTNAME', machine.hostname],
    ...Object.entries(container.env),
    ...Object.entries(entry.env),
  ])
  const parts = { ...process.inheritance({ argv: entry.argv, env, cwd, user, files }), ignored: [] }
  const child = machine.start(parts, (each) => machine.become(each, entry.argv))
  return codeOf(await process.guard(child.exited))
}
