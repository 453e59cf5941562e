import type { AnyAuthMethod } from 'ssh2'
import { describe, expect, it } from 'vitest'
import { loginWays, tryInOrder } from '../../src/login/authentication.js'
import { KeyFiles } from '../../src/login/key-files.js'
import { routeTo } from '../../src/target/route.js'

const { target } = routeTo('h', {
  options: { username: 'u', agent: null },
  nodes: [],
  localUser: 'u',
  home: '/no/such/home',
  agent: undefined,
  remark: () => undefined,
})

type Question = readonly [prompt: string, echo?: boolean]

/** The answers that a host gets that asks these questions, in one round or several, and the notes that were made. */
async function answers(...rounds: readonly (readonly Question[])[]): Promise<readonly string[]> {
  const { methods, notes } = await loginWays(target, new KeyFiles(undefined), 'secret')
  const method = methods.find(({ serverName }) => serverName === 'keyboard-interactive')?.method
  if (method?.type !== 'keyboard-interactive') throw new TypeError('There is no such method')
  const heard: string[] = []
  for (const round of rounds) {
    const prompts = round.map(([prompt, echo = false]) => ({ prompt, echo }))
    method.prompt('', '', '', prompts, (given) => heard.push(...given))
  }
  return [...heard, ...notes]
}

describe('questions of a host', () => {
  it.each<[string, readonly (readonly Question[])[], readonly string[]]>([
    ['for the password', [[['Password: ']]], ['secret']],
    ['in another language', [[['Passwort: ']]], ['secret']],
    ['of nothing', [[]], []],
    [
      'for the password again',
      [[['Password: ']], [['Password: ']]],
      ['secret', '', 'the host asked "Password:", which was not answered'],
    ],
    ['for a code', [[['Verification code: ']]], ['', 'the host asked "Verification code:", which was not answered']],
    ['for both', [[['Code: '], ['Password: ']]], ['', 'secret', 'the host asked "Code:", which was not answered']],
    ['that are shown', [[['Name: ', true]]], ['', 'the host asked "Name:", which was not answered']],
  ])('%s', async (_title, rounds, expected) => {
    expect(await answers(...rounds)).toEqual(expected)
  })
})

describe('ways to log in', () => {
  it('never hold the password for a host that may not have it', async () => {
    const { methods, notes } = await loginWays({ ...target, mayHavePassword: false }, new KeyFiles(undefined), 'secret')
    expect(methods).toEqual([])
    expect(notes).toEqual([expect.stringMatching(/^there is no key \(.*id_ed25519.*\), no ssh-agent and no password$/)])
  })

  it('are tried in order, but for those that the host does not take', () => {
    const tried: string[] = []
    let accepted: readonly string[] = []
    const next = tryInOrder(
      ['one', 'two', 'three', 'four'].map((description, index) => ({
        description,
        serverName: index % 2 === 0 ? 'publickey' : 'password',
        method: { type: 'none', username: description } as AnyAuthMethod,
      })),
      { onTry: ({ description }) => tried.push(description), onAccepted: (names) => (accepted = names) },
    )
    const given: unknown[] = []
    const take = (method: AnyAuthMethod | string): void =>
      void given.push(typeof method === 'object' ? method.username : method)
    next(null as never, false, take)
    next(['publickey'] as never, false, take)
    next(['publickey'] as never, false, take)
    expect([given, tried, accepted]).toEqual([['one', 'three', false], ['one', 'three'], ['publickey']])
  })
})

describe('a host that wants several ways to log in', () => {
  /** The methods that are tried with a host that takes these methods, in this order. */
  function triedWith(order: readonly string[]): readonly string[] {
    const tried: string[] = []
    const names = ['publickey', 'password', 'keyboard-interactive']
    const next = tryInOrder(
      names.map((name) => ({ description: name, serverName: name, method: { type: 'none', username: name } })),
      { onTry: ({ description }) => tried.push(description), onAccepted: () => undefined },
    )
    const wanted = [...order]
    let answer: { readonly accepted: readonly string[] | null; readonly partial: boolean } | undefined
    answer = { accepted: null, partial: false }
    while (answer !== undefined) {
      const { accepted, partial } = answer
      answer = undefined
      next(accepted as never, partial, (method: AnyAuthMethod | string) => {
        if (typeof method !== 'object') return
        const taken = method.username === wanted[0]
        if (taken) wanted.shift()
        if (wanted.length > 0) answer = { accepted: wanted.slice(0, 1), partial: taken }
      })
    }
    return tried
  }

  it.each([[['publickey', 'password']], [['publickey', 'keyboard-interactive', 'password']]])(
    'gets %j at once',
    (order) => {
      expect(triedWith(order)).toEqual(order)
    },
  )

  it.each([
    [['password', 'publickey']],
    [['keyboard-interactive', 'publickey']],
    [['password', 'keyboard-interactive', 'publickey']],
  ])('gets %j after a key that came too early', (order) => {
    expect(triedWith(order)).toEqual(['publickey', ...order])
  })

  it('gets no second try of what it takes but wants again', () => {
    expect(triedWith(['publickey', 'publickey'])).toEqual(['publickey'])
  })
})
