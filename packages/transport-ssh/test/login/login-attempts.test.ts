import { describe, expect, it } from 'vitest'
import { LoginAttempts, type LoginMethod, type LoginSource, type LoginWay } from '../../src/login/login-attempts.js'

const { signal } = new AbortController()

function method(serverName: string, description = serverName): LoginMethod {
  return { description, serverName, method: { type: 'none', username: description } }
}

const key = (name: string): LoginMethod => method('publickey', name)

function agent(...names: readonly string[]): LoginSource {
  const methods = names.map((name) => ({ ...key(name), isGuess: name !== 'named' }))
  return { description: 'agent', serverName: 'publickey', methods: async () => methods }
}

interface Answer {
  readonly accepted: readonly string[] | null
  readonly partial: boolean
}

/** What is tried with a host that answers so, each time by what was tried last; null once it is in, or hangs up. */
async function triedWith(
  ways: readonly LoginWay[],
  answer: (description: string, tries: number) => Answer | null,
): Promise<readonly string[]> {
  const attempts = new LoginAttempts(ways, signal)
  const tried: string[] = []
  let last: Answer | null = { accepted: null, partial: false }
  while (last !== null) {
    const next = await attempts.next(last.accepted, last.partial)
    if (next === undefined) break
    tried.push(next.description)
    last = answer(next.description, tried.length)
  }
  return tried
}

const refused = (...accepted: readonly string[]): Answer => ({ accepted, partial: false })

describe('ways to log in', () => {
  it('are tried in order, but for those that the host does not take', async () => {
    const ways = [key('one'), method('password'), key('two'), method('password')]
    expect(await triedWith(ways, () => refused('publickey'))).toEqual(['one', 'two'])
  })

  it('of an agent are asked for only when it is their turn', async () => {
    const never: LoginSource = { ...agent(), methods: () => Promise.reject(new Error('asked')) }
    expect(await triedWith([key('one'), never], () => null)).toEqual(['one'])
    expect(await triedWith([key('one'), agent('two'), key('three')], () => refused('publickey'))).toEqual([
      'one',
      'two',
      'three',
    ])
  })

  it('are told with how many keys of an agent were tried', async () => {
    const told = async (tries: number, ...ways: readonly LoginWay[]): Promise<readonly string[]> => {
      const attempts = new LoginAttempts(ways, signal)
      for (let index = 0; index < tries; index += 1) await attempts.next(index === 0 ? null : ['publickey'], false)
      return attempts.tried
    }
    const many = { ...agent(), methods: async () => Array.from({ length: 8 }, () => key('agent')) }
    expect(await told(4, key('one'), many)).toEqual(['one', 'agent (3 of 8 keys)'])
    expect(await told(2, key('one'), agent())).toEqual(['one', 'agent'])
  })
})

describe('keys that nobody named', () => {
  const eight = ['1', '2', '3', '4', '5', '6', '7', '8']
  const all = ['publickey', 'password', 'keyboard-interactive']

  it.each<[string, readonly LoginWay[], readonly string[], readonly string[]]>([
    ['are all tried where there is nothing else', [], ['publickey'], eight],
    ['stand back for the password', [method('password')], all, ['1', '2', '3', '4', '5', 'password', '6', '7', '8']],
    [
      'stand back for the password in both its forms',
      [method('password'), method('keyboard-interactive')],
      all,
      ['1', '2', '3', '4', 'password', 'keyboard-interactive', '5', '6', '7', '8'],
    ],
    ['do not stand back for what the host does not take', [method('password')], ['publickey'], eight],
  ])('%s', async (_title, others, accepted, expected) => {
    expect(await triedWith([agent(...eight), ...others], () => refused(...accepted))).toEqual(expected)
  })

  it('stand back earlier where named keys were tried before', async () => {
    const ways = [key('a'), key('b'), agent('named', ...eight), method('password')]
    const tried = await triedWith(ways, () => refused(...all))
    expect(tried.slice(0, 6)).toEqual(['a', 'b', 'named', '1', '2', 'password'])
  })
})

describe('a host that wants several ways to log in', () => {
  /** The ways that are tried with a host that wants these methods, in this order. */
  function triedFor(
    order: readonly string[],
    ways = ['publickey', 'password', 'keyboard-interactive'].map((name): LoginWay => method(name)),
  ): Promise<readonly string[]> {
    const wanted = [...order]
    return triedWith(ways, (description) => {
      const taken = description === wanted[0]
      if (taken) wanted.shift()
      const [next] = wanted
      if (next === undefined) return null
      return { accepted: [/^(?:password|keyboard)/.test(next) ? next : 'publickey'], partial: taken }
    })
  }

  it.each([[['publickey', 'password']], [['publickey', 'keyboard-interactive', 'password']]])(
    'gets %j at once',
    async (order) => {
      expect(await triedFor(order)).toEqual(order)
    },
  )

  it.each([
    [['password', 'publickey']],
    [['keyboard-interactive', 'publickey']],
    [['password', 'keyboard-interactive', 'publickey']],
  ])('gets %j after a key that came too early', async (order) => {
    expect(await triedFor(order)).toEqual(['publickey', ...order])
  })

  it('gets no second try of what it takes but wants again', async () => {
    expect(await triedFor(['publickey', 'publickey'])).toEqual(['publickey'])
  })

  it('gets one key of an agent, and then another or the password', async () => {
    const ways = (): LoginWay[] => [agent('1', '2', '3'), method('password')]
    expect(await triedFor(['2', 'password'], ways())).toEqual(['1', '2', 'password'])
    expect(await triedFor(['2', '3'], ways())).toEqual(['1', '2', '1', '3'])
  })
})
