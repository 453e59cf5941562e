import { type ContainerSpec, leasedInit, type VolumeSpec } from '@berth/core/adapter'
import { bareSpec } from '@berth/testkit'
import { describe, expect, test } from 'vitest'
import { dockerDialect } from '../../src/engine/docker-dialect.js'
import { podmanDialect } from '../../src/engine/podman-dialect.js'
import { createArguments, pathsThatMustExist, sleepingInit } from '../../src/launch/commands.js'
import { mountFlags } from '../../src/launch/mounts.js'

const digest = `sha256:${'a'.repeat(64)}`

const bare = bareSpec({
  name: 'box',
  image: { id: digest, configDigest: digest, manifestDigests: [], layers: [], platform: null },
})

const image = ['--no-healthcheck', '--entrypoint', '/bin/sh', digest, '-c', sleepingInit]

describe('create', () => {
  const cases: readonly [what: string, change: Partial<ContainerSpec>, words: readonly string[]][] = [
    ['nothing but the image, by its id', {}, []],
    ['privileged', { privileged: true }, ['--privileged']],
    ['network and ipc', { network: 'host', ipc: 'host' }, ['--network', 'host', '--ipc', 'host']],
    [
      'devices',
      {
        devices: [
          { path: '/dev/kfd', target: null, permissions: null },
          { path: '/dev/a', target: '/dev/b', permissions: null },
          { path: '/dev/c', target: null, permissions: 'r' },
        ],
      },
      ['--device', '/dev/kfd', '--device', '/dev/a:/dev/b', '--device', '/dev/c:/dev/c:r'],
    ],
    ['capabilities', { capAdd: ['SYS_PTRACE', 'IPC_LOCK'] }, ['--cap-add', 'SYS_PTRACE', '--cap-add', 'IPC_LOCK']],
    ['security options', { securityOpt: ['seccomp=unconfined'] }, ['--security-opt', 'seccomp=unconfined']],
    ['groups', { groupAdd: ['44'] }, ['--group-add', '44']],
    ['limits', { ulimits: ['memlock=-1'] }, ['--ulimit', 'memlock=-1']],
    [
      'labels, each word as it is',
      { labels: { 'berth.spec': '{"a":1,"b":"ü"}' } },
      ['--label', 'berth.spec={"a":1,"b":"ü"}'],
    ],
    [
      'volumes',
      { volumes: [{ kind: 'bind', source: '/data', target: '/mnt', options: 'ro' }] },
      ['--mount', 'type=bind,source=/data,target=/mnt,readonly'],
    ],
    [
      'named volumes',
      { volumes: [{ kind: 'volume', name: 'vol1', target: '/data', options: null }] },
      ['--mount', 'type=volume,source=vol1,target=/data'],
    ],
    ['memory that is shared', { shmSize: 64 * 1024 ** 3 }, ['--shm-size', '68719476736']],
    ["which is the host's own where ipc is", { shmSize: 1, ipc: 'host' }, ['--ipc', 'host']],
    [
      'folders in memory',
      {
        tmpfs: [
          { target: '/scratch', options: 'size=1g,mode=1777' },
          { target: '/run', options: null },
        ],
      },
      ['--tmpfs', '/scratch:size=1g,mode=1777', '--tmpfs', '/run'],
    ],
    ['the working directory', { workdir: '/work space' }, ['--workdir', '/work space']],
    ['the hostname', { hostname: 'trainer' }, ['--hostname', 'trainer']],
    ['the PID namespace', { pid: 'host' }, ['--pid', 'host']],
    [
      'words for the engine, as they are, right before the image',
      { extra: ['--dns', '10.0.0.2', '--sysctl=a=b c'] },
      ['--dns', '10.0.0.2', '--sysctl=a=b c'],
    ],
    [
      'folders that no image takes along',
      { foldersApart: ['/var/lib/keys'] },
      ['--mount', 'type=volume,target=/var/lib/keys'],
    ],
  ]
  test.each(cases)('%s', (_what, change, words) => {
    expect(createArguments({ ...bare, ...change }, dockerDialect, [])).toEqual([
      '--name',
      'box',
      '--pull=never',
      ...words,
      ...image,
    ])
  })
})

