import { expect, it } from 'vitest'
import { commandsOf, hostCommands } from '../../../../src/cluster/exec/per-host/host-commands.js'
import { resolveConfig } from '../../../../src/config/index.js'
import { BerthError } from '../../../../src/errors/index.js'

const config = resolveConfig({ node_dict: { a: {}, b: {}, c: {} } })
const hosts = ['a', 'b', 'c']
const lost = new BerthError({ code: 'BERTH_HOST_UNREACHABLE', operation: 'connect', message: 'away' })

it('ranks the hosts that have a command and are there', () => {
  const asked: string[] = []
  const commandOf = (host: string): string | null => {
    asked.push(host)
    return host === 'a' ? null : 'echo {rank}'
  }
  const commands = hostCommands(commandsOf(hosts, commandOf), new Map(), { template: true }, config)
  expect(asked).toEqual(hosts)
  expect(commands.hosts).toEqual(['b', 'c'])
  expect(commands.of('c')).toEqual({
    command: 'echo 1',
    publicEnv: { BERTH_RANK: '1', BERTH_WORLD_SIZE: '2', BERTH_HEAD: 'b', BERTH_HOSTS: 'b,c' },
  })
  expect(() => commands.of('a')).toThrow(TypeError)

  const fewer = hostCommands(
    commandsOf(hosts, () => 'true'),
    new Map([['b', lost]]),
    {},
    config,
  )
  expect(fewer.hosts).toEqual(hosts)
  expect(fewer.of('c').publicEnv).toMatchObject({ BERTH_RANK: '1', BERTH_HOSTS: 'a,c' })
})

it('fills nothing in where it was not asked to', () => {
  const { of } = hostCommands(
    commandsOf(hosts, () => ['echo', '{rank}']),
    new Map(),
    {},
    config,
  )
  expect(of('b').command).toEqual(['echo', '{rank}'])
})
