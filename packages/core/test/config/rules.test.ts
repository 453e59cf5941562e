import { describe, expect, it } from 'vitest'
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
      'node_dict/root@a: is not a valid key; expected an IP address or host name, without user or port',
    ],
    [
      'a port in an address',
      { node_dict: { 'a:22': {} } },
      'node_dict/a:22: is not a valid key; expected an IP address or host name, without user or port',
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
      { name: 'a', vpcIp: null, bmcIp: null },
    ])
  })
})

describe('removed and unbuilt keys fail whatever their value', () => {
  const values = [true, false, null, 'x', 0, {}]
  it.each(values)('container.enabled: %j', (value) => {
    expect(problemsOf(withContainer({ enabled: value, lifetime: 'persistent', name: 'x' }))).toEqual([
      'container/enabled: was removed; delete it and set container.lifetime to "no_launch", "per_run" or "persistent" (to run without containers, set orchestrator to "baremetal")',
    ])
  })
  it.each(values)('container.launch: %j', (value) => {
    expect(problemsOf(withContainer({ launch: value, lifetime: 'no_launch' }))).toEqual([
      'container/launch: was removed; delete it and set container.lifetime to "per_run" where it was true, to "no_launch" where it was false',
    ])
  })
  it.each(values)('container.runtime.args.registry: %j', (value) => {
    expect(problemsOf(withContainer({ runtime: { args: { registry: value } } }))).toEqual([
      'container/runtime/args/registry: is not supported yet; remove it, and either run `docker login` on every host as the user that pulls, or name an archive in container.image_tar',
    ])
  })
})

describe('unknown keys', () => {
  it.each([
    [{ imgae: 'x' }, 'container/imgae: is not a key of container; did you mean "image"?'],
    [{ setup_scripts: 'x' }, 'container/setup_scripts: is not a key of container; did you mean "setup_script"?'],
    [
      { volumes: [] },
      'container/volumes: is not a key of container; it belongs in container/runtime/args: move it there',
    ],
    [{ username: 'x' }, 'container/username: is not a key of container; it belongs at the top level: move it there'],
    [
      { zzz: 1 },
      'container/zzz: is not a key of container; remove it, or use one of lifetime, image, name, setup_script, sshd, sshd_port, image_tar, env, runtime',
    ],
    [
      { keep_failed: true },
      'container/keep_failed: is not a key of container; it is an option of a call, never of a file: remove it',
    ],
    [{ runtime: { arg: {} } }, 'container/runtime/arg: is not a key of container/runtime; did you mean "args"?'],
    [
      { runtime: { args: { ulimits: [] } } },
      'container/runtime/args/ulimits: is not a key of container/runtime/args; did you mean "ulimit"?',
    ],
    [
      { runtime: { args: { 'cap-add': [] } } },
      'container/runtime/args/cap-add: is not a key of container/runtime/args; did you mean "cap_add"?',
    ],
    [
      { runtime: { args: { shm_size: '64G' } } },
      'container/runtime/args/shm_size: is not a key of container/runtime/args; with ipc "host" the container has the host\'s own /dev/shm: remove it',
    ],
    [
      { runtime: { args: { environment: {} } } },
      'container/runtime/args/environment: is not a key of container/runtime/args; did you mean "env"?',
    ],
  ])('%j', (container, problem) => {
    expect(problemsOf(withContainer(container))).toEqual([problem])
  })

  it('pass at the top level, with a word where one of ours may be meant', () => {
    const config = resolve({ node_dict: hosts, racks: { x: '<changeme>' }, priv_keyfile: 'x', _usernam: 'comment' })
    expect(config.warnings).toEqual([
      {
        code: 'similar_key',
        path: 'priv_keyfile',
        message: 'is not a key that Berth reads; did you mean "priv_key_file"?',
      },
    ])
  })
})

