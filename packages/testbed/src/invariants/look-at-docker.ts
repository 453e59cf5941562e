import { askDocker } from '../host/docker-socket.js'
import type { ContainerSeen } from './host-snapshot.js'

interface Inspected {
  readonly Id: string
  readonly Name: string
  readonly Image: string
  readonly Created: string
  readonly Mounts: readonly { readonly Name?: string }[]
  readonly State: { readonly Status: string; readonly StartedAt: string }
  readonly Config: { readonly Labels: Readonly<Record<string, string>> | null }
}

/** What the Docker engine behind a socket has. Rejects where it does not answer. */
export async function lookAtDocker(socket: string): Promise<{
  readonly containers: readonly ContainerSeen[]
  readonly images: readonly string[]
  readonly volumes: readonly string[]
}> {
  const ask = (path: string): Promise<unknown> => askDocker(socket, 'GET', path)
  const [listed, images, volumes] = await Promise.all([
    ask('/containers/json?all=1') as Promise<readonly { readonly Id: string }[]>,
    ask('/images/json?all=1') as Promise<readonly { readonly Id: string }[]>,
    ask('/volumes') as Promise<{ readonly Volumes: readonly { readonly Name: string }[] | null }>,
  ])
  const containers = await Promise.all(listed.map(({ Id }) => inspect(socket, Id)))
  return {
    containers: containers.flat(),
    images: images.map(({ Id }) => `docker ${Id}`),
    volumes: (volumes.Volumes ?? []).map(({ Name }) => `docker ${Name}`),
  }
}

/** Nothing for a container that is gone by now. */
async function inspect(socket: string, listedId: string): Promise<ContainerSeen[]> {
  const seen = await askDocker(socket, 'GET', `/containers/${listedId}/json`).catch((error: unknown) => {
    if (error instanceof Error && error.message.includes(': 404 ')) return null
    throw error
  })
  if (seen === null) return []
  const { Id, Name, Image, Created, State, Config, Mounts } = seen as Inspected
  const [name, labels] = [Name.slice(1), Config.Labels ?? {}]
  return [
    {
      engine: 'docker',
      id: Id,
      name,
      state: State.Status,
      labels,
      created: Created,
      started: State.StartedAt,
      image: Image,
      volumes: Mounts.flatMap((mount) => mount.Name ?? []).sort(),
    },
  ]
}
