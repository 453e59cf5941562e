import { describe, expect, it } from 'vitest'
import type { Observation } from '../../../src/contract/index.js'
import type { HostFacts } from '../../../src/lifetime/observe/host-facts.js'
import { sshdPortLabel } from '../../../src/lifetime/owners/labels.js'
import { planAttachment, planUp } from '../../../src/lifetime/plan/make-plan.js'
import type { Asked } from '../observations.js'
import { absent, factsWith, inputOf, inShort, labelsOf, run, running, stopped, wanted } from '../observations.js'

const nginx = factsWith({}, { 2224: { user: '0', program: 'nginx (process 7)' } })
const hidden = factsWith({}, { 2224: { user: '33', program: null } })
const persistent = { lifetime: 'persistent' } as const
const dead = { by: run('dead') }

function plan(a: Observation, asked: Asked = {}, facts = nginx) {
  const standings = { dead: 'dead' } as const
  return planUp(inputOf({ a }, { sshd: true, standings, facts: new Map([['a', facts]]), ...asked }))
}

describe('a port that something listens on', () => {
  it.each<[string, Observation, Asked, string]>([
    ['a launch', absent, {}, 'BERTH_SSHD_PORT_TAKEN a'],
    ['a restart', stopped(persistent), persistent, 'BERTH_SSHD_PORT_TAKEN a'],
    ['the replacement of what does not run', stopped(dead), {}, 'BERTH_SSHD_PORT_TAKEN a'],
    [
      'the replacement of what runs apart from its network',
      running({ ...dead, hostNetwork: false }),
      {},
      'BERTH_SSHD_PORT_TAKEN a',
    ],
    ['no replacement of what runs: the sshd may be its own', running(dead), {}, 'launch: a replace'],
    ['no container that runs: the sshd may be its own', running(persistent), persistent, 'attach: a use'],
    ['nothing where no sshd is wanted', absent, { sshd: false }, 'launch: a launch'],
  ])('stops %s', (_, seen, asked, expected) => {
    expect(inShort(plan(seen, asked))).toBe(expected)
  })

  it('is told before anything is launched, with who has it and on which hosts', () => {
    const facts = new Map([
      ['a', nginx],
      ['b', factsWith()],
      ['c', hidden],
    ])
    const { refusal, hosts } = planUp(inputOf({ a: absent, b: absent, c: absent }, { sshd: true, facts }))
    expect(refusal).toMatchObject({
      code: 'BERTH_SSHD_PORT_TAKEN',
      hosts: ['a', 'c'],
      message:
        'another process listens on port 2224, which sshd is to have\na: nginx (process 7) of user 0\nc: a process of user 33',
      remedy: [expect.stringContaining('container.sshd_port'), expect.objectContaining({ id: 'port-holder' })],
    })
    expect([...hosts.values()].map(({ action }) => action)).toEqual(['none', 'none', 'none'])
  })

  it('does not stop a repair beside containers that are not ours, in which no sshd is started', () => {
    const seen = { a: absent, b: running({ labels: {} }) }
    const facts = new Map([
      ['a', nginx],
      ['b', factsWith()],
    ])
    const asked = { ...persistent, sshd: true, facts, options: { repair: 'launch_missing' } } as const
    expect(inShort(planUp(inputOf(seen, asked)))).toBe('repair: a launch, b use')
  })

  it('is said to be that of another cluster of Berth’s where a label says so and an sshd listens', () => {
    const holder = { cluster: 'other', user: 'bob', container: 'lab2' }
    const portHolders = new Map([...'abc'].map((host) => [host, new Map([[2224, holder]])] as const))
    const facts = new Map([
      ['a', nginx],
      ['b', hidden],
      ['c', factsWith({}, { 2224: { user: '0', program: 'sshd (process 8)' } })],
    ])
    const input = inputOf({ a: absent, b: absent, c: absent }, { sshd: true, facts })
    expect(
      planUp({ ...input, portHolders })
        .refusal?.message.split('\n')
        .slice(1),
    ).toEqual([
      'a: nginx (process 7) of user 0',
      "b: the sshd of Berth's cluster other of bob, in the container lab2",
      "c: the sshd of Berth's cluster other of bob, in the container lab2",
    ])
  })

  it('does not stop an attach, which starts none', () => {
    const facts = new Map([['a', nginx]])
    expect(inShort(planAttachment(inputOf({ a: running() }, { sshd: true, facts })))).toBe('attach: a use')
  })
})

