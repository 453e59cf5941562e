import { describe, expect, it } from 'vitest'
import {
  BerthError,
  type CommandOf,
  type CommandScope,
  declareBerthCommand,
  declareHostCommand,
  declareLocalCommand,
  HostsError,
  hostsRemedy,
  onHosts,
  type Remedy,
  remedyCommands,
  remedyText,
} from '../../../src/errors/index.js'

const unpause: CommandOf<'engine' | 'name'> = declareHostCommand({ id: 'unpause', form: '{engine} unpause {name}' })
const wider = declareBerthCommand({ id: 'up-repair', form: 'up --repair {how}' })
const again = declareBerthCommand({ id: 'exec-again', form: 'exec -- {command}' })
const forgetKey = declareLocalCommand({ id: 'forget-key', form: 'ssh-keygen -R [{host}]:{port} -f {file}' })

const scope: CommandScope = { file: '/home/ann/lab.json', suite: null, hosts: null, runs: [] }
const paused = unpause({ engine: ['sudo', 'docker'], name: 'demo' })

describe('a command', () => {
  it.each<[string, Remedy, string]>([
    ['of several words for a fact', [paused], 'On n1, run: sudo docker unpause demo'],
    ['with the cluster file', [wider(scope, { how: 'x' })], 'Run: berth up --repair x --cluster /home/ann/lab.json'],
    [
      'with the suite, folded hosts and the runs that the user named',
      [wider({ file: 'a b', suite: 's', hosts: ['n1', 'n2', 'm'], runs: ['r1', 'r2'] }, { how: 'x' })],
      "Run: berth up --repair x --cluster 'a b' --suite s --hosts 'n[1-2],m' --run r1,r2",
    ],
    ['of no file', [wider({ ...scope, file: null }, { how: 'x' })], 'Run: berth up --repair x --cluster FILE'],
    [
      'with words after --',
      [again(scope, { command: ['sh', '-c', "it's"] })],
      "Run: berth exec --cluster /home/ann/lab.json -- sh -c 'it'\\''s'",
    ],
    [
      'with facts in a word',
      [forgetKey({ host: 'h', port: '22', file: '~/k' })],
      "Run: ssh-keygen -R '[h]:22' -f '~/k'",
    ],
    ['on hosts of its own', [onHosts(paused, ['n2', 'n3', 'm'])], 'On n[2-3],m, run: sudo docker unpause demo'],
  ])('%s is told with where it is run', (_title, remedy, text) => {
    expect(remedyText(remedy, ['n1'])).toBe(text)
  })

  it('does not name a host that is not known', () => {
    expect(remedyText([paused])).toBe('On the host, run: sudo docker unpause demo')
  })
})

describe('a remedy', () => {
  const remedy: Remedy = ['Unpause it.', paused, 'Or launch anew.', wider(scope, { how: 'x' })]

  it('has every command at the end of a line', () => {
    expect(remedyText(remedy, ['n1'])).toBe(
      'Unpause it. On n1, run: sudo docker unpause demo\nOr launch anew. Run: berth up --repair x --cluster /home/ann/lab.json',
    )
    expect(remedyText(['A.', 'B.'])).toBe('A. B.')
  })

  it('is in an error as text and as values', () => {
    const error = new BerthError({ code: 'BERTH_STATE', operation: 'look', message: 'paused', host: 'n1', remedy })
    expect(error.message).toBe(`n1: look: paused
  → Unpause it. On n1, run: sudo docker unpause demo
    Or launch anew. Run: berth up --repair x --cluster /home/ann/lab.json`)
    expect(error.remedy).toBe(remedyText(remedy, ['n1']))
    expect(error.advice).toBe(remedy)
    expect(error.commands).toEqual([
      { id: 'unpause', hosts: ['n1'], run: 'sudo docker unpause demo' },
      { id: 'up-repair', hosts: null, run: 'berth up --repair x --cluster /home/ann/lab.json' },
    ])
    expect(new BerthError({ code: 'BERTH_STATE', operation: 'look', message: 'paused' }).commands).toEqual([])
  })

  it('that hosts have in common is told once, for all of them', () => {
    const failures = ['n1', 'n2', 'n3'].map(
      (host) =>
        [
          host,
          new BerthError({ code: 'BERTH_STATE', operation: 'look', message: 'paused', host, remedy: [paused] }),
        ] as const,
    )
    const error = new HostsError('up', new Map(failures), 3)
    expect(error.message).toContain('  look: paused\n    → On n[1-3], run: sudo docker unpause demo')
  })

  it('of several hosts is for those that have it', () => {
    const asRoot = unpause({ engine: 'docker', name: 'demo' })
    const remedies = new Map<string, Remedy>([
      ['n1', ['Unpause it.', paused]],
      ['n2', ['Unpause it.', asRoot]],
      ['n3', ['Unpause it.', paused]],
      ['n4', 'Look there.'],
    ])
    expect(remedyText(hostsRemedy(remedies), ['n9'])).toBe(
      [
        'Unpause it. On n[1,3], run: sudo docker unpause demo',
        'Unpause it. On n2, run: docker unpause demo',
        'Look there.',
      ].join('\n'),
    )
    expect(remedyCommands(hostsRemedy(remedies)).map(({ hosts }) => hosts)).toEqual([['n1', 'n3'], ['n2']])
  })
})
