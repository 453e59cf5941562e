import { execa } from 'execa'
import { beforeAll, expect, test } from 'vitest'
import { growth } from '../../../testbed/src/soak/measure/growth.js'
import { buildPackages } from '../../../testbed/test/tiers/build-packages.js'

const entry = (path: string): string => new URL(`../../../${path}/dist/index.js`, import.meta.url).href

/**
 * Does laps of the same work with one cluster object over four hosts in memory, one of which is away, and prints the
 * heap after each. Alone in a process, and without compilers, whose work would be measured in place of Berth's.
 */
const program = `
import { setFlagsFromString } from 'node:v8'
import { getEventListeners } from 'node:events'
import { runInNewContext } from 'node:vm'
const [berth, memoryPackage, laps, plainCalls] = process.argv.slice(1)
const { openCluster } = await import(berth)
const { memoryCluster, memoryImage } = await import(memoryPackage)
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')

const hosts = ['a', 'b', 'c', 'd']
const memory = memoryCluster({ hosts, images: { 'lab:1': memoryImage('lab') } })
const runtime = { name: 'memory', args: { defaults: 'none' } }
const container = { lifetime: 'persistent', image: 'lab:1', name: 'lab', setup_script: false, sshd: false, runtime }
const file = { orchestrator: 'container', node_dict: Object.fromEntries(hosts.map((host) => [host, {}])), username: 'ann', container }
const open = () => openCluster(file, { transport: memory.anotherTransport(), runtimes: { memory: memory.runtime } })
const first = await open()
await first.up()
await first.close()
memory.host('d').cutOff()
const cluster = await open()
await cluster.attach({ skipUnreachable: true })

const { signal } = new AbortController()
const ends = new Map()
const count = (results) => {
  for (const { endedBy } of results) ends.set(endedBy, (ends.get(endedBy) ?? 0) + 1)
}
const lap = async () => {
  for (let turn = 0; turn < Number(plainCalls); turn += 1) count(await cluster.exec(['true'], { skipUnreachable: true, signal }))
  count(await cluster.exec('read -r line; echo "$line"', { stdin: 'in\\n', env: { WORD: 'x' }, signal }))
  count(await cluster.exec(['sleep', '3600'], { timeout: '1s', signal }))
  const controller = new AbortController()
  count(await cluster.exec('echo began; sleep infinity', { signal: controller.signal, onOutput: () => controller.abort() }))
  const live = cluster.stream('echo began; sleep infinity', { signal })
  for await (const { text } of live) break
  memory.fail('a', 'exec', { dies: 1 })
  count(await cluster.exec('echo out', { signal }))
  await cluster.status({ signal })
}
const heaps = []
for (let turn = 0; turn < Number(laps); turn += 1) {
  await lap()
  memory.calls.length = 0 // the memory cluster's own record
  for (let collection = 0; collection < 6; collection += 1) {
    collect()
    await new Promise((resolve) => setImmediate(resolve))
  }
  heaps.push(process.memoryUsage().heapUsed)
}
const listeners = getEventListeners(signal, 'abort').length
await cluster.close()
console.log(JSON.stringify({ heaps, listeners, ends: Object.fromEntries(ends) }))
`

beforeAll(buildPackages)

test('thousands of commands through one object, without a host that is away, leave the heap flat', {
  timeout: 400_000,
}, async () => {
  const [laps, plainCalls] = [12, 40]
  const { stdout } = await execa(process.execPath, [
    ...[
      '--no-opt',
      '--no-sparkplug',
      '--no-lazy-feedback-allocation',
      '--no-flush-bytecode',
      '--input-type=module',
      '--eval',
      program,
    ],
    ...[entry('berth'), entry('memory-cluster'), String(laps), String(plainCalls)],
  ])
  const { heaps, listeners, ends } = JSON.parse(stdout) as {
    readonly heaps: readonly number[]
    readonly listeners: number
    readonly ends: Readonly<Record<string, number>>
  }
  expect(ends).toMatchObject({ exit: laps * (3 * plainCalls + 3 + 2), timeout: laps * 3, lost: laps })
  expect(listeners).toBe(0)
  // What is not collected yet comes on top: the least of some laps is what is held.
  const held = [0, 3, 6, 9].map((lap) => Math.min(...heaps.slice(lap, lap + 3)))
  expect(growth(held.slice(1), 8_000), heaps.join(' ')).toBeNull()
})
