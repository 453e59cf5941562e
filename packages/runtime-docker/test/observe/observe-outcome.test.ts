import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { says } from '../says.js'
import { observed, probed, recorded, withSection } from './probe.js'

const image = 'sha256:4043488a88362649e0b3676bde4f2bf90a5b5bd18251e550a199c43c7a0126ee'
const identity = {
  id: image,
  configDigest: image,
  manifestDigests: [],
  layers: ['sha256:5aabb59b666d55ad2eb1d900ed3fcf7594d4097c501bf170d2b9a794a268af23'],
  platform: 'linux/amd64',
}

describe('a container in each state', () => {
  test('running, with what its inside told', () => {
    expect(probed(recorded('running'), 'box_running')).toEqual({
      changing: false,
      observation: {
        state: 'running',
        engine: {
          id: 'OMHN:VPOJ:TVJE:FB33:5LSH:SP6I:UTE5:YGYV:A76N:Y7HK:VJOG:FF5L',
          boot: null,
          own: false,
          version: '20.10.24+dfsg1',
          store: 'overlay2',
          root: '/var/lib/docker',
          reachedBy: 'plain',
          rootless: false,
          endsWithLogin: false,
        },
        localImage: identity,
        container: {
          id: expect.stringMatching(/^[0-9a-f]{64}$/),
          name: 'box_running',
          labels: { 'berth.cluster': 'c1', 'berth.launch': 'l1', note: 'a,b=c' },
          createdAt: expect.stringMatching(/^2026-/),
          startedAt: expect.stringMatching(/^2026-/),
          imageReference: 'tb:1',
          image: identity,
          inside: { text: 'inside 1\nnow 1760000000\nmarker {"done": "ü"}\nend\n' },
          hostNetwork: false,
        },
      },
    })
  })

  test.each([
    ['created', null],
    ['exited', expect.stringMatching(/^2026-/)],
  ])('%s is stopped', (state, startedAt) => {
    expect(observed(recorded(state), `box_${state}`)).toMatchObject({
      state: 'stopped',
      container: { name: `box_${state}`, startedAt, inside: null },
    })
  })

  test.each([
    ['paused', /is paused/, /docker unpause/],
    ['restarting', /is restarting/, /docker stop/],
  ])('%s is unknown, with the way out', (state, reason, remedy) => {
    expect(observed(recorded(state), `box_${state}`)).toMatchObject({
      state: 'unknown',
      reason: expect.stringMatching(reason),
      remedy: says(remedy),
      unreachable: false,
    })
  })

  test.each([
    ['removing', /is being removed/, 'removal'],
    ['dead', /is dead/, undefined],
    ['hibernating', /does not know: hibernating/, undefined],
  ])('%s is unknown', (state, reason, passing) => {
    const answer = withSection(recorded('running'), 'plain.container', (text) =>
      text.replace('"Status":"running"', `"Status":"${state}"`),
    )
    const seen = observed(answer, 'box_running')
    expect(seen).toMatchObject({ state: 'unknown', reason: expect.stringMatching(reason) })
    expect(seen.state === 'unknown' && seen.passing).toBe(passing)
  })

  test('absent', () => {
    expect(observed(recorded('absent'), 'nothing')).toMatchObject({ state: 'absent', localImage: identity })
  })

  test('a name that begins another container’s id is absent', () => {
    const [, id = ''] = /NONCE plain\.container\n([0-9a-f]{6})/.exec(recorded('absent-prefix-of-id')) ?? []
    expect(observed(recorded('absent-prefix-of-id'), id)).toMatchObject({ state: 'absent' })
  })
})

describe('images', () => {
  test('a missing local image is null', () => {
    expect(observed(recorded('running-no-local-image'), 'box_running', 'nope:1')).toMatchObject({
      state: 'running',
      localImage: null,
      container: { image: identity },
    })
  })

  test('the tag has moved on', () => {
    const observation = observed(recorded('running-other-image'), 'box_running', 'other:1')
    expect(observation).toMatchObject({ container: { image: identity } })
    expect(observation).not.toMatchObject({ localImage: identity })
    expect(observation).toMatchObject({ localImage: { configDigest: expect.stringMatching(/^sha256:/) } })
  })

  test('a local image that cannot be described is unreadable, not missing', () => {
    const answer = recorded('running-no-local-image').replace(
      /Error response from daemon: no such image.*/,
      'Error: i/o',
    )
    expect(observed(answer, 'box_running', 'nope:1')).toMatchObject({ localImage: { unreadable: 'Error: i/o' } })
  })
})

describe('answers that cannot be trusted', () => {
  const states = ['running', 'exited', 'created', 'paused', 'restarting'] as const

  test.each(states)('%s: no part of an answer is an answer', (state) => {
    const answer = recorded(state)
    fc.assert(
      fc.property(fc.nat(answer.length - 1), (length) => {
        return observed(answer.slice(0, length), `box_${state}`).state === 'unknown'
      }),
    )
  })

  test.each(states)('%s: no piece that is lost, doubled or overwritten makes it absent', (state) => {
    const answer = recorded(state)
    const garbage = fc.oneof(
      fc.constant(''),
      fc.string(),
      fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('latin1')),
      fc.constant('\nNONCE exit\n1\n'),
    )
    fc.assert(
      fc.property(fc.nat(answer.length), fc.nat(400), garbage, (at, length, text) => {
        const mangled = answer.slice(0, at) + text + answer.slice(at + length)
        return observed(mangled, `box_${state}`).state !== 'absent'
      }),
      { numRuns: 300 },
    )
  })

  test('a listing without the container is not enough', () => {
    const answer = withSection(recorded('running'), 'plain.list', (text) => text.replace(/^.* box_running$/m, ''))
    expect(observed(answer, 'box_running')).toMatchObject({ state: 'unknown' })
  })

  test('a failed listing is unknown', () => {
    const answer = recorded('absent').replace(/(NONCE plain\.list\n[\s\S]*?exit\n)0/, '$11')
    expect(observed(answer, 'nothing')).toMatchObject({
      state: 'unknown',
      remedy: says('docker ps'),
    })
  })

  test('an inside that cannot be read is not an empty one', () => {
    const exit = '\nNONCE stderr\n\nNONCE exit\n0\n\nNONCE plain.list'
    const failed = '\nNONCE stderr\nexec failed: no such file or directory\nNONCE exit\n126\n\nNONCE plain.list'
    expect(observed(recorded('running').replace(exit, failed), 'box_running')).toMatchObject({
      state: 'running',
      container: { inside: { unreadable: expect.stringContaining('exec failed') } },
    })
  })

  test('a container that has begun to run since it was asked what it is may be changing', () => {
    const answer = recorded('running').replace(/\nNONCE plain.inside\n.*?\nNONCE exit\n0\n/s, '')
    expect(probed(answer, 'box_running')).toMatchObject({ changing: true, observation: { state: 'unknown' } })
  })

  test('warnings beside the answers change nothing', () => {
    const noisy = recorded('running').replaceAll(
      '\nNONCE stderr\n',
      '\nNONCE stderr\nWARNING: bridge-nf-call-iptables is disabled\nsudo: unable to resolve host x\n',
    )
    expect(observed(noisy, 'box_running')).toEqual(observed(recorded('running'), 'box_running'))
    const absent = recorded('absent').replaceAll('\nNONCE stderr\n', '\nNONCE stderr\nWARNING: deprecated\n')
    expect(observed(absent, 'nothing')).toMatchObject({ state: 'absent' })
  })
})
