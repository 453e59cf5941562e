import type { MemoryCall } from '@berth/memory-cluster'
import { expect, it } from 'vitest'
import { berthOver, lab } from '../lifetime/berth-over.js'
import { setupScriptFile } from '../lifetime/execute/setup-script-file.js'
import { timeFlies } from '../lifetime/execute/time-flies.js'

timeFlies()

const hosts = Array.from({ length: 500 }, (_, index) => `gpu${String(index + 1).padStart(3, '0')}`)
const phases: readonly MemoryCall[] = ['connect', 'observe', 'facts', 'image', 'launch', 'start', 'exec']

/** Hosts of which one in twenty fails in each phase, another twentieth in each. */
function failingEverywhere() {
  const memory = lab(hosts, { registry: {} })
  const failed = new Map<string, MemoryCall>()
  for (const [index, host] of hosts.entries()) {
    memory.host(host).images.delete('lab:1')
    const phase = phases[index % 20]
    if (phase === undefined) continue
    memory.fail(host, phase, 'BERTH_CONNECTION_LOST')
    failed.set(host, phase)
  }
  return { memory, failed }
}

it('500 hosts, of which 5 % fail in every phase, end within the budget, with the healthy ones named', {
  timeout: 600_000,
}, async () => {
  const { memory, failed } = failingEverywhere()
  const { cluster, warnings } = berthOver(memory, { setup_script: setupScriptFile() })
  const plan = await cluster.up({ maxFailures: '35%' })
  const healthy = hosts.filter((host) => !failed.has(host))
  expect([failed.size, healthy.length]).toEqual([175, 325])
  expect([...(plan?.hosts.keys() ?? [])]).toEqual(healthy)
  expect([...cluster.containers.keys()]).toEqual(healthy)
  expect([...cluster.missing.keys()].toSorted()).toEqual([...failed.keys()])
  expect(memory.ids().map((id) => id.split('-')[0])).toEqual(healthy)
  expect(warnings().filter((text) => text.includes('which failed'))).toEqual([
    expect.stringMatching(/^going on without 175 of 500 hosts, which failed: gpu\[001-007,021-027,.*\] \(175\)$/),
  ])
})
