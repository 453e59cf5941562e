import { describe, expect, it } from 'vitest'
import type { ImageSource } from '../../src/contract/index.js'
import { containerOf, machine, problemsOf, resolve, withContainer } from './resolve.js'

const hosts = { a: {}, b: {} }

describe('orchestrator', () => {
  it.each([
    [
      'a container block without it',
      { node_dict: hosts, container: { image: 'x' } },
      'orchestrator: is missing beside a container block; add "orchestrator": "container" to use the container block, or "baremetal" to run on the hosts',
    ],
    [
      'container without a block',
      { node_dict: hosts, orchestrator: 'container' },
      'container: is missing, but orchestrator is "container"; add a container block with an image, or set orchestrator to "baremetal" to run on the hosts',
    ],
    [
      'container with a null block',
      { node_dict: hosts, orchestrator: 'container', container: null },
      'container: is missing, but orchestrator is "container"; add a container block with an image, or set orchestrator to "baremetal" to run on the hosts',
    ],
    [
      'something else',
      { node_dict: hosts, orchestrator: 'slurm' },
      'orchestrator: is "slurm"; expected one of "container" or "baremetal"',
    ],
  ])('refuses %s', (_, input, problem) => {
    expect(problemsOf(input)).toEqual([problem])
  })

  it('may be left out without a container block: commands then run on the hosts', () => {
    expect(resolve({ node_dict: hosts })).toMatchObject({
      orchestrator: 'baremetal',
      container: null,
      clusterName: 'a',
    })
  })

  it('baremetal checks a container block all the same', () => {
    const input = { ...withContainer({ lifetime: 'x' }), orchestrator: 'baremetal' }
    expect(problemsOf(input)).toHaveLength(1)
    expect(resolve({ ...withContainer(), orchestrator: 'baremetal' }).container?.image).toBe('lab:1')
  })
})

describe('hosts', () => {
  it.each([
    [
      'none',
      { node_dict: {} },
      'node_dict: is an empty object; expected an object that is not empty or a list of objects that is not empty, for example {"10.0.0.1":{"vpc_ip":"192.168.0.1","bmc_ip":"NA"}}',
    ],
    [
      'a user in an address',
      { node_dict: { 'root@a': {} } },
      'node_dict/root@a: is not a valid key; expected an IP address or host name, without user or port: write "a": { "user": "root" }',
    ],
    [
      'a port in an address',
      { node_dict: { 'a:22': {} } },
      'node_dict/a:22: is not a valid key; expected an IP address or host name, without user or port: write "a": { "port": 22 }',
    ],
    [
      'an option as an address',
      { node_dict: { '-oProxyCommand=x': {} } },
      'node_dict/-oProxyCommand=x: is not a valid key; expected an IP address or host name, without user or port',
    ],
    [
      'an entry that is no object',
      { node_dict: { a: '1.2.3.4' } },
      'node_dict/a: is "1.2.3.4"; expected an object, for example {"vpc_ip":"192.168.0.1","bmc_ip":"NA"}',
    ],
    [
      'a list item without an address',
      { node_dict: [{ vpc_ip: 'x' }] },
      'node_dict/0/mgmt_ip: is missing; expected an IP address or host name, without user or port: add it, for example "mgmt_ip": "10.0.0.1"',
    ],
    [
      'one host twice',
      { node_dict: [{ mgmt_ip: 'a' }, { mgmt_ip: 'b' }, { mgmt_ip: 'a' }] },
      'node_dict/2/mgmt_ip: is a, which node_dict/0 is already; remove one of the two',
    ],
    [
      'a head that is none of them',
      { node_dict: hosts, head_node_dict: { mgmt_ip: 'zebra' } },
      'head_node_dict/mgmt_ip: is "zebra", which is not a host of node_dict; write one of "a", "b"',
    ],
    [
      'a head by its other address',
      { node_dict: { a: { vpc_ip: '10.0.0.1' } }, head_node_dict: { mgmt_ip: '10.0.0.1' } },
      'head_node_dict/mgmt_ip: is "10.0.0.1", which is not a host of node_dict; it is the vpc_ip of "a": write that',
    ],
  ])('refuses %s', (_, input, problem) => {
    expect(problemsOf(input)).toEqual([problem])
  })

  it('keeps the order of the file, and takes the first as head', () => {
    const config = resolve({ node_dict: { z: null, '10.0.0.1': {}, '2001:db8::1': {}, _x: { rack_id: 'r1' } } })
    expect(config.hosts.map(({ name }) => name)).toEqual(['z', '10.0.0.1', '2001:db8::1', '_x'])
    expect(config.headHost).toBe('z')
  })

  it.each(['NA', 'na', 'N/A', '', null, undefined])('takes %j for no address', (none) => {
    expect(resolve({ node_dict: { a: { vpc_ip: none, bmc_ip: none } } }).hosts).toEqual([
      { name: 'a', address: null, port: null, user: null, jump: null, vpcIp: null, bmcIp: null, rackId: null },
    ])
  })
})

