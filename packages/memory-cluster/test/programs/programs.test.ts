import { memoryCluster } from '@berth/memory-cluster'
import { expect, it } from 'vitest'

it.each([
  ['ls', '-l'],
  ['rm', '-rv', '/tmp'],
  ['sort', '--unique'],
  ['head', '-5'],
  ['sh', '-x', '-c', 'true'],
  ['echo', '-n', 'x'],
  ['dd', 'if=/dev/zero'],
  ['printf', '%d', '3'],
  ['stat', '-c', '%y', '/tmp'],
  ['chmod', '+x', '/tmp'],
  ['date', '+%A'],
  ['sed', 's/a/b/g'],
  ['wc', '-l'],
])('an option that no program of Berth gives is refused by its name: %s %s', async (...argv) => {
  const host = await memoryCluster({ hosts: ['a'] }).transport.connect('a')
  const { exitCode, stdout, stderr } = await host.exec(argv)
  expect([exitCode, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/hosts in memory know/)
})
