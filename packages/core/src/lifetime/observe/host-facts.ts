import { operationError, operationOn, runProgram } from '../../command/operation/index.js'
import { programs } from '../../command/programs.generated.js'
import type { ContainerConfig } from '../../config/index.js'
import type { HostConnection } from '../../contract/index.js'
import type { PortRange } from '../../sshd/index.js'
import { observeOperations, unusable, useOfTools } from './operations.js'

/** A path that exists on a host. */
export interface HostPath {
  readonly path: string
  /** Numeric id of the group that owns the path. */
  readonly group: string
  /** Whether the path is a device node, not a folder of device nodes. */
  readonly device: boolean
}

/** What listens on a TCP port of a host. */
export interface Listener {
  /** Numeric id of the user that it runs as. */
  readonly user: string
  /** Its name and process, for the user; null where the login user may not see them. */
  readonly program: string | null
}

/** The paths that a host has of those that the container asks for, and the time of the host. */
export interface HostFacts {
  /** Seconds since 1970 by the host's own clock, by which container times are judged. */
  readonly now: number
  /** The login user's home there; null where the login has none. */
  readonly home: string | null
  /** For each pattern asked, the paths that match; none where the host has none, or where it is hidden. */
  readonly paths: ReadonlyMap<string, readonly HostPath[]>
  /**
   * The patterns of which it cannot be told what is there, with what was seen in place of an answer: a path below a
   * folder that the user who asked may not search, which an engine of root's could mount all the same.
   */
  readonly hidden: ReadonlyMap<string, string>
  /** What listens on those of the ports that were asked for on which something does. */
  readonly listeners: ReadonlyMap<number, Listener>
}

/** A path or glob whose existence on a host matters to a launch. */
export interface PathPattern {
  readonly pattern: string
  /** Whether the pattern stands for the paths that match it; else for the path itself, be there a `*` in it. */
  readonly glob: boolean
}

/** Every path or glob on the host whose existence matters to a launch, sorted, each once. */
export function pathsOf({ runtime: { args } }: ContainerConfig): PathPattern[] {
  const sources = args.volumes.flatMap((volume) => (volume.kind === 'bind' ? [volume.source] : []))
  const globs = [...args.devices.map(({ path }) => path), ...args.groupAdd.flatMap(({ ownerOf }) => ownerOf)]
  const patterns = new Map([
    ...sources.map((path) => [path, false] as const),
    ...globs.map((path) => [path, true] as const),
  ])
  return [...patterns].sort(([a], [b]) => (a < b ? -1 : 1)).map(([pattern, glob]) => ({ pattern, glob }))
}

/** How a host is looked at. */
export interface FactsQuestion {
  /** The TCP ports whose listeners are asked for. Default is null: none. */
  readonly ports?: PortRange | null
  /** Who looks: the login user, or root by a sudo that asks for no password. Default is `plain`. */
  readonly as?: 'plain' | 'sudo'
}

/** An argument vector that says which of the patterns exist on a host, and what listens on ports if some are given. */
export function factsCommand(
  patterns: readonly PathPattern[],
  { ports = null, as = 'plain' }: FactsQuestion = {},
): readonly string[] {
  const words = patterns.map(({ pattern, glob }) => `${glob ? 'glob' : 'path'} ${pattern}`)
  if (ports !== null) words.push(`ports ${ports.first} ${ports.last}`)
  const through = as === 'sudo' ? ['sudo', '-n'] : []
  return [...through, 'sh', '-c', programs['lifetime/host-facts'], 'berth-facts', ...words]
}

/**
 * Asks a host, in one round trip, which of the patterns exist, and what listens on ports. Rejects with
 * `BERTH_PROBE_UNTRUSTED`, or as {@link runProgram} does.
 */
export async function readHostFacts(
  connection: HostConnection,
  patterns: readonly PathPattern[],
  { signal, ...question }: FactsQuestion & { readonly signal?: AbortSignal } = {},
): Promise<HostFacts> {
  const operation = operationOn(connection.host, observeOperations.readFacts)
  const { stdout } = await runProgram(connection, operation, factsCommand(patterns, question), {
    ...(signal && { signal }),
    timeout: 60_000,
  })
  const facts = parseHostFacts(
    stdout,
    patterns.map(({ pattern }) => pattern),
  )
  if (facts !== null) return facts
  const reason = unusable(0, stdout.trim().slice(0, 200) || 'nothing')
  throw operationError(operation, { reason, remedy: useOfTools })
}

/** Reads the output of the program; null if the output is not whole, or tells of what was not asked. */
export function parseHostFacts(output: string, patterns: readonly string[]): HostFacts | null {
  const fields = output.split('\0')
  const now = /^now (\d{1,12})$/.exec(fields[0] ?? '')?.[1]
  if (now === undefined || fields.at(-2) !== 'end' || fields.at(-1) !== '') return null
  const paths = new Map<string, HostPath[]>(patterns.map((pattern) => [pattern, []]))
  const hidden = new Map<string, string>()
  let home: string | null = null
  const listeners = new Map<number, Listener>()
  for (let index = 1; index < fields.length - 2; index += 2) {
    const [, unseen] = /^hidden (.*)$/s.exec(fields[index] ?? '') ?? []
    if (unseen !== undefined) {
      if (!paths.has(unseen)) return null
      hidden.set(unseen, fields[index + 1] ?? '')
      continue
    }
    if (fields[index] === 'home') {
      home = fields[index + 1] || null
      continue
    }
    const [, port, user] = /^listener (\d{1,5}) (\d+)$/.exec(fields[index] ?? '') ?? []
    if (port !== undefined && user !== undefined) {
      // Any process may name itself as it likes.
      listeners.set(Number(port), { user, program: fields[index + 1]?.replace(/[^ -~]/g, '?') || null })
      continue
    }
    const [, kind, group, pattern] = /^(path|device) (\d+) (.*)$/s.exec(fields[index] ?? '') ?? []
    const path = fields[index + 1]
    if (group === undefined || pattern === undefined || path === undefined) return null
    const found = paths.get(pattern)
    const isAsked = found !== undefined && (path === pattern || /[*?[]/.test(pattern))
    if (!isAsked || found.some((other) => other.path === path)) return null
    found.push({ path, group, device: kind === 'device' })
  }
  return { now: Number(now), home, paths, hidden, listeners }
}
