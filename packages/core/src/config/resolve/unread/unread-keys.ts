import { nearest } from '../../check/did-you-mean.js'
import type { UnreadKey } from '../../model/cluster-config.js'
import { isObject } from '../../model/is-object.js'
import { type ConfigPath, formatPath } from '../../model/path.js'
import { clusterFileSchema, schemaAt } from '../../model/schema.js'

/** Words by which other tools and habits call what a cluster file calls otherwise. */
const otherWords: Readonly<Record<'top' | 'host', ReadonlyMap<string, string>>> = {
  top: wordsFor({
    orchestrator: ['backend', 'mode'],
    cluster_name: ['cluster', 'name'],
    node_dict: ['hosts', 'nodes', 'node_list', 'servers', 'machines'],
    head_node_dict: ['head', 'head_node', 'head_host', 'master'],
    username: ['user', 'login', 'ssh_user', 'remote_user'],
    priv_key_file: ['priv_key', 'key_file', 'ssh_key', 'private_key', 'identity_file', 'key'],
    password: ['pass', 'passwd', 'ssh_password'],
    env_vars: ['env', 'environment', 'environment_variables', 'variables'],
    'container/image': ['image'],
    'container/lifetime': ['lifetime'],
    'container/setup_script': ['setup_script'],
    'container/image_tar': ['image_tar'],
    'container/image_source': ['image_source'],
    'container/distribute': ['distribute'],
    'container/sshd_port': ['sshd_port'],
    'container/runtime': ['runtime'],
    'container/runtime/args/volumes': ['volumes', 'mounts'],
    'container/runtime/args/devices': ['devices'],
  }),
  host: wordsFor({
    address: ['ip', 'ip_address', 'hostname', 'host_name', 'ansible_host'],
    port: ['ssh_port', 'ansible_port'],
    user: ['username', 'login', 'ssh_user', 'ansible_user'],
    jump: ['proxy_jump', 'bastion', 'gateway', 'jump_host', 'proxy'],
    vpc_ip: ['vpc', 'private_ip', 'internal_ip'],
    bmc_ip: ['bmc', 'ipmi', 'ipmi_ip'],
    rack_id: ['rack'],
  }),
}

function wordsFor(meanings: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(meanings).flatMap(([key, words]) => words.map((word) => [word, key] as const)))
}

/** An unread key with its path step by step, as a key of the file can have any letters. */
export type FoundKey = Omit<UnreadKey, 'path'> & { readonly path: ConfigPath }

/** An unread key as a config tells of it. */
export function namedKey({ path, ...key }: FoundKey): UnreadKey {
  return { path: formatPath(path), ...key }
}

/** The keys at the top level and of hosts that Berth does not read, comments left out. The value may be anything. */
export function unreadKeysOf(file: unknown): readonly FoundKey[] {
  if (!isObject(file)) return []
  const ofTop = unreadIn(file, [], otherWords.top).map(({ path, meant }): FoundKey => ({ path, entries: 0, meant }))
  const byKey = new Map<string, FoundKey>()
  for (const [index, host] of entriesOf(file.node_dict)) {
    if (!isObject(host)) continue
    for (const { key, path, meant } of unreadIn(host, ['node_dict', index], otherWords.host)) {
      const known = byKey.get(key) ?? { path, entries: 0, meant }
      byKey.set(key, { ...known, entries: known.entries + 1 })
    }
  }
  return [...ofTop, ...byKey.values()]
}

function unreadIn(
  object: Readonly<Record<string, unknown>>,
  path: ConfigPath,
  words: ReadonlyMap<string, string>,
): { readonly key: string; readonly path: ConfigPath; readonly meant: string | null }[] {
  const known = Object.keys(schemaAt(clusterFileSchema, path)?.properties ?? {})
  return Object.keys(object)
    .filter((key) => !key.startsWith('_') && !known.includes(key))
    .map((key) => {
      const meant = meantBy(key, known, words)
      const isAbsent = meant !== undefined && !Object.hasOwn(object, meant)
      return { key, path: [...path, key], meant: isAbsent ? meant : null }
    })
}

/** The key that another one stands for, by being another word for it, or a slip of the pen in it or in such a word. */
function meantBy(key: string, known: readonly string[], words: ReadonlyMap<string, string>): string | undefined {
  const exactly = words.get(key.toLowerCase().replaceAll('-', '_'))
  if (exactly !== undefined) return exactly
  // Two or three letters are near to everything.
  const word = nearest(key, [...known, ...[...words.keys()].filter((candidate) => candidate.length > 4)])
  return word === undefined ? undefined : (words.get(word) ?? word)
}

function entriesOf(nodes: unknown): (readonly [string | number, unknown])[] {
  if (Array.isArray(nodes)) return nodes.map((host: unknown, index) => [index, host])
  return isObject(nodes) ? Object.entries(nodes) : []
}