describe('a port that Berth is to choose', () => {
  const keys = { runtime: { args: { defaults: 'none', network: 'host' } }, sshd_port: 'auto' }
  const onPort = (port: number, seen = {}) => ({
    ...persistent,
    labels: { ...labelsOf(persistent), ...sshdPortLabel(port) },
    ...seen,
  })
  const planned = (seen: Record<string, Observation>, facts: ReadonlyMap<string, HostFacts>, options = {}) =>
    planUp(inputOf(seen, { container: wanted('persistent', keys), sshd: true, facts, options }))
  const someone = { user: '0', program: null }
  const free = (...hosts: string[]) => new Map(hosts.map((host) => [host, factsWith()]))

  it('is one that is free on all hosts, and the same for the same hosts', () => {
    const seen = { a: absent, b: absent }
    const { sshdPort } = planned(seen, free('a', 'b'))
    expect(sshdPort).toBeGreaterThanOrEqual(2224)
    expect(sshdPort).toBeLessThanOrEqual(2287)
    expect(planned(seen, free('a', 'b')).sshdPort).toBe(sshdPort)
    const facts = new Map([...free('a'), ['b', factsWith({}, { [Number(sshdPort)]: someone })]])
    const other = planned(seen, facts)
    expect(other).toMatchObject({ refusal: null, sshdPort: sshdPort === 2287 ? 2224 : Number(sshdPort) + 1 })
  })

  it('is that of the containers that are there, whatever listens on it', () => {
    const facts = new Map([['a', factsWith({}, { 2230: someone })]])
    expect(planned({ a: running(onPort(2230)) }, facts).sshdPort).toBe(2230)
    expect(planned({ a: running(persistent) }, free('a')).sshdPort).toBe(2224)
    expect(
      planned(
        { a: running(onPort(2230, { labels: { ...labelsOf(persistent), 'berth.sshd_port': '0x1' } })) },
        free('a'),
      ).sshdPort,
    ).toBe(2224)
  })

  it('must be free where the rest of a set is launched, or a stopped container is started again', () => {
    const taken = factsWith({}, { 2230: someone })
    const facts = new Map([...free('a'), ['b', taken]])
    const seen = { a: running(onPort(2230)), b: absent }
    expect(inShort(planned(seen, facts, { repair: 'launch_missing' }))).toBe('BERTH_SSHD_PORT_TAKEN b')
    expect(planned(seen, free('a', 'b'), { repair: 'launch_missing' }).sshdPort).toBe(2230)
    expect(inShort(planned({ b: stopped(onPort(2230)) }, facts))).toBe('BERTH_SSHD_PORT_TAKEN b')
  })

  it('is refused where every one is taken', () => {
    const all = Object.fromEntries(Array.from({ length: 64 }, (_, index) => [2224 + index, someone]))
    const { refusal } = planned({ a: absent, b: absent }, new Map([['a', factsWith({}, all)], ...free('b')]))
    expect(refusal).toMatchObject({
      code: 'BERTH_SSHD_PORT_TAKEN',
      hosts: ['a'],
      remedy: expect.stringContaining('sshd_port'),
    })
  })
})

describe('a container that is kept and does not share its host’s network', () => {
  const apart = { a: running({ ...persistent, hostNetwork: false }), b: running(persistent) }
  const keys = { runtime: { args: { defaults: 'none', network: 'host' } } }

  it('has no sshd started, and says so', () => {
    const { warnings, action } = planUp(inputOf(apart, { ...persistent, sshd: true }))
    expect(action).toBe('attach')
    expect(warnings).toEqual([expect.stringMatching(/^no sshd is started, for the container on a does not share/)])
  })

  it('is refused where the cluster file asks for sshd', () => {
    const container = wanted('persistent', { ...keys, sshd: true })
    const refused = planUp(inputOf(apart, { container, sshd: true }))
    expect(inShort(refused)).toBe('BERTH_SSHD_FAILED a')
    expect(refused.refusal?.message).toMatch(/on a does not share its host's network/)
  })

  it('is nobody’s concern without sshd', () => {
    expect(planUp(inputOf(apart, persistent)).warnings).toEqual([])
  })
})
