import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ClusterConfig, effectiveYaml, type LoadedConfig, readClusterFile } from '../../../src/config/index.js'
import { machine } from '../resolve.js'

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/)
const awkward = fc.constantFrom(
  '',
  ' x',
  '# no comment',
  'a: b',
  '1.10',
  'null',
  'yes',
  '"',
  "'",
  '\n',
  '\t\\',
  '{user-id}',
  'a value that is longer than the column of the comments, as that of a list of options is',
)
const variables = fc.dictionary(
  fc.stringMatching(/^[A-Z_]{1,6}$/),
  fc.oneof(
    awkward,
    fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
    fc.integer(),
    // No -0, which is 0 in every file.
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.boolean(),
  ),
)
const host = fc.record(
  {
    vpc_ip: fc.constantFrom('NA', '', null),
    port: fc.integer({ min: 1, max: 65_535 }),
    rack_id: fc.constantFrom('12', 'r 1', 7),
    rack: fc.jsonValue(),
  },
  { requiredKeys: [] },
)
const hosts = fc.oneof(
  fc.dictionary(fc.oneof(name, fc.constantFrom('node-[1-3]', 'fe80::1')), host, { minKeys: 1 }),
  fc.uniqueArray(name, { minLength: 1 }).map((names) => names.map((mgmt_ip) => ({ mgmt_ip, rack: 1 }))),
)
const args = fc.record(
  {
    defaults: fc.constantFrom('rocm', 'cuda', 'none'),
    network: fc.constantFrom('host', 'bridge'),
    privileged: fc.boolean(),
    volumes: fc.subarray(['/a:/b', '/c d:/d:ro']),
    devices: fc.subarray(['/dev/kfd', '/dev/fuse:rw']),
    group_add: fc.subarray<string | number>(['video', 44]),
    ulimit: fc.subarray(['memlock=1', 'nofile=5']),
    env: variables,
    shm_size: fc.constantFrom('64g', 2 ** 30),
    tmpfs: fc.subarray(['/scratch:size=16g', '/tmp']),
    workdir: fc.constant('/work space'),
    pid: fc.constantFrom('host'),
    gpus: fc.constantFrom<string | number | string[]>('all', 2, ['0', '1']),
    entrypoint: fc.constantFrom('keep', 'replace'),
    extra: fc.subarray(['--memory=64g', '--dns', '10.0.0.2'], { minLength: 1 }),
  },
  { requiredKeys: [] },
)
const container = fc.record(
  {
    image: name,
    name: fc.constantFrom('lab', null, ''),
    lifetime: fc.constantFrom('no_launch', 'per_run', 'persistent'),
    setup_script: fc.constantFrom('./setup.sh', false, null, ''),
    sshd_port: fc.oneof(fc.integer({ min: 1, max: 65_535 }), fc.constant('auto')),
    image_tar: fc.constantFrom('/shared/{user-id}.tar', null),
    env: variables,
    _comment: fc.jsonValue(),
    runtime: fc.oneof(
      fc.constant(null),
      fc.record(
        { name: fc.constantFrom('docker', 'podman'), args: fc.oneof(fc.constant(null), args) },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: ['image'] },
)
const common = {
  username: fc.constantFrom('{user-id}', 'root', null),
  priv_key_file: fc.constantFrom('keys/lab', null),
  password: fc.constantFrom('hunter2', null),
  env_vars: variables,
  others: fc.jsonValue(),
  cluster_name: fc.constantFrom('lab', null),
}
const file = fc.oneof(
  fc.record(
    { orchestrator: fc.constantFrom('container', 'Container'), node_dict: hosts, container, ...common },
    { requiredKeys: ['orchestrator', 'node_dict', 'container'] },
  ),
  fc.record(
    { orchestrator: fc.constant('baremetal'), node_dict: hosts, container: fc.constant(null), ...common },
    { requiredKeys: ['node_dict'] },
  ),
)
const suite = fc.record(
  {
    env_vars: variables,
    suite_merge: fc.constantFrom('merge', 'replace'),
    container: fc.record({ image: name, env: variables, runtime: fc.record({ args }) }),
  },
  { requiredKeys: [] },
)

const others = { '/lab/keys/lab': 'key', '/lab/setup.sh': 'echo' }

function load(cluster: unknown, over?: object): LoadedConfig {
  const files = machine({ ...others, '/lab/c.json': JSON.stringify(cluster) })
  return readClusterFile('c.json', { ...files, ...(over && { suiteFile: over as Record<string, unknown> }) }).load()
}

/** A config without its password, and without what is said of the files that it was made of. */
function told({ config }: LoadedConfig): Partial<ClusterConfig> {
  const { file: _, suiteFile: __, warnings: ___, password: ____, unreadKeys: _____, ...rest } = config
  return rest
}

/** The same from another folder, in which there is nothing else: paths on this machine are absolute. */
function reload(text: string, path: string): LoadedConfig {
  return readClusterFile(path, {
    ...machine({ ...others, [`/elsewhere/${path}`]: text }),
    cwd: '/elsewhere',
  }).load()
}

it('loads again to the same config, as YAML and as JSON', () => {
  fc.assert(
    fc.property(file, suite, (cluster, over) => {
      const first = load(cluster, 'image' in (cluster.container ?? {}) ? over : {})
      for (const [text, path] of [
        [effectiveYaml(first), 'e.yaml'],
        [JSON.stringify(first.effective.file), 'e.json'],
      ] as const) {
        const again = reload(text, path)
        expect(told(again)).toEqual(told(first))
        expect(text).not.toContain('hunter2')
        // And what it prints in its turn is the same, but for where it says that things are from.
        expect(again.effective.file).toEqual(first.effective.file)
      }
    }),
  )
})
