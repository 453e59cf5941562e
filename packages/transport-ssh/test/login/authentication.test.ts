import { describe, expect, it } from 'vitest'
import { loginWays } from '../../src/login/authentication.js'
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
  const { ways, notes } = await loginWays(target, new KeyFiles(undefined), 'secret')
  const way = ways.find(({ serverName }) => serverName === 'keyboard-interactive')
  const method = way !== undefined && 'method' in way ? way.method : undefined
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
    const { ways, notes } = await loginWays({ ...target, mayHavePassword: false }, new KeyFiles(undefined), 'secret')
    expect(ways).toEqual([])
    expect(notes).toEqual([expect.stringMatching(/^there is no key \(.*id_ed25519.*\), no ssh-agent and no password$/)])
  })

  it('are those that the configuration lets be tried, in its order, with its reasons', async () => {
    const notes = ['config:1 has "PubkeyAuthentication no"']
    const authentication = { methods: ['keyboard-interactive', 'password'] as const, notes }
    const made = await loginWays({ ...target, authentication }, new KeyFiles(undefined), 'secret')
    expect([made.ways.map(({ serverName }) => serverName), made.notes]).toEqual([authentication.methods, notes])
  })
})
