import { askDocker, type HostReference, type RunResult } from '@berth/testbed'
import type { SharedHosts } from '../../../../testbed/test/real-test.js'

/** What an engine says of one container. */
export interface SeenContainer {
  readonly id: string
  readonly running: boolean
  readonly startedAt: string
  readonly labels: Readonly<Record<string, string>>
  /** The engine's id of the image that it was made from. */
  readonly image: string
}

/** How the engines of one kind are looked at from outside. */
export interface EngineView {
  /** What a host has under exactly this name. Throws if its engine does not answer. */
  look(testbed: SharedHosts, host: HostReference, name: string): Promise<SeenContainer | null>
  /** Removes the containers of exactly these names from a host. */
  remove(testbed: SharedHosts, host: HostReference, names: readonly string[]): Promise<void>
}

/** Through the socket of the host's engine. */
export const dockerView: EngineView = {
  async look(testbed, host, name) {
    const id = await dockerId(testbed, host, name)
    if (id === null) return null
    const { Id, Image, State, Config } = (await ask(testbed, host, 'GET', `/containers/${id}/json`)) as Inspected
    return { id: Id, running: State.Running, startedAt: State.StartedAt, labels: Config.Labels ?? {}, image: Image }
  },
  async remove(testbed, host, names) {
    for (const name of names) {
      const id = await dockerId(testbed, host, name)
      if (id !== null) await ask(testbed, host, 'DELETE', `/containers/${id}?force=1&v=1`)
    }
  },
}

/** By root's command on the host: there is no daemon to ask. */
export const podmanView: EngineView = {
  async look(testbed, host, name) {
    const words = ['podman', 'ps', '--all', '--no-trunc', '--filter', `name=^${escaped(name)}$`, '--format', 'json']
    const answer = successful(await testbed.run(host, words), `look at ${name} on ${testbed.host(host).name}`)
    const [found] = JSON.parse(answer) as readonly Listed[]
    if (found === undefined) return null
    const { Id, ImageID, State, StartedAt, Labels } = found
    const startedAt = new Date(StartedAt * 1000).toISOString()
    return { id: Id, running: State === 'running', startedAt, labels: Labels ?? {}, image: ImageID }
  },
  async remove(testbed, host, names) {
    const filters = names.map((name) => `name=^${escaped(name)}$`)
    await testbed.run(host, ['sh', '-c', removeExactly, 'sh', ...filters])
  },
}

/** By id, found by the exact name: asked for a name, Podman would take a prefix of an id for it too. */
const removeExactly = `for filter; do
  id=$(podman ps --all --quiet --no-trunc --filter "$filter") && [ -n "$id" ] && podman rm --force --volumes --time 0 "$id"
done`

interface Inspected {
  readonly Id: string
  readonly Image: string
  readonly State: { readonly Running: boolean; readonly StartedAt: string }
  readonly Config: { readonly Labels: Readonly<Record<string, string>> | null }
}

interface Listed {
  readonly Id: string
  readonly ImageID: string
  readonly State: string
  /** Seconds since 1970. */
  readonly StartedAt: number
  readonly Labels: Readonly<Record<string, string>> | null
}

/** By the exact name: asked for a container by name, Docker would take a prefix of an id for it too. */
async function dockerId(testbed: SharedHosts, host: HostReference, name: string): Promise<string | null> {
  const filters = encodeURIComponent(JSON.stringify({ name: [`^/?${escaped(name)}$`] }))
  const [found] = (await ask(testbed, host, 'GET', `/containers/json?all=1&filters=${filters}`)) as readonly Listed[]
  return found?.Id ?? null
}

function ask(testbed: SharedHosts, host: HostReference, method: 'GET' | 'DELETE', path: string): Promise<unknown> {
  return askDocker(testbed.pathOn(host, '/run/docker.sock'), method, path)
}

function escaped(name: string): string {
  return name.replaceAll('.', '\\.')
}

/** What a command printed, trimmed. Throws unless it succeeded. */
export function successful({ exitCode, stdout, stderr }: RunResult, what: string): string {
  if (exitCode !== 0) throw new Error(`${what}: exit code ${exitCode}: ${stderr.trim()}`)
  return stdout.trim()
}
