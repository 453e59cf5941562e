import { expect, test } from 'vitest'
import { initArguments } from '../../src/host/init-script.js'

test('the init gets its arguments in the order in which it reads them', () => {
  const init = { name: 'h1', address: '10.77.0.11/24', layers: '/l', files: '/f', dataRoot: '/d', images: '/i' }
  expect(initArguments({ ...init, dockerd: ['dockerd', '-D'] })).toEqual([
    'h1',
    '10.77.0.11/24',
    '/l',
    '/f',
    '/d',
    '/i',
    'dockerd',
    '-D',
  ])
})
