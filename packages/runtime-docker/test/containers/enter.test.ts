import { expect, test } from 'vitest'
import { enterContainer } from '../../src/containers/enter.js'
import { dockerDialect as dialect } from '../../src/engine/docker-dialect.js'
import { programs } from '../../src/programs.generated.js'

const found = ['sh', '-c', programs.enter, 'berth-enter']

test('exec: only what was asked for, and every word as it is', () => {
  expect(
    enterContainer({ argv: ['ls', '-l a'], env: {}, stdin: false }, 'ID', { dialect, reachedBy: 'plain' }),
  ).toEqual([...found, 'docker', 'exec', 'ID', 'ls', '-l a'])
  const entry = { argv: ['x'], env: { A: 'b\n' }, stdin: true, user: '0', workingDirectory: '/w w' }
  expect(enterContainer(entry, 'ID', { dialect, reachedBy: 'sudo' })).toEqual([
    ...found,
    'sudo',
    '-n',
    'docker',
    'exec',
    '--interactive',
    '--user',
    '0',
    '--workdir',
    '/w w',
    '--env',
    'A=b\n',
    'ID',
    'x',
  ])
})
