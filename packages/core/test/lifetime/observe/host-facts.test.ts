import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExecResult, HostConnection } from '../../../src/contract/index.js'
import { type PathPattern, parseHostFacts, pathsOf, readHostFacts } from '../../../src/lifetime/observe/host-facts.js'
import { wanted } from '../observations.js'
import { rejection } from '../rejection.js'

const result: ExecResult = {
  host: 'n1',
  exitCode: 0,
  signal: null,
  endedBy: 'exit',
  stdout: '',
  stderr: '',
  truncated: false,
  duration: 1,
}

/** A connection that answers as told. */
function answering(answer: Partial<ExecResult>): HostConnection {
  const exec: HostConnection['exec'] = async () => ({ ...result, ...answer })
  return { host: 'n1', exec } as HostConnection
}

const path = (pattern: string): PathPattern => ({ pattern, glob: false })
const glob = (pattern: string): PathPattern => ({ pattern, glob: true })

describe('an answer', () => {
  const patterns = [path('/a'), glob('/dev/*')]
  const whole = 'now 1767225600\0path 0 /a\0/a\0device 44 /dev/*\0/dev/kfd\0end\0'

  it('is read', () => {
    expect(parseHostFacts(whole, ['/a', '/dev/*'])).toEqual({
      now: 1767225600,
      home: null,
      paths: new Map([
        ['/a', [{ path: '/a', group: '0', device: false }]],
        ['/dev/*', [{ path: '/dev/kfd', group: '44', device: true }]],
      ]),
      hidden: new Map(),
      listeners: new Map(),
    })
  })

  it.each([
    ['nginx (process 7)\0', { user: '0', program: 'nginx (process 7)' }],
    ['\x1b[2Jx (process 7)\0', { user: '0', program: '?[2Jx (process 7)' }],
    ['\0', { user: '0', program: null }],
  ])('tells what listens: %j', (program, listener) => {
    expect(parseHostFacts(`now 1\0listener 2230 0\0${program}end\0`, [])).toEqual({
      now: 1,
      home: null,
      paths: new Map(),
      hidden: new Map(),
      listeners: new Map([[2230, listener]]),
    })
  })

  it('tells of which it cannot be told', () => {
    const answer = whole.replace('end\0', 'hidden /a\0stat: /a: Permission denied\0end\0')
    expect(parseHostFacts(answer, ['/a', '/dev/*'])?.hidden).toEqual(new Map([['/a', 'stat: /a: Permission denied']]))
  })

  it.each(['hidden /other\0x\0', 'path 0 /other\0/other\0', 'path 0 /a\0/b\0', 'path 0 /a\0/a\0'])(
    'that tells of what was not asked, or twice, is none: %j',
    (record) => {
      expect(parseHostFacts(whole.replace('end\0', `${record}end\0`), ['/a', '/dev/*'])).toBeNull()
    },
  )

  it('that was cut, or has more before or after it, is none', () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (length) => {
        expect(parseHostFacts(whole.slice(0, length), ['/a', '/dev/*'])).toBeNull()
      }),
    )
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (noise) => {
        expect(parseHostFacts(`${noise}${whole}`, ['/a', '/dev/*'])).toBeNull()
        expect(parseHostFacts(`${whole}${noise}`, ['/a', '/dev/*'])).toBeNull()
      }),
    )
  })

  it('that lost or gained any piece inside never names a path that was not asked for', () => {
    const fields = whole.split('\0')
    fc.assert(
      fc.property(fc.nat(fields.length - 1), fc.nat(2), fc.string(), (index, cut, insert) => {
        const facts = parseHostFacts(fields.toSpliced(index, cut, insert).join('\0'), ['/a', '/dev/*'])
        expect([...(facts?.paths.keys() ?? ['/a', '/dev/*'])]).toEqual(['/a', '/dev/*'])
      }),
    )
  })

  it.each<[string, Partial<ExecResult>, string, RegExp]>([
    ['mangled', { stdout: 'motd\n' }, 'BERTH_PROBE_UNTRUSTED', /unusable answer \(exit code 0\): motd/],
    [
      'failed',
      { exitCode: 127, stderr: 'sh: stat: not found\n' },
      'BERTH_PROBE_UNTRUSTED',
      /\(exit code 127\): sh: stat: not found/,
    ],
    ['truncated', { stdout: whole, truncated: true }, 'BERTH_PROBE_UNTRUSTED', /unusable/],
    ['late', { exitCode: null, endedBy: 'timeout' }, 'BERTH_PROBE_UNTRUSTED', /not done after .* s, and was ended/],
    ['aborted', { exitCode: null, endedBy: 'abort' }, 'BERTH_ABORTED', /: aborted$/],
    [
      'lost',
      { exitCode: null, endedBy: 'lost' },
      'BERTH_CONNECTION_LOST',
      /the connection was lost meanwhile; nothing was changed/,
    ],
  ])('that is %s is an error', async (_name, answer, code, message) => {
    const error = await rejection(readHostFacts(answering(answer), patterns))
    expect(error).toMatchObject({ code, host: 'n1', message: expect.stringMatching(message) })
  })
})

it('asks for devices and groups as globs, for bind-mount sources as they are, each once', () => {
  const volumes = ['/data/*:/data', '/dev/kfd:/kfd']
  const container = wanted('per_run', { runtime: { args: { defaults: 'rocm', volumes, devices: ['/dev/mine'] } } })
  expect(pathsOf(container)).toEqual([
    path('/data/*'),
    glob('/dev/dri'),
    glob('/dev/dri/*'),
    glob('/dev/infiniband/*'),
    glob('/dev/kfd'),
    glob('/dev/mine'),
  ])
})

it('the home of who asks is told, where there is one', () => {
  expect(parseHostFacts('now 1\0home\0/home/ann\0end\0', [])?.home).toBe('/home/ann')
  expect(parseHostFacts('now 1\0home\0\0end\0', [])?.home).toBeNull()
})