describe('values', () => {
  it.each([
    [
      { lifetime: 'perrun' },
      'container/lifetime: is "perrun"; expected one of "no_launch", "per_run" or "persistent"; did you mean "per_run"?',
    ],
    [
      { lifetime: 'forever' },
      'container/lifetime: is "forever"; expected one of "no_launch", "per_run" or "persistent"',
    ],
    [{ lifetime: null }, 'container/lifetime: is null; expected one of "no_launch", "per_run" or "persistent"'],
    [
      { image: '' },
      'container/image: is empty; expected an image reference without spaces, for example "rocm/dev-ubuntu-24.04:7.0"',
    ],
    [
      { image: '--privileged' },
      'container/image: is "--privileged"; expected an image reference without spaces, for example "rocm/dev-ubuntu-24.04:7.0"',
    ],
    [
      { name: '_lab' },
      'container/name: is "_lab"; expected a name of letters, digits, "_", "." and "-" that begins with a letter or digit, for example "berth_lab"',
    ],
    [{ sshd: 'on' }, 'container/sshd: is "on"; expected "auto", true or false'],
    [{ sshd: 'true' }, 'container/sshd: is "true"; expected "auto", true or false; did you mean true?'],
    [
      { sshd_port: 0 },
      'container/sshd_port: is the number 0; expected a whole number from 1 to 65535, for example 2224',
    ],
    [
      { sshd_port: 65536 },
      'container/sshd_port: is the number 65536; expected a whole number from 1 to 65535, for example 2224',
    ],
    [
      { sshd_port: 22.5 },
      'container/sshd_port: is the number 22.5; expected a whole number from 1 to 65535, for example 2224',
    ],
    [
      { sshd_port: '22' },
      'container/sshd_port: is "22"; expected a whole number from 1 to 65535: write 22 without quotes',
    ],
    [
      { setup_script: true },
      'container/setup_script: is true; expected a text, false or null, for example "./setup.sh"',
    ],
    [
      { image_tar: 'lab.tar' },
      'container/image_tar: is "lab.tar"; expected an absolute path on the hosts, for example "/shared/images/rocm.tar"',
    ],
    [{ env: { A: null } }, 'container/env/A: is null; expected a text, a number or true or false, for example "1"'],
    [
      { env: { 'A-B': '1' } },
      'container/env/A-B: is not a valid key; expected a variable name of letters, digits and "_" that does not begin with a digit',
    ],
    [
      { env: ['A=1'] },
      'container/env: is a list; expected a map of names and values, for example {"NCCL_DEBUG":"INFO"}',
    ],
    [{ runtime: 'docker' }, 'container/runtime: is "docker"; expected an object, for example {"name":"podman"}'],
    [
      { runtime: { privilege: 'root' } },
      'container/runtime/privilege: is "root"; expected one of "auto", "plain" or "sudo"',
    ],
    [
      { runtime: { args: { defaults: 'rocn' } } },
      'container/runtime/args/defaults: is "rocn"; expected one of "rocm", "cuda" or "none"; did you mean "rocm"?',
    ],
    [
      { runtime: { args: { volumes: '/a:/b' } } },
      'container/runtime/args/volumes: is "/a:/b"; expected a list of texts: write ["/a:/b"]',
    ],
    [
      { runtime: { args: { volumes: ['~/a:/b'] } } },
      'container/runtime/args/volumes/0: is "~/a:/b"; expected source:target[:options] with absolute paths',
    ],
    [
      { runtime: { args: { volumes: ['/a'] } } },
      'container/runtime/args/volumes/0: is "/a"; expected source:target[:options] with absolute paths',
    ],
    [
      { runtime: { args: { volumes: ['/a:/x', '/b:/x:ro'] } } },
      'container/runtime/args/volumes/1: mounts on /x, as volumes/0 does; remove one of the two',
    ],
    [
      { runtime: { args: { devices: ['kfd'] } } },
      'container/runtime/args/devices/0: is "kfd"; expected device[:target][:permissions] below /dev, permissions being of r, w and m',
    ],
    [
      { runtime: { args: { ulimit: ['nofile'] } } },
      'container/runtime/args/ulimit/0: is "nofile"; expected name=soft[:hard] with whole numbers',
    ],
    [
      { runtime: { args: { group_add: [-1] } } },
      "container/runtime/args/group_add/0: is the number -1; expected a group's name or number",
    ],
  ])('%j is refused', (container, problem) => {
    expect(problemsOf(withContainer(container))).toEqual([problem])
  })

  it('of a password are never shown', () => {
    const problems = problemsOf({ node_dict: hosts, password: 12345 })
    expect(problems).toEqual(['password: is a number, whose value is not shown; expected a text that is not empty'])
  })
})

