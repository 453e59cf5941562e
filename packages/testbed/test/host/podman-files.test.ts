import { expect, test } from 'vitest'
import { TESTBED_USERS } from '../../src/contract/users.js'
import { podmanFiles } from '../../src/host/podman-files.js'

const files = (shim: boolean): Map<string, string> => new Map(podmanFiles(TESTBED_USERS, shim))

test('the users who have a rootless engine have ranges of ids that do not meet, and no other user has one', () => {
  const rows = (files(true).get('etc/subuid') ?? '').trim().split('\n')
  expect(rows.map((row) => row.split(':')[0])).toEqual(['berth', 'sudoer', 'fish', 'dash', 'pass'])
  const starts = rows.map((row) => Number(row.split(':')[1]))
  expect(starts.slice(1).map((start, index) => start - (starts[index] ?? 0))).toEqual([65_536, 65_536, 65_536, 65_536])
})

test('containers run by runc, through the shim only where it is needed', () => {
  expect(files(true).get('etc/containers/containers.conf')).toMatch(/runtime = "runc"\n\[engine\.runtimes\]\nrunc = \[/)
  expect(files(false).get('etc/containers/containers.conf')).not.toContain('[engine.runtimes]')
})
