import { readLabels } from '@berth/core'
import type { ContainerSeen, HostSnapshot, HostsSnapshot, ProcessSeen } from './host-snapshot.js'

/** What {@link compare} looks for, in words. */
export const invariants: readonly string[] = [
  'nothing that was not ours has come, gone or changed',
  'nothing of ours is orphaned',
  'no process, no login and no file is left',
]

/** What may have come of the work between two looks at hosts. */
export interface Ours {
  /** Names of the containers that the work makes, uses and removes: no other may have come, gone or changed. */
  readonly names: readonly string[]
  /** Names of containers that others are at work on meanwhile: whatever became of these is not wrong. Default is none. */
  readonly neighbours?: readonly string[]
  /**
   * Runs that can be taken down by their name, as a record says which they are or somebody was told: what any other
   * run left has to be persistent, or to have a lease and to have been started. Default is none.
   */
  readonly runs?: Iterable<string>
  /** Hosts on which the fault itself stopped or started all containers. Default is none. */
  readonly restarted?: readonly string[]
  /** Images that may have come, by engine and id, as `docker sha256:…`. Default is none. */
  readonly images?: Iterable<string>
  /** Files that may have come, changed or gone. Default is none. */
  readonly files?: readonly RegExp[]
  /** Command lines of processes that may run on. Default is none. */
  readonly processes?: readonly RegExp[]
}

/**
 * What is wrong with hosts after some work, in words, a line each: something that was not ours has come, gone or
 * changed, something of ours is orphaned, for neither a record nor a label tells how to find it, or a process or a
 * login is still there. Empty where nothing is.
 */
export function compare(before: HostsSnapshot, after: HostsSnapshot, ours: Ours): string[] {
  return [...before].flatMap(([host, then]) => {
    const now = after.get(host)
    if (now === undefined) return [`${host}: it was not looked at again`]
    const names = [...ours.names, ...(ours.neighbours ?? [])]
    return [
      ...othersOf(then, now, names, ours.restarted?.includes(host) ?? false),
      ...orphansOf(now, ours),
      ...setsOf('image', then.images, now.images, new Set(ours.images ?? [])),
      ...setsOf('volume', then.volumes, now.volumes, volumesOf(now, names)),
      ...processesOf(then, now, ours),
      ...filesOf(then, now, ours.files ?? []),
    ].map((violation) => `${host}: ${violation}`)
  })
}

const called = ({ engine, name, id }: ContainerSeen): string => `the ${engine} container ${name} (${id.slice(0, 12)})`

function othersOf(then: HostSnapshot, now: HostSnapshot, names: readonly string[], restarted: boolean): string[] {
  const others = (look: HostSnapshot): readonly (readonly [string, ContainerSeen])[] =>
    [...look.containers].filter(([, { name }]) => !names.includes(name))
  const gone = others(then).flatMap(([key, container]) => {
    const seen = now.containers.get(key)
    if (seen === undefined) return [`${called(container)}, which is not ours, is gone`]
    const changed = (Object.keys(container) as (keyof ContainerSeen)[]).filter(
      (part) =>
        !(restarted && (part === 'state' || part === 'started')) &&
        JSON.stringify(container[part]) !== JSON.stringify(seen[part]),
    )
    return changed.map(
      (part) =>
        `${called(container)}, which is not ours, has another ${part}: ${JSON.stringify(container[part])}, now ${JSON.stringify(seen[part])}`,
    )
  })
  const come = others(now).filter(([key]) => !then.containers.has(key))
  return [...gone, ...come.map(([, container]) => `${called(container)} has come, of a name that is not ours`)]
}

/** The label of a container that ends itself, once it was started. */
const leaseLabel = 'berth.lease'

function orphansOf(now: HostSnapshot, { names, runs = [] }: Ours): string[] {
  const known = new Set(runs)
  return [...now.containers.values()]
    .filter(
      ({ name, labels }) => names.includes(name) && Object.keys(labels).some((label) => label.startsWith('berth.')),
    )
    .flatMap((container) => {
      const labels = readLabels(container.labels)
      if (labels === null) return [`${called(container)} is orphaned: its labels cannot be read`]
      const endsItself = leaseLabel in container.labels && container.state !== 'created'
      if (labels.lifetime === 'persistent' || known.has(labels.run) || endsItself) return []
      return [`${called(container)} is orphaned: ${container.state}, of run ${labels.run}, which nobody knows of`]
    })
}

/** The volumes of containers that are ours: they go with them. */
function volumesOf(now: HostSnapshot, names: readonly string[]): ReadonlySet<string> {
  const ours = [...now.containers.values()].filter(({ name }) => names.includes(name))
  return new Set(ours.flatMap(({ engine, volumes }) => volumes.map((name) => `${engine} ${name}`)))
}

function setsOf(
  kind: string,
  then: ReadonlySet<string>,
  now: ReadonlySet<string>,
  allowed: ReadonlySet<string>,
): string[] {
  return [
    ...[...then].filter((one) => !now.has(one)).map((one) => `the ${kind} ${one} is gone`),
    ...[...now].filter((one) => !then.has(one) && !allowed.has(one)).map((one) => `the ${kind} ${one} has come`),
  ]
}

/** The command lines of engines, which a host runs for Berth. */
const clients: ReadonlySet<string> = new Set(['docker', 'podman', 'enroot', 'su', 'sudo'])

function processesOf(then: HostSnapshot, now: HostSnapshot, { processes = [] }: Ours): string[] {
  const isOurs = ({ pid, name, line, tagged, contained }: ProcessSeen): boolean =>
    (tagged && !(contained && listener.test(line))) ||
    (!contained && (clients.has(name) || berths.test(line) || now.sessions.has(pid)))
  return [...now.processes.values()]
    .filter((process) => {
      const same = then.processes.get(process.pid)
      if (same?.name === process.name && same.line === process.line) return false
      return isOurs(process) && !processes.some((allowed) => allowed.test(process.line))
    })
    .map(({ pid, line, contained }) => `process ${pid}${contained ? ', in a container,' : ''} still runs: ${line}`)
}

/** Berth's own sshd in a container, which is there as long as the container is. */
const listener = /^sshd: .* -f \/var\/lib\/berth\/sshd\/sshd_config .*\[listener\]/

/** The name of a program of Berth's, as the shell that runs it has it. */
const berths = /(^| )berth-[0-9a-z]/

function filesOf(then: HostSnapshot, now: HostSnapshot, allowed: readonly RegExp[]): string[] {
  const free = (path: string): boolean => [...engineFiles, ...allowed].some((pattern) => pattern.test(path))
  return [
    ...[...then.files].flatMap(([path, facts]) => {
      const seen = now.files.get(path)
      if (seen === facts || free(path)) return []
      return [seen === undefined ? `the file ${path} is gone` : `the file ${path} has changed: ${facts}, now ${seen}`]
    }),
    ...[...now.files]
      .filter(([path]) => !then.files.has(path) && !free(path))
      .map(([path]) => `the file ${path} has come`),
  ]
}

/** What engines, sshd and sudo keep in these folders for themselves. */
const engineFiles: readonly RegExp[] = [/^\/run\/(sshd|sudo|utmp|lock|xtables\.lock|docker\.(pid|sock))/]
