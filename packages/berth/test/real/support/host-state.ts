import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { SharedHosts } from '../../../../testbed/test/real-test.js'
import type { EngineKind } from './engine-kinds.js'
import { successful } from './engine-views.js'

/** All that is on a host, by its name: each file by its path, each mount, each thing that the engine has. */
export type HostState = ReadonlyMap<string, string>

/**
 * Looks at a host from outside: nothing of Berth is between. Of the root folder, an overlay of the machine's own, it
 * looks at the layer in which all that changes is written, not at the machine, which has other work.
 */
export async function hostState(testbed: SharedHosts, host: string, { program }: EngineKind): Promise<HostState> {
  const ask = async (...argv: readonly string[]): Promise<string> =>
    successful(await testbed.run(host, argv), argv.join(' '))
  const mounts = await ask('cat', '/proc/self/mountinfo')
  const [, layer = ''] = /^\S+ \S+ \S+ \S+ \/ .*[,=]upperdir=([^,\s]+)/m.exec(mounts) ?? []
  // The tree first, and last the engine, whose answers may touch files of its own.
  const root = await promisify(execFile)('find', [layer, '-printf', `/%P\\t${facts}`], { maxBuffer: 1e9 })
  const own = await ask('find', ...ownFolders, ...leftOut, '-printf', `%p\\t${facts}`)
  const engine = await ask('sh', '-c', engineState, 'sh', program)
  return new Map([
    ...[root.stdout, own].flatMap((text) => text.split('\0').map((line) => entry(line, '\t'))),
    ...mounts.split('\n').map((line) => [`mount ${line}`, ''] as const),
    ...engine.split('\n').map((line) => entry(line, ' = ')),
  ])
}

/** What differs between two states, a line each. */
export function differences(before: HostState, after: HostState): string[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort()
  return names
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => `${name}: ${before.get(name) ?? 'nothing'} -> ${after.get(name) ?? 'nothing'}`)
}

/** Type, mode, owner, modification, size, and where a link leads. */
const facts = '%y %m %U:%G %T@ %s %l\\0'

/** The folders of a host that are file systems of its own. */
const ownFolders = ['/home', '/root', '/var/tmp', '/var/lib/docker', '/var/lib/containers', '/tmp', '/run', '/dev']

/** The root filesystems of running containers, whose own layers are looked at, and names of the kernel's. */
const leftOut = ['overlay', 'proc', 'sysfs', 'nsfs', 'devpts', 'mqueue', 'cgroup', 'cgroup2'].flatMap((type) => [
  '-fstype',
  type,
  '-prune',
  '-o',
])

const engineState = `
for what in container image volume network; do
  case $what in container) ids=$("$1" ps --all --quiet --no-trunc) ;; *) ids=$("$1" $what ls --quiet) ;; esac
  for id in $(printf '%s\\n' $ids | sort -u); do
    printf '%s %s = %s\\n' "$what" "$id" "$("$1" $what inspect --format '{{json .}}' "$id")"
  done
done`

function entry(line: string, separator: string): readonly [string, string] {
  const [name = '', ...rest] = line.split(separator)
  return [name, rest.join(separator)]
}
