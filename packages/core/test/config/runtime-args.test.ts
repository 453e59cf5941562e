import { describe, expect, it } from 'vitest'
import type { RuntimeArgs } from '../../src/config/index.js'
import { containerOf, problemsOf, withContainer } from './resolve.js'

const argsOf = (args: Readonly<Record<string, unknown>>, env: Readonly<Record<string, unknown>> = {}): RuntimeArgs =>
  containerOf({ env, runtime: { args } }).runtime.args

const device = (path: string, required: boolean, target: string | null = null, permissions: string | null = null) => ({
  path,
  target,
  permissions,
  required,
})

describe('default sets', () => {
  const rocm: RuntimeArgs = {
    network: 'host',
    ipc: 'host',
    privileged: true,
    volumes: [],
    shmSize: null,
    tmpfs: [],
    workdir: null,
    hostname: null,
    pid: null,
    gpus: null,
    entrypoint: 'replace',
    extra: [],
    devices: [device('/dev/kfd', false), device('/dev/dri', false), device('/dev/infiniband/*', false)],
    capAdd: ['SYS_PTRACE', 'IPC_LOCK', 'SYS_ADMIN'],
    securityOpt: ['seccomp=unconfined', 'apparmor=unconfined'],
    groupAdd: [{ group: 'video', ownerOf: ['/dev/kfd', '/dev/dri/*'] }],
    ulimits: ['memlock=-1'],
    env: { GPUS: '8', MULTINODE: 'true' },
    own: {},
  }

  it('rocm, also when nothing is said', () => {
    expect(argsOf({ defaults: 'rocm' })).toEqual(rocm)
    expect(argsOf({})).toEqual(rocm)
    expect(containerOf().runtime.args).toEqual(rocm)
  })

  it('cuda', () => {
    const devices = [device('/dev/nvidia*', false), device('/dev/infiniband/*', false)]
    expect(argsOf({ defaults: 'cuda' })).toEqual({ ...rocm, devices, groupAdd: [] })
  })

  it("none: the engine's own", () => {
    expect(argsOf({ defaults: 'none' })).toEqual({
      network: null,
      ipc: null,
      privileged: false,
      volumes: [],
      shmSize: null,
      tmpfs: [],
      workdir: null,
      hostname: null,
      pid: null,
      gpus: null,
      entrypoint: 'replace',
      extra: [],
      devices: [],
      capAdd: [],
      securityOpt: [],
      groupAdd: [],
      ulimits: [],
      env: {},
      own: {},
    })
  })
})

