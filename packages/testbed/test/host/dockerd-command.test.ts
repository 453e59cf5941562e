import { expect, test } from 'vitest'
import { dockerdCommand } from '../../src/host/dockerd-command.js'

test('dockerd keeps to its own paths and takes the shim only where it is needed', () => {
  const plain = dockerdCommand({ containerdStore: null, cgroupParent: '/berth-testbed/t/h1', shim: false })
  expect(plain).toContain('--cgroup-parent=/berth-testbed/t/h1')
  expect(plain.join(' ')).not.toContain('runtime')
  expect(dockerdCommand({ containerdStore: '/x/dockerd', cgroupParent: '/x', shim: true })).toContain(
    '--default-runtime=berth-testbed',
  )
})