describe('names', () => {
  it('follow user and image by default', () => {
    expect(containerOf({ image: 'rocm/dev-ubuntu:7.0' })).toMatchObject({
      name: 'ann_rocm_dev_ubuntu_7_0',
      namePinned: false,
    })
    expect(resolve(withContainer()).clusterName).toBe('ann_lab_1')
  })

  it('are refused when the default is none an engine takes', () => {
    expect(problemsOf(withContainer(), { ...machine(), user: 'corp\\ann' })).toEqual([
      'container/name: is not given, and its default "corp\\ann_lab_1" is not a valid name; set container.name to a name of letters, digits, "_", "." and "-"',
    ])
  })

  it('are warned about when persistent and not pinned', () => {
    expect(resolve(withContainer({ lifetime: 'persistent' })).warnings).toEqual([
      {
        code: 'persistent_name_not_pinned',
        path: 'container/name',
        message:
          'is not pinned: another image tag gives another name, and abandons what was installed in this container; add "name": "ann_lab_1"',
      },
    ])
    expect(resolve(withContainer({ lifetime: 'persistent', name: 'lab' })).warnings).toEqual([])
    expect(resolve(withContainer({ lifetime: 'per_run' })).warnings).toEqual([])
  })
})

describe('setup_script', () => {
  const options = machine({ '/lab/setup.sh': 'a', '/home/ann/setup.sh': 'b', '/opt/setup.sh': 'c' })
  it.each([
    [undefined, { kind: 'packaged' }],
    [null, { kind: 'packaged' }],
    ['', { kind: 'packaged' }],
    [false, { kind: 'none' }],
    ['setup.sh', { kind: 'file', path: '/lab/setup.sh' }],
    ['./x/../setup.sh', { kind: 'file', path: '/lab/setup.sh' }],
    ['~/setup.sh', { kind: 'file', path: '/home/ann/setup.sh' }],
    ['/opt/setup.sh', { kind: 'file', path: '/opt/setup.sh' }],
    ['/home/{user-id}/setup.sh', { kind: 'file', path: '/home/ann/setup.sh' }],
  ])('%j', (setup_script, expected) => {
    expect(containerOf({ setup_script }, options).setupScript).toEqual(expected)
  })

  it('must exist', () => {
    expect(problemsOf(withContainer({ setup_script: '~/nope.sh' }), options)).toEqual([
      'container/setup_script: is "~/nope.sh", but there is no file /home/ann/nope.sh; write the path of a script on this machine, false for none, or leave it out for the packaged one',
    ])
  })

  it.each([
    ['', 'is empty; write what should run, or set setup_script to false for none'],
    ['\n \t\r\n', 'is empty; write what should run, or set setup_script to false for none'],
    ['echo\0', 'holds a NUL byte at offset 4, on line 1, so it is no text; name a bash script, not a program'],
    [
      'é'.repeat(8193),
      'has 16386 bytes; the limit is 16384; put the bulk into the image, or into a file on a volume or a server that a short script runs or fetches',
    ],
  ])('%j is refused as the file is checked', (text, problem) => {
    expect(problemsOf(withContainer({ setup_script: 'x.sh' }), machine({ '/lab/x.sh': text }))).toEqual([
      `container/setup_script: is "x.sh", but /lab/x.sh ${problem}`,
    ])
  })

  it('of the longest length is taken, and one that cannot be read is refused', () => {
    const longest = machine({ '/lab/x.sh': 'x'.repeat(16_384) })
    expect(problemsOf(withContainer({ setup_script: 'x.sh' }), longest)).toEqual([])
    const unreadable = { ...machine(), fileExists: () => true }
    expect(problemsOf(withContainer({ setup_script: 'x.sh' }), unreadable)).toEqual([
      'container/setup_script: is "x.sh", but /lab/x.sh cannot be read: ENOENT: /lab/x.sh',
    ])
  })
})

describe('what the runtime takes', () => {
  const rules = {
    name: (name: string) => (name.length > 1 ? null : 'it is short'),
    image: ({ reference }: ImageSource) => (reference === 'Lab' ? 'it must be lowercase' : null),
  }
  const options = { ...machine(), runtimes: { docker: { rules } } }

  it('is asked of the runtime that the file names, and told with the key', () => {
    expect(problemsOf(withContainer({ name: 'x', image: 'Lab' }), options)).toEqual([
      'container/name: is "x", which docker takes for no name: it is short',
      'container/image: is "Lab", which docker takes for no image: it must be lowercase',
    ])
    expect(problemsOf(withContainer({ name: 'xy' }), options)).toEqual([])
    expect(problemsOf(withContainer({ name: 'x', runtime: { name: 'other' } }), options)).toEqual([])
  })

  it('holds for the default name too', () => {
    const runtimes = { docker: { rules: { name: () => 'it is long' } } }
    expect(problemsOf(withContainer(), { ...machine(), runtimes })).toEqual([
      'container/name: is not given, and its default is "ann_lab_1", which docker takes for no name: it is long',
    ])
  })

  it('is not asked of what the schema refused already', () => {
    expect(problemsOf(withContainer({ name: 'x', image: 'a b' }), options)).toEqual([
      expect.stringContaining('container/image: is "a b"; expected an image reference'),
    ])
  })
})

