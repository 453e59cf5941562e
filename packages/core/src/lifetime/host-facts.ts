import type { ContainerConfig } from '../config/index.js'
import type { HostConnection } from '../contract/index.js'
import { BerthError } from '../errors/index.js'

/** A path that exists on a host. */
export interface HostPath {
  readonly path: string
  /** Numeric id of the group that owns it. */
  readonly group: string
  /** Whether it is a device node, not a folder of them. */
  readonly device: boolean
}

/** What a host has of what the container asks for. */
export interface HostFacts {
  /** Seconds since 1970 by the host's own clock, by which container times are judged. */
  readonly now: number
  /** For each pattern asked, the paths that match; none where the host has none. */
  readonly paths: ReadonlyMap<string, readonly HostPath[]>
}

/** Every path or pattern on the host whose existence matters to a launch, sorted. */
export function pathsOf({ runtime: { args } }: ContainerConfig): string[] {
  const patterns = [
    ...args.devices.map(({ path }) => path),
    ...args.volumes.map(({ source }) => source).filter((source) => source.startsWith('/')),
    ...args.groupAdd.flatMap(({ ownerOf }) => ownerOf),
  ]
  return [...new Set(patterns)].sort()
}

/** Asks a host, in one round trip, which of the patterns exist. */
export async function readHostFacts(
  connection: HostConnection,
  patterns: readonly string[],
  options: { readonly signal?: AbortSignal } = {},
): Promise<HostFacts> {
  const result = await connection.exec(['sh', '-c', script, 'sh', ...patterns], { ...options, timeout: 60_000 })
  const facts = result.exitCode === 0 ? parseHostFacts(result.stdout, patterns) : null
  if (facts !== null) return facts
  throw new BerthError({
    code: 'BERTH_PROBE_UNTRUSTED',
    host: connection.host,
    operation: 'look for devices and bind-mount sources',
    message: `unusable answer (exit code ${result.exitCode}): ${result.stderr.trim() || result.stdout.trim().slice(0, 200) || 'nothing'}`,
    remedy: 'Check that sh, stat and date work for the login user.',
  })
}

/** One record a path, ended by NUL: paths hold any other byte. Globs are expanded by the unquoted `$pattern` with no field splitting. */
const script = `printf 'now %s\\0' "$(date +%s)"
IFS=
for pattern; do
  for path in $pattern; do
    [ -e "$path" ] || continue
    kind=path
    if [ -c "$path" ] || [ -b "$path" ]; then kind=device; fi
    printf '%s %s %s\\0%s\\0' "$kind" "$(stat -L -c %g "$path")" "$pattern" "$path"
  done
done
printf 'end\\0'`

/** Reads what the script printed; null if it is not whole. */
export function parseHostFacts(output: string, patterns: readonly string[]): HostFacts | null {
  const fields = output.split('\0')
  const now = /^now (\d+)$/.exec(fields[0] ?? '')?.[1]
  if (now === undefined || fields.at(-2) !== 'end' || fields.at(-1) !== '') return null
  const paths = new Map<string, HostPath[]>(patterns.map((pattern) => [pattern, []]))
  for (let index = 1; index < fields.length - 2; index += 2) {
    const [, kind, group, pattern] = /^(path|device) (\d+) (.*)$/s.exec(fields[index] ?? '') ?? []
    const path = fields[index + 1]
    if (group === undefined || pattern === undefined || path === undefined) return null
    paths.get(pattern)?.push({ path, group, device: kind === 'device' })
  }
  return { now: Number(now), paths }
}
