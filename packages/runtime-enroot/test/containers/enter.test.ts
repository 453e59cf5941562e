import { describe, expect, it } from 'vitest'
import { enterContainer, refusedUser } from '../../src/containers/enter.js'
import { programs } from '../../src/programs.generated.js'

describe('enterContainer', () => {
  const entry = { argv: ['ls', '-l a'], env: { TAG: '1' }, stdin: false }

  it('gives the program the container, the variables and the command', () => {
    const engine = { reachedBy: 'plain', data: '/data' } as const
    const words = ['berth-enter', '/data', programs.inside, 'ID', '', '1', 'TAG=1', 'ls', '-l a']
    expect(enterContainer(entry, 'ID', engine)).toEqual(['bash', '--norc', '-c', programs.enter, ...words])
  })

  it('goes through sudo where the containers are those of root', () => {
    const words = enterContainer(entry, 'ID', { reachedBy: 'sudo', data: '/data' })
    expect(words.slice(0, 5)).toEqual(['sudo', '-n', '-H', 'bash', '--norc'])
  })

  it('knows root only', () => {
    expect([{}, { user: '0' }, { user: 'root' }].map(refusedUser)).toEqual([null, null, null])
    expect(refusedUser({ user: 'ann' })).toMatchObject({ reason: expect.stringContaining('as user ann') })
  })
})