describe('pull', () => {
  it('is missing unless said, and never goes well with an archive', () => {
    expect(containerOf().pull).toBe('missing')
    expect(containerOf({ pull: 'never', image_tar: '/lab.tar' })).toMatchObject({ pull: 'never', imageTar: '/lab.tar' })
  })

  it('always contradicts an archive', () => {
    expect(problemsOf(withContainer({ pull: 'always', image_tar: '/lab.tar' }))).toEqual([
      'container/pull: is "always", but image_tar says that the image comes from an archive; take out image_tar to ask the registry each time, or pull to load the archive where the image is missing',
    ])
  })
})

describe('image_source', () => {
  it('is the hosts unless said', () => {
    expect(containerOf({ image_tar: '~/lab.tar' })).toMatchObject({
      imageTar: '~/lab.tar',
      imageSource: { kind: 'hosts' },
    })
  })

  it('local makes image_tar a path of this machine, or asks its engine', () => {
    expect(containerOf({ image_source: 'local', image_tar: '~/lab.tar', pull: 'missing' })).toMatchObject({
      imageTar: null,
      imageSource: { kind: 'local', archive: '/home/ann/lab.tar' },
    })
    expect(containerOf({ image_source: 'local', image_tar: 'images/lab.tar' }).imageSource).toEqual({
      kind: 'local',
      archive: '/lab/images/lab.tar',
    })
    expect(containerOf({ image_source: 'local' }).imageSource).toEqual({ kind: 'local', archive: null })
  })

  it('head has no archive', () => {
    expect(containerOf({ image_source: 'head' }).imageSource).toEqual({ kind: 'head' })
    expect(problemsOf(withContainer({ image_source: 'head', image_tar: '/lab.tar' }))).toEqual([
      'container/image_source: is "head", and image_tar names an archive; take out one of the two',
    ])
  })

  it('local contradicts a pull, and a digest of a registry', () => {
    expect(problemsOf(withContainer({ image_source: 'local', pull: 'never' }))).toEqual([
      'container/image_source: is "local", and pull is "never"; take out pull, which is for what hosts have from elsewhere',
    ])
    const image = `lab@sha256:${'a'.repeat(64)}`
    expect(problemsOf(withContainer({ image_source: 'local', image, name: 'lab' }))).toEqual([
      expect.stringContaining('container/image_source: is "local", but image names a digest'),
    ])
  })
})

describe('priv_key_file', () => {
  it('is absolute, and must exist', () => {
    expect(resolve({ node_dict: hosts, priv_key_file: '~/key' }, machine({ '/home/ann/key': '' })).privateKeyFile).toBe(
      '/home/ann/key',
    )
    expect(problemsOf({ node_dict: hosts, priv_key_file: 'key' })).toEqual([
      'priv_key_file: is "key", but there is no file /lab/key; write the path of a private key on this machine, or leave it out to use the SSH agent',
    ])
  })

  it('may be missing beside a password', () => {
    const config = resolve({ node_dict: hosts, priv_key_file: 'key', password: 'x' })
    expect(config.privateKeyFile).toBeNull()
    expect(config.warnings.map(({ code }) => code)).toEqual(['private_key_file_missing'])
  })
})

describe('numbers of an environment', () => {
  it('become text, with a warning where that changes them', () => {
    const text = '{"node_dict": {"a": {}}, "env_vars": {"A": 1.10, "B": 4, "C": true, "D": "1.10"}}'
    const config = resolve({ node_dict: hosts, env_vars: { A: 1.1, B: 4, C: true } })
    expect(config.envVars).toEqual({ A: '1.1', B: '4', C: 'true' })
    const options = { ...machine({ '/lab/s.json': text }), suiteFile: 's.json' }
    const suite = resolve({ node_dict: hosts }, options)
    expect(suite.envVars).toEqual({ A: '1.1', B: '4', C: 'true', D: '1.10' })
    expect(suite.warnings).toEqual([
      {
        code: 'number_rewritten',
        path: 'env_vars/A',
        message: 'is the number 1.10, which is passed on as 1.1; write it in quotes, "1.10"',
      },
    ])
  })
})