describe('merging', () => {
  it('replaces scalars', () => {
    expect(argsOf({ network: 'bridge', ipc: 'private', privileged: false })).toMatchObject({
      network: 'bridge',
      ipc: 'private',
      privileged: false,
    })
    expect(argsOf({ defaults: 'none', network: 'host', privileged: true })).toMatchObject({
      network: 'host',
      ipc: null,
      privileged: true,
    })
  })

  it('appends lists, each thing once', () => {
    const args = argsOf({
      cap_add: ['net_admin', 'CAP_SYS_ADMIN', 'NET_ADMIN'],
      group_add: ['video', 'render', 44, 'render'],
      security_opt: ['label=disable', 'label=disable', 'seccomp=unconfined'],
    })
    expect(args.capAdd).toEqual(['SYS_PTRACE', 'IPC_LOCK', 'SYS_ADMIN', 'NET_ADMIN'])
    expect(args.groupAdd).toEqual([
      { group: 'video', ownerOf: ['/dev/kfd', '/dev/dri/*'] },
      { group: 'render', ownerOf: [] },
      { group: '44', ownerOf: [] },
    ])
    expect(args.securityOpt).toEqual(['apparmor=unconfined', 'label=disable', 'seccomp=unconfined'])
  })

  it("lets an option of the file's take the place of the default of the same name", () => {
    expect(argsOf({ ulimit: ['memlock=1024:2048', 'nofile=9'] }).ulimits).toEqual(['memlock=1024:2048', 'nofile=9'])
    expect(argsOf({ security_opt: ['seccomp=/p.json'] }).securityOpt).toEqual([
      'apparmor=unconfined',
      'seccomp=/p.json',
    ])
  })

  it('makes a device that the file lists a required one', () => {
    expect(argsOf({ devices: ['/dev/kfd', '/dev/fuse'] }).devices).toEqual([
      device('/dev/kfd', true),
      device('/dev/dri', false),
      device('/dev/infiniband/*', false),
      device('/dev/fuse', true),
    ])
  })

  it.each([
    ['/dev/a', device('/dev/a', true)],
    ['/dev/a:/dev/b', device('/dev/a', true, '/dev/b')],
    ['/dev/a:rw', device('/dev/a', true, null, 'rw')],
    ['/dev/a:/dev/b:rwm', device('/dev/a', true, '/dev/b', 'rwm')],
    ['/dev/x/*', device('/dev/x/*', true)],
  ])('reads the device %s', (text, expected) => {
    expect(argsOf({ defaults: 'none', devices: [text] }).devices).toEqual([expected])
  })

  it.each([
    ['/a:/b', { kind: 'bind', source: '/a', target: '/b', options: null, create: false }],
    ['/a b:/c d:ro,z', { kind: 'bind', source: '/a b', target: '/c d', options: 'ro,z', create: false }],
    ['/home/{user-id}:/h', { kind: 'bind', source: '/home/ann', target: '/h', options: null, create: false }],
    ['/a:/b:create', { kind: 'bind', source: '/a', target: '/b', options: null, create: true }],
    ['/a:/b:ro,create,z', { kind: 'bind', source: '/a', target: '/b', options: 'ro,z', create: true }],
    ['vol1:/data', { kind: 'volume', name: 'vol1', target: '/data', options: null }],
    ['{user-id}_cache:/root/.cache:ro', { kind: 'volume', name: 'ann_cache', target: '/root/.cache', options: 'ro' }],
  ])('reads the volume %s', (text, expected) => {
    expect(argsOf({ volumes: [text] }).volumes).toEqual([expected])
  })

  it('overlays environments: defaults, container.env, args.env', () => {
    const env = { GPUS: 4, A: 'container', _JAVA_OPTIONS: '-Xmx1g' }
    expect(argsOf({ env: { A: 'args', B: false } }, env).env).toEqual({
      GPUS: '4',
      MULTINODE: 'true',
      A: 'args',
      B: 'false',
      _JAVA_OPTIONS: '-Xmx1g',
    })
  })

  it('takes null for nothing, as YAML writes an empty section', () => {
    const args = {
      volumes: null,
      devices: null,
      cap_add: null,
      security_opt: null,
      group_add: null,
      ulimit: null,
      env: null,
    }
    expect(argsOf(args)).toEqual(argsOf({}))
    expect(containerOf({ env: null, runtime: null, name: null, image_tar: null })).toEqual(containerOf())
  })
})

describe('sshd and the network', () => {
  it.each([
    [{ network: 'bridge' }, '"bridge"'],
    [{ defaults: 'none' }, "the engine's own"],
  ])('sshd: true is refused with %j', (args, actual) => {
    expect(problemsOf(withContainer({ sshd: true, runtime: { args } }))).toEqual([
      `container/sshd: is true, which needs the host's network, but the network is ${actual}; set container.runtime.args.network to "host", or sshd to "auto" or false`,
    ])
  })

  it.each([
    ['auto', {}, 'auto'],
    ['auto', { network: 'bridge' }, false],
    ['auto', { defaults: 'none' }, false],
    ['auto', { defaults: 'none', network: 'host' }, 'auto'],
    [true, {}, true],
    [false, { network: 'bridge' }, false],
  ])('sshd: %j with %j is %j', (sshd, args, expected) => {
    expect(containerOf({ sshd, runtime: { args } }).sshd).toBe(expected)
  })
})
