import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { programs } from '../../../src/command/programs.generated.js'
import type { ExecResult, HostConnection } from '../../../src/contract/index.js'
import { type PathPattern, parseHostFacts, pathsOf, readHostFacts } from '../../../src/lifetime/observe/host-facts.js'
import { everyShell } from '../../program/every-shell.js'
import { wanted } from '../observations.js'
import { rejection } from '../rejection.js'

const folder = mkdtempSync(join(tmpdir(), 'berth facts-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string): string => join(folder, name)
const odd = ['with space', 'line\nbreak', 'star*', 'br[x]', "quote'", '$HOME', 'back\\slash', '-n', 'é']
for (const name of odd) mkdirSync(at(name))
mkdirSync(at('cards'))
for (const name of ['one', 'two words']) writeFileSync(at(`cards/${name}`), '')
symlinkSync('/no/such/target', at('dangling'))
symlinkSync(at('cards'), at('link'))
writeFileSync(at('brx'), '')

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

everyShell(programs, ['lifetime/host-facts'], ({ container }) => {
  const here = container as HostConnection

  it('finds paths with odd names as they are, and no others', async () => {
    const { paths, now } = await readHostFacts(
      here,
      [...odd, 'nothing', 'b*', 'dangling', 'br[yx]'].map((name) => path(at(name))),
    )
    for (const name of odd)
      expect(paths.get(at(name))).toEqual([{ path: at(name), group: String(statSync(at(name)).gid), device: false }])
    for (const name of ['nothing', 'b*', 'dangling', 'br[yx]']) expect(paths.get(at(name))).toEqual([])
    expect(Math.abs(now - Date.now() / 1000)).toBeLessThan(60)
  })

  it('expands globs, also below folders with odd names', async () => {
    const { paths } = await readHostFacts(here, [glob(at('cards/*')), glob(at('with space/*')), glob(at('lin[jk]'))])
    expect(paths.get(at('cards/*'))?.map((match) => match.path)).toEqual([at('cards/one'), at('cards/two words')])
    expect(paths.get(at('with space/*'))).toEqual([])
    expect(paths.get(at('lin[jk]'))?.map((match) => match.path)).toEqual([at('link')])
  })

  it('tells devices from folders of them', async () => {
    const { paths } = await readHostFacts(here, [glob('/dev/nul[l]'), glob('/dev')])
    expect(paths.get('/dev/nul[l]')).toEqual([
      { path: '/dev/null', group: String(statSync('/dev/null').gid), device: true },
    ])
    expect(paths.get('/dev')).toMatchObject([{ path: '/dev', device: false }])
  })

  it('asks nothing but the time when there is nothing to ask', async () => {
    expect((await readHostFacts(here, [])).paths).toEqual(new Map())
  })
})

describe('an answer', () => {
  const patterns = [path('/a'), glob('/dev/*')]
  const whole = 'now 1767225600\0path 0 /a\0/a\0device 44 /dev/*\0/dev/kfd\0end\0'

  it('is read', () => {
    expect(parseHostFacts(whole, ['/a', '/dev/*'])).toEqual({
      now: 1767225600,
      paths: new Map([
        ['/a', [{ path: '/a', group: '0', device: false }]],
        ['/dev/*', [{ path: '/dev/kfd', group: '44', device: true }]],
      ]),
    })
  })

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
