import { describe, expect, it } from 'vitest'
import type { ClusterConfig, RuntimeArgs } from '../../src/config/index.js'
import { containerOf, problemsOf, resolve, withContainer } from './resolve.js'

type Args = Readonly<Record<string, unknown>>

const argsOf = (args: Args): RuntimeArgs => containerOf({ runtime: { args } }).runtime.args
const problems = (args: Args): readonly string[] => problemsOf(withContainer({ runtime: { args } }))
const warnings = (args: Args, hosts: Args = { a: {} }): ClusterConfig['warnings'] =>
  resolve({ ...withContainer({ runtime: { args } }), node_dict: hosts }).warnings

describe('the size of /dev/shm', () => {
  it.each([
    ['shm_size', '64G', 64 * 1024 ** 3],
    ['shm-size', '16gb', 16 * 1024 ** 3],
    ['shm_size', '1.5GiB', 1.5 * 1024 ** 3],
    ['shm_size', '512m', 512 * 1024 ** 2],
    ['shm_size', '1T', 1024 ** 4],
    ['shm-size', 1_073_741_824, 1024 ** 3],
    ['shm_size', '1073741824', 1024 ** 3],
    ['shm_size', '2097152b', 2 * 1024 ** 2],
  ])('is %s: %j', (key, given, bytes) => {
    expect(argsOf({ [key]: given }).shmSize).toBe(bytes)
  })

  it("has no effect where ipc is the host's, which is told", () => {
    const told = {
      code: 'shm_size_without_effect',
      path: 'container/runtime/args/shm-size',
      message: 'has no effect: with ipc "host" the container has the host\'s own /dev/shm',
    }
    expect(warnings({ 'shm-size': '64g' })).toEqual([told])
    expect(warnings({ defaults: 'none', 'shm-size': '64g' })).toEqual([])
    expect(warnings({ ipc: 'private', 'shm-size': '64g' })).toEqual([])
  })

  it.each([
    [{ shm_size: '64g', 'shm-size': '64g' }, 'shm-size: says the same as shm_size; remove one of the two'],
    [{ shm_size: '64k' }, 'shm_size: is 65536 bytes; write at least "1m"'],
    [{ shm_size: '0' }, 'shm_size: is 0 bytes; write at least "1m"'],
    [{ shm_size: '64' }, 'shm_size: is 64 bytes, which no program can use; write the unit, "64g"'],
    [
      { shm_size: 64 },
      'shm_size: is the number 64; expected a size with its unit ("64g"), or at least 1048576 bytes: write it in quotes, "64"',
    ],
    [
      { shm_size: 'big' },
      'shm_size: is "big"; expected a size with its unit ("64g"), or at least 1048576 bytes, for example "64g"',
    ],
    [
      { shm_size: null },
      'shm_size: is null; expected a size with its unit ("64g"), or at least 1048576 bytes, for example "64g"',
    ],
  ])('%j is refused', (args, problem) => {
    expect(problems(args)).toEqual([`container/runtime/args/${problem}`])
  })
})

describe('volumes', () => {
  it('takes create of a path only', () => {
    expect(problems({ volumes: ['cache:/cache:create'] })).toEqual([
      'container/runtime/args/volumes/0: has create, which is for a path of the host: a volume is made anyway; remove create',
    ])
  })
})

describe('tmpfs', () => {
  it('is a folder, with options', () => {
    expect(argsOf({ tmpfs: ['/scratch:size=1g,mode=1777', '/run'] }).tmpfs).toEqual([
      { target: '/scratch', options: 'size=1g,mode=1777' },
      { target: '/run', options: null },
    ])
    expect(argsOf({ tmpfs: null }).tmpfs).toEqual([])
  })

  it('is where nothing else is mounted', () => {
    expect(problems({ volumes: ['/a:/a', '/b:/x'], tmpfs: ['/x', '/y', '/y:size=1g'] })).toEqual([
      'container/runtime/args/tmpfs/0: mounts on /x, as volumes/1 does; remove one of the two',
      'container/runtime/args/tmpfs/2: mounts on /y, as tmpfs/1 does; remove one of the two',
    ])
    expect(problems({ volumes: [5, '/b:/x'], tmpfs: ['/x'] })).toContainEqual(
      'container/runtime/args/tmpfs/0: mounts on /x, as volumes/1 does; remove one of the two',
    )
    expect(problems({ volumes: ['/a:/x', '/b:/x'], tmpfs: ['/x'] })).toEqual([
      'container/runtime/args/volumes/1: mounts on /x, as volumes/0 does; remove one of the two',
      'container/runtime/args/tmpfs/0: mounts on /x, as volumes/0 does; remove one of the two',
    ])
  })
})

describe('limits', () => {
  it('may be unlimited, which is -1', () => {
    expect(argsOf({ ulimit: ['memlock=unlimited', 'nofile=9:unlimited'] }).ulimits).toEqual([
      'memlock=-1',
      'nofile=9:-1',
    ])
    expect(argsOf({ ulimit: ['memlock=unlimited'] })).toEqual(argsOf({}))
  })
})

describe('the names of a container', () => {
  it('are taken as they are given', () => {
    expect(argsOf({ workdir: '/work space', hostname: 'trainer.lab', pid: 'host', entrypoint: 'keep' })).toMatchObject({
      workdir: '/work space',
      hostname: 'trainer.lab',
      pid: 'host',
      entrypoint: 'keep',
    })
  })

  it('on several hosts the same hostname is told', () => {
    expect(warnings({ hostname: 'trainer' }, { a: {}, b: {} })).toEqual([
      {
        code: 'one_hostname_for_all',
        path: 'container/runtime/args/hostname',
        message: expect.stringMatching(/on every host/),
      },
    ])
    expect(warnings({ hostname: 'trainer' }, { a: {} })).toEqual([])
  })

  it.each([
    [{ hostname: '-x' }, /hostname: is "-x"; expected a name of at most 63/],
    [{ workdir: 'work' }, /workdir: is "work"; expected an absolute path in the container/],
    [{ pid: '--rm' }, /pid: is "--rm"; expected the name of a PID mode/],
    [{ entrypoint: 'Keep' }, /entrypoint: is "Keep"; expected one of "replace" or "keep"; did you mean "keep"/],
  ])('%j is refused', (args, problem) => {
    expect(problems(args)).toEqual([expect.stringMatching(problem)])
  })
})

describe('gpus', () => {
  it.each([
    ['all', 'all'],
    [2, 2],
    [
      ['0', 'GPU-5a1c', '0'],
      ['0', 'GPU-5a1c'],
    ],
  ])('may be %j', (given, expected) => {
    expect(argsOf({ gpus: given }).gpus).toEqual(expected)
  })

  it.each([[0], ['0,1'], ['device=0'], [[]], [[0]], [['--x']]])('may not be %j', (given) => {
    expect(problems({ gpus: given })).toHaveLength(1)
  })
})

describe('words for the engine', () => {
  it('are kept as they are, and told', () => {
    const extra = ['--memory=64g', '--dns', '10.0.0.2', 'a  b']
    expect(argsOf({ extra }).extra).toEqual(extra)
    expect(warnings({ extra })).toEqual([
      {
        code: 'extra_not_understood',
        path: 'container/runtime/args/extra',
        message: expect.stringMatching(/Berth does not understand --memory=64g --dns/),
      },
    ])
    expect(warnings({ extra: [] })).toEqual([])
  })
})