describe('placeholders', () => {
  it('are filled with the user who runs Berth', () => {
    const config = resolve({
      ...withContainer({
        name: 'x_{user-id}',
        env: { WHO: '{user-id}-{user-id}' },
        image_tar: '/home/{user-id}/x.tar',
      }),
      username: '{user-id}',
      cluster_name: '{user-id}.lab',
    })
    expect(config).toMatchObject({
      username: 'ann',
      clusterName: 'ann.lab',
      container: { name: 'x_ann', imageTar: '/home/ann/x.tar', runtime: { args: { env: { WHO: 'ann-ann' } } } },
    })
  })

  it('that are left are all listed, wherever Berth reads', () => {
    const problems = problemsOf({
      orchestrator: 'container',
      cluster_name: '<changeme>',
      node_dict: {
        '{xx.xx.xx.xx|hostname-1}': { vpc_ip: '{xx.xx.xx.xx|hostname-1}' },
        '{head-node-ip}': {},
        b: { bmc_ip: '<CHANGEME>', rack_id: '<changeme>', _comment: '<changeme>' },
      },
      head_node_dict: { mgmt_ip: '{xx.xx.xx.xx|hostname}' },
      priv_key_file: '/home/<changeme>/.ssh/id_rsa',
      password: '<changeme>',
      env_vars: { A: 'x <Change-Me: a path> y', _B: '<changeme>', C: `\${HOME}{braces}` },
      container: {
        image: '<changeme>',
        setup_script: '<changeme>/x.sh',
        runtime: { args: { volumes: ['/a:/b', '/<changeme>:/x'] } },
      },
      suite: { x: '<changeme>', hosts: ['{xx.xx.xx.xx|hostname-1}'] },
      _comment: '<changeme>',
    })
    const left = (placeholder: string) => `still has the placeholder ${placeholder}; replace it with a real value`
    expect(problems.toSorted()).toEqual(
      [
        `cluster_name: ${left('<changeme>')}`,
        `node_dict/{xx.xx.xx.xx|hostname-1}: ${left('{xx.xx.xx.xx|hostname-1}')}`,
        `node_dict/{xx.xx.xx.xx|hostname-1}/vpc_ip: ${left('{xx.xx.xx.xx|hostname-1}')}`,
        `node_dict/{head-node-ip}: ${left('{head-node-ip}')}`,
        `node_dict/b/bmc_ip: ${left('<CHANGEME>')}`,
        `head_node_dict/mgmt_ip: ${left('{xx.xx.xx.xx|hostname}')}`,
        `priv_key_file: ${left('<changeme>')}`,
        `password: ${left('<changeme>')}`,
        `env_vars/A: ${left('<Change-Me: a path>')}`,
        `env_vars/_B: ${left('<changeme>')}`,
        `container/image: ${left('<changeme>')}`,
        `container/setup_script: ${left('<changeme>')}`,
        `container/runtime/args/volumes/1: ${left('<changeme>')}`,
      ].toSorted(),
    )
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
  const options = machine({ '/work/setup.sh': '', '/home/ann/setup.sh': '', '/opt/setup.sh': '' })
  it.each([
    [undefined, { kind: 'packaged' }],
    [null, { kind: 'packaged' }],
    ['', { kind: 'packaged' }],
    [false, { kind: 'none' }],
    ['setup.sh', { kind: 'file', path: '/work/setup.sh' }],
    ['./x/../setup.sh', { kind: 'file', path: '/work/setup.sh' }],
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
})

describe('priv_key_file', () => {
  it('is absolute, and must exist', () => {
    expect(resolve({ node_dict: hosts, priv_key_file: '~/key' }, machine({ '/home/ann/key': '' })).privateKeyFile).toBe(
      '/home/ann/key',
    )
    expect(problemsOf({ node_dict: hosts, priv_key_file: 'key' })).toEqual([
      'priv_key_file: is "key", but there is no file /work/key; write the path of a private key on this machine, or leave it out to use the SSH agent',
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
    const options = { ...machine({ '/work/s.json': text }), suiteFile: 's.json' }
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
