import { expect, it } from 'vitest'
import { StandbyGuards } from '../../../../src/cluster/mpi/guards/standby-guards.js'
import type { ContainerShell, ExecResult } from '../../../../src/contract/index.js'

it('are begun once, and told of the end though they are begun after it was told', async () => {
  const begun: string[] = []
  const said = new Map<string, string>()
  const shellOf = async (host: string): Promise<ContainerShell> => ({
    host,
    exec: async (command, { stdin } = {}) => {
      begun.push(`${host} ${command.at(-1)}`)
      for await (const line of stdin as AsyncIterable<Uint8Array>) {
        said.set(host, (said.get(host) ?? '') + Buffer.from(line))
        if (/end|done/.test(said.get(host) ?? '')) break
      }
      return {} as ExecResult
    },
  })
  const standby = new StandbyGuards({ hosts: ['b', 'c'], shellOf, exec: {}, words: { tag: 'tag', lostAfter: 1_500 } })
  standby.tell('beat\n')
  await standby.close()
  standby.begin()
  expect(begun).toEqual([])

  const others = new StandbyGuards({ hosts: ['b', 'c'], shellOf, exec: {}, words: { tag: 'tag', lostAfter: 1_500 } })
  others.tell('end \n')
  others.begin()
  others.begin()
  await others.allGone(5_000)
  expect(begun).toEqual(['b b', 'c c'])
  expect([...said]).toEqual([
    ['b', 'end \n'],
    ['c', 'end \n'],
  ])
  await others.close()
})
