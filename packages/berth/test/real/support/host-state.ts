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
export async function hostState(testbed: SharedHosts, host: string, kind: EngineKind): Promise<HostState> {
  const ask = async (...argv: readonly string[]): Promise<string> =>
    successful(await testbed.run(host, argv), argv.join(' '))
  const mounts = await ask('cat', '/proc/self/mountinfo')
  const [, layer = ''] = /^\S+ \S+ \S+ \S+ \/ .*[,=]upperdir=([^,\s]+)/m.exec(mounts) ?? []
  // The tree first, and last the engine, whose answers may touch files of its own.
  const root = await promisify(execFile)('find', [layer, '-printf', `/%P\\t${facts}`], { maxBuffer: 1e9 })
  const own = await ask('find', ...ownFolders, ...leftOut, '-printf', `%p\\t${facts}`)
  const engine = await ask('sh', '-c', engineState, 'sh', kind.program)
  return new Map([
    ...[root.stdout, own].flatMap((text) => text.split('\0').map((line) => file(line, kind))),
    ...mounts.split('\n').map((line) => [`mount ${line}`, ''] as const),
    ...engine.split('\n').map(inspected),
  ])
}

/** What differs between two states, a line each. */
export function differences(before: HostState, after: HostState): string[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort()
  return names
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => `${name}: ${before.get(name) ?? 'nothing'} -> ${after.get(name) ?? 'nothing'}`)
}

/** Type, mode and owner; then where a link leads, size and modification. */
const facts = '%y %m %U:%G\\t%l %s %T@\\0'

/** The folders of a host that are file systems of its own. */
const ownFolders = ['/home', '/root', '/var/tmp', '/var/lib/docker', '/var/lib/containers', '/tmp', '/run', '/dev']

/** The root filesystems of running containers, whose own layers are looked at, and what is the kernel's. */
const leftOut = ['overlay', 'proc', 'sysfs', 'nsfs', 'devpts', 'mqueue', 'cgroup', 'cgroup2'].flatMap((type) => [
  '-fstype',
  type,
  '-prune',
  '-o',
])

/**
 * Files and folders that change by the working of the engine's own command, or of a folder that is there for the time
 * of a look: they are compared by their being there, type, mode and owner, and what is in them by itself.
 */
const touched: Readonly<Record<EngineKind['program'] | 'berth', readonly RegExp[]>> = {
  // The answers of one look are put together in a folder that is gone when it is over.
  berth: [/^\/dev\/shm$/],
  docker: [
    // What `exec` hands to runc is a file in /tmp, and the process that it begins has files in these folders.
    /^\/tmp$/,
    /^\/run\/docker\/containerd\/([0-9a-f]{64}|daemon\/io\.containerd\.runtime\.v2\.task\/moby\/[0-9a-f]{64})$/,
    /^\/run\/docker\/runtime-runc\/moby\/[0-9a-f]{64}$/,
  ],
  podman: [
    // Each command locks the store, and tries out in /var/tmp what the file system can do.
    /^\/var\/lib\/containers\/storage\/(.*\/)?[a-z]+\.lock$/,
    /^\/var\/tmp$/,
    // What `exec` begins is a row of the database, an event, and files in these folders.
    /^\/var\/lib\/containers\/storage\/libpod\/bolt_state\.db$/,
    /^\/run\/libpod\/events\/events\.log$/,
    /^\/run\/runc\/[0-9a-f]{64}$/,
    /^\/var\/lib\/containers\/storage\/overlay-containers\/[0-9a-f]{64}\/userdata$/,
  ],
}

function file(line: string, { program }: EngineKind): readonly [string, string] {
  const [path = '', owned = '', written = ''] = line.split('\t')
  const isTouched = [...touched.berth, ...touched[program]].some((pattern) => pattern.test(path))
  return [path, isTouched ? owned : `${owned} ${written}`]
}

const engineState = `
for what in container image volume network; do
  case $what in container) ids=$("$1" ps --all --quiet --no-trunc) ;; *) ids=$("$1" $what ls --quiet) ;; esac
  for id in $(printf '%s\\n' $ids | sort -u); do
    printf '%s %s = %s\\n' "$what" "$id" "$("$1" $what inspect "$id" | tr -d '\\n')"
  done
done`

/** One thing of the engine. Docker tells the mounts of a container in no order. */
function inspected(line: string): readonly [string, string] {
  const [name = '', ...rest] = line.split(' = ')
  const [told = {}]: { Mounts?: unknown[] }[] = rest.length === 0 ? [] : JSON.parse(rest.join(' = '))
  const mounts = told.Mounts?.map((mount) => JSON.stringify(mount)).sort()
  return [name, JSON.stringify({ ...told, ...(mounts && { Mounts: mounts }) })]
}
