import type { ContainerSpec, GpusSpec } from '@berth/core/adapter'
import { describe, expect, it } from 'vitest'
import {
  environmentInput,
  hooksThatMustExist,
  limitFlags,
  pathsThatMustExist,
  settingWords,
  startArguments,
} from '../../src/launch/commands.js'
import { unsupported } from '../../src/launch/unsupported.js'
import { image } from '../recorded.js'

const plain: ContainerSpec = {
  name: 'lab',
  image,
  labels: {},
  env: {},
  network: 'host',
  ipc: 'host',
  privileged: true,
  volumes: [],
  devices: [],
  capAdd: ['SYS_PTRACE', 'IPC_LOCK', 'SYS_ADMIN'],
  securityOpt: ['seccomp=unconfined', 'apparmor=unconfined'],
  groupAdd: ['44'],
  ulimits: ['memlock=-1', 'nofile=1024:2048'],
  own: {},
}

describe('the words of a start', () => {
  it('mount volumes and devices, which must be there', () => {
    const spec: ContainerSpec = {
      ...plain,
      volumes: [{ kind: 'bind', source: '/models', target: '/mnt', options: 'ro,rslave' }],
      devices: [{ path: '/dev/kfd', target: null, permissions: 'rwm' }],
    }
    expect(startArguments(plain)).toEqual(['--root', '--rw'])
    expect(startArguments(spec).slice(2)).toEqual([
      '--mount',
      '/models:/mnt:none:x-create=auto,rbind,ro,rslave',
      '--mount',
      '/dev/kfd:/dev/kfd:none:x-create=auto,rbind',
    ])
    expect(pathsThatMustExist(spec)).toEqual(['/models', '/dev/kfd'])
  })

  it('mount folders in memory, shared memory among them where it has a size of its own', () => {
    const tmpfs = [
      { target: '/scratch', options: 'size=1g' },
      { target: '/run', options: null },
    ]
    const scratch = ['--mount', 'tmpfs:/scratch:tmpfs:x-create=dir,nosuid,nodev,size=1g']
    const run = ['--mount', 'tmpfs:/run:tmpfs:x-create=dir,nosuid,nodev']
    const shared = ['--mount', 'tmpfs:/dev/shm:tmpfs:x-create=dir,nosuid,nodev,size=1048576,mode=1777']
    expect(startArguments({ ...plain, tmpfs, shmSize: 1048576 }).slice(2)).toEqual([...scratch, ...run])
    expect(startArguments({ ...plain, ipc: null, tmpfs, shmSize: 1048576 }).slice(2)).toEqual([
      ...scratch,
      ...run,
      ...shared,
    ])
  })

  it.each<[GpusSpec, string]>([
    ['all', 'all'],
    [2, '0,1'],
    [['3', 'GPU-5a'], '3,GPU-5a'],
  ])('tell the hook of the GPUs which are asked for, %j', (gpus, names) => {
    expect(environmentInput({ env: { A: 'b' }, gpus })).toBe(
      `command export A=b\nA=b\nNVIDIA_VISIBLE_DEVICES=${names}\n`,
    )
    expect(hooksThatMustExist({ gpus })).toEqual(['98-nvidia.sh'])
    expect(hooksThatMustExist(plain)).toEqual([])
  })

  it('end in the words that are for enroot', () => {
    expect(startArguments({ ...plain, extra: ['--mount=/a:/b'] })).toEqual(['--root', '--rw', '--mount=/a:/b'])
  })

  it('give enroot the variables that it passes on whole, and keep all of them for commands', () => {
    const env = { TEXT: 'a=b c', LINES: 'one\ntwo', SHELL: '/usr/bin/fish' }
    expect(startArguments({ ...plain, env })).toEqual(['--root', '--rw'])
    const exported = `command export TEXT='a=b c'; command export LINES='one'"$1"'two'; command export SHELL=/usr/bin/fish`
    expect(environmentInput({ env })).toBe(`${exported}\nTEXT=a=b c\n`)
    expect(environmentInput({ env: {} })).toBe('\n')
  })

  it('are told apart by settings of enroot, of which those that the file does not decide are left to the host', () => {
    expect(settingWords(plain)).toEqual([])
    expect(settingWords({ ...plain, own: { mount_home: true, restrict_dev: false } })).toEqual([
      'ENROOT_MOUNT_HOME=yes',
      'ENROOT_RESTRICT_DEV=no',
    ])
  })

  it('set soft and hard limits in the words of prlimit', () => {
    expect(limitFlags(plain)).toEqual(['--memlock=unlimited:unlimited', '--nofile=1024:2048'])
  })
})

describe('unsupported', () => {
  it('takes the default sets as they are: containers share the host', () => {
    expect(unsupported(plain)).toEqual([])
  })

  it.each<[Partial<ContainerSpec>, RegExp]>([
    [{ network: 'bridge' }, /^network bridge/],
    [{ ipc: 'private' }, /^ipc private/],
    [{ hostname: 'trainer' }, /^hostname: is "trainer", but a container of enroot has the name of its host/],
    [{ pid: 'container:x' }, /^pid: is "container:x", but .* has the processes of its host/],
    [{ entrypoint: 'keep' }, /^entrypoint: is "keep", but/],
    [{ workdir: '/a"b' }, /^workdir: is/],
    [{ extra: ['--rw'] }, /^extra\/0: is "--rw"; of its options only --mount/],
    [
      { volumes: [{ kind: 'volume', name: 'cache', target: '/c', options: null }] },
      /^volumes\/0: is the volume "cache", but enroot has no volumes by name/,
    ],
    [{ volumes: [{ kind: 'bind', source: '/a b', target: '/c', options: null }] }, /^volume \/a b/],
    [{ volumes: [{ kind: 'bind', source: '/a', target: '/c', options: 'z' }] }, /the option z$/],
    [{ devices: [{ path: '/dev/kfd', target: null, permissions: 'r' }] }, /^device \/dev\/kfd/],
    [{ securityOpt: ['seccomp=/p.json'] }, /^security_opt/],
    [{ groupAdd: ['video'] }, /^group_add video/],
    [{ ulimits: ['nofile=many'] }, /^ulimit nofile=many/],
    [{ env: { 'A-B': 'x' } }, /^env A-B/],
  ])('names what cannot be done: %j', (change, lack) => {
    expect(unsupported({ ...plain, ...change })).toEqual([expect.stringMatching(lack)])
  })
})