test("an image's health check is of what does not run, and one that is asked for is of what does", () => {
  const health = ['--health-cmd', 'test -e /dev/kfd']
  const words = createArguments({ ...bare, extra: health }, dockerDialect, [])
  expect(words.slice(3)).toEqual([...health, ...image.slice(1)])
})

test("the image's entrypoint is kept, and given the sleeping init as its command", () => {
  expect(createArguments({ ...bare, entrypoint: 'keep', extra: ['--cpus=2'] }, dockerDialect, [])).toEqual([
    '--name',
    'box',
    '--pull=never',
    '--cpus=2',
    digest,
    '/bin/sh',
    '-c',
    `echo 'berth: ready'; ${sleepingInit}`,
  ])
})

test('a lease is for the init to count, by the words that follow it', () => {
  const leased = { labels: { 'berth.launch': 'l1' }, lease: 90 }
  const { program, words } = leasedInit(leased, 90)
  expect(words).toEqual(['berth-init', '90', 'l1', '/var/lib/berth'])
  const inits = createArguments({ ...bare, ...leased }, dockerDialect, [])
  expect(inits.slice(inits.indexOf('--entrypoint'))).toEqual([
    '--entrypoint',
    '/bin/sh',
    digest,
    '-c',
    program,
    ...words,
  ])
  const kept = createArguments({ ...bare, ...leased, entrypoint: 'keep' }, dockerDialect, [])
  expect(kept.slice(kept.indexOf('/bin/sh'))).toEqual(['/bin/sh', '-c', `echo 'berth: ready'; ${program}`, ...words])
})

test('the environment is words without values', () => {
  expect(createArguments({ ...bare, env: { A: 'b' } }, dockerDialect, ['--env', 'A'])).toEqual([
    '--name',
    'box',
    '--pull=never',
    '--env',
    'A',
    ...image,
  ])
})

describe('mounts', () => {
  const mount = (source: string, target: string, options: string | null): VolumeSpec =>
    source.startsWith('/')
      ? { kind: 'bind', source, target, options }
      : { kind: 'volume', name: source, target, options }
  const cases: readonly [source: string, target: string, options: string | null, argv: readonly string[]][] = [
    ['/a', '/b', null, ['--mount', 'type=bind,source=/a,target=/b']],
    ['/a', '/b', 'rw,rslave', ['--mount', 'type=bind,source=/a,target=/b,bind-propagation=rslave']],
    ['/a,b"c d', '/x', null, ['--mount', 'type=bind,"source=/a,b""c d",target=/x']],
    ['/a:b', '/x', 'ro', ['--mount', 'type=bind,source=/a:b,target=/x,readonly']],
    ['cache', '/x', 'nocopy', ['--mount', 'type=volume,source=cache,target=/x,volume-nocopy']],
    ['/a', '/b', 'ro,z', ['--volume', '/a:/b:ro,z']],
    ['cache', '/b', 'Z', ['--volume', 'cache:/b:Z']],
  ]
  test.each(cases)('%s on %s with %s', (source, target, options, argv) => {
    expect(mountFlags(mount(source, target, options), dockerDialect).argv).toEqual(argv)
  })

  test.each([
    ['ro,z', ['--mount', 'type=bind,source=/a,target=/b,readonly,relabel=shared']],
    ['Z,nosuid,nodev,noexec', ['--mount', 'type=bind,source=/a,target=/b,relabel=private,nosuid,nodev,noexec']],
    ['O', ['--volume', '/a:/b:O']],
    ['constructor', ['--volume', '/a:/b:constructor']],
  ])('for Podman, with %s', (options, argv) => {
    expect(mountFlags({ kind: 'bind', source: '/a', target: '/b', options }, podmanDialect).argv).toEqual(argv)
  })

  test('a path that the engine would make must exist', () => {
    const volumes = [
      mount('/relabelled', '/a', 'z'),
      mount('/checked by the engine', '/b', null),
      mount('named', '/c', 'z'),
    ]
    expect(pathsThatMustExist({ ...bare, volumes }, dockerDialect)).toEqual(['/relabelled'])
    expect(pathsThatMustExist({ ...bare, volumes }, podmanDialect)).toEqual([])
  })
})
