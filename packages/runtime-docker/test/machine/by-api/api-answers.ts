import { hostname } from 'node:os'
import type { JsonObject } from '@berth/core/adapter'

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`

export const imageId = digest('1')
export const containerId = 'c0ffee'.padEnd(64, '0')

/** What the engine's own interface says of itself, its members in their order, as far as they are read. */
export const apiInfo: JsonObject = {
  ...{ ID: 'AAAA:BBBB', Containers: 1, Driver: 'overlay2', DriverStatus: [['Backing Filesystem', 'extfs']] },
  ...{ KernelVersion: '6', MemTotal: 1, DockerRootDir: '/var/lib/docker', Name: hostname(), Labels: [] },
  ...{
    ServerVersion: '20.10.24',
    LiveRestoreEnabled: false,
    SecurityOptions: ['name=seccomp,profile=default'],
    Warnings: null,
  },
}

/** What it says of an image. */
export const apiImage: JsonObject = {
  ...{ Id: imageId, RepoTags: ['tb:1'], RepoDigests: [], Parent: '', Comment: '' },
  ...{ Architecture: 'amd64', Os: 'linux', RootFS: { Type: 'layers', Layers: [digest('2')] } },
}

/** Members of what it says of a container. */
export interface ApiContainer {
  readonly id?: string
  readonly name?: string
  readonly path?: string
  readonly args?: readonly string[] | null
  readonly state?: JsonObject
  readonly image?: string
  readonly hostConfig?: JsonObject
  readonly config?: JsonObject
  readonly mounts?: readonly JsonObject[]
}

/** What it says of a container, its members in their order. */
export function apiContainer(change: ApiContainer = {}): JsonObject {
  const folder = '/var/lib/docker/containers/c0ffee'
  return {
    ...{ Id: change.id ?? containerId, Created: '2026-11-28T06:56:28.228456619Z' },
    ...{ Path: change.path ?? 'sleep', Args: change.args === undefined ? ['1000'] : change.args },
    State: {
      ...{ Status: 'running', Running: true, Paused: false, Pid: 1860, ExitCode: 0, Error: '' },
      ...{ StartedAt: '2026-11-28T06:56:28.519422474Z', FinishedAt: '0001-01-01T00:00:00Z', ...change.state },
    },
    ...{ Image: change.image ?? imageId, ResolvConfPath: `${folder}/resolv.conf` },
    ...{ Name: `/${change.name ?? 'box'}`, ExecIDs: null, HostConfig: { NetworkMode: 'host', ...change.hostConfig } },
    Mounts: change.mounts ?? [],
    Config: {
      ...{ Hostname: 'vm', User: '', Env: ['A=b'], Cmd: ['sleep', '1000'], Image: 'tb:1', Volumes: null },
      ...{ WorkingDir: '', Entrypoint: null, OnBuild: null, Labels: {}, ...change.config },
    },
    NetworkSettings: { Bridge: '', Networks: { host: { IPAMConfig: null } } },
  }
}

/** What it lists of a container. */
export function apiListed(name: string, id: string = containerId): JsonObject {
  return {
    ...{ Id: id, Names: [`/${name}`], Image: 'tb:1', ImageID: imageId, Command: 'sleep 1000', Created: 1 },
    ...{ Labels: {}, State: 'running', Mounts: [] },
  }
}
