import { describe, expect, it } from 'vitest'
import type { Observation } from '../../../src/contract/index.js'
import { planAttachment, planUp } from '../../../src/lifetime/plan/make-plan.js'
import type { Asked } from '../observations.js'
import { absent, factsWith, inputOf, inShort, run, running, stopped, wanted } from '../observations.js'

const nginx = factsWith({}, { user: '0', program: 'nginx (process 7)' })
const hidden = factsWith({}, { user: '33', program: null })
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

  it('does not stop an attach, which starts none', () => {
    const facts = new Map([['a', nginx]])
    expect(inShort(planAttachment(inputOf({ a: running() }, { sshd: true, facts })))).toBe('attach: a use')
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
