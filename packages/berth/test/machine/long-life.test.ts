import { execa } from 'execa'
import { beforeAll, expect, test } from 'vitest'
import { growth } from '../../../testbed/src/soak/measure/growth.js'
import { buildPackages } from '../../../testbed/test/tiers/build-packages.js'

const entry = (path: string): string => new URL(`../../../${path}/dist/index.js`, import.meta.url).href

/**
 * Does laps of the same work with one cluster object over four hosts in memory and prints the heap after each: calls of
 * all kinds while one host is away, or lives of containers. Alone in a process, and without compilers, whose work would
 * be measured in place of Berth's.
 */
const program = `
import { setFlagsFromString } from 'node:v8'
import { getEventListeners } from 'node:events'
import { runInNewContext } from 'node:vm'
const [berth, memoryPackage, work, laps, turns] = process.argv.slice(1)
const { openCluster } = await import(berth)
const { memoryCluster, memoryImage } = await import(memoryPackage)
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')

const hosts = ['a', 'b', 'c', 'd']
const memory = memoryCluster({ hosts, images: { 'lab:1': memoryImage('lab') } })
const runtime = { name: 'memory', args: { defaults: 'none' } }
const container = { lifetime: work === 'lives' ? 'per_run' : 'persistent', image: 'lab:1', name: 'lab', setup_script: false, sshd: false, runtime }
const file = { orchestrator: 'container', node_dict: Object.fromEntries(hosts.map((host) => [host, {}])), username: 'ann', container }
const open = () => openCluster(file, { transport: memory.anotherTransport(), runtimes: { memory: memory.runtime } })
if (work === 'calls') {
  const first = await open()
  await first.up()
  await first.close()
  memory.host('d').cutOff()
}
const cluster = await open()
if (work === 'calls') await cluster.attach({ skipUnreachable: true })

const { signal } = new AbortController()
const ends = new Map()
const count = (results) => {
  for (const { endedBy } of results) ends.set(endedBy, (ends.get(endedBy) ?? 0) + 1)
}
const lives = async () => {
  for (let turn = 0; turn < Number(turns); turn += 1) {
    await cluster.up({ signal })
    await cluster.down({ signal })
  }
}
const calls = async () => {
  for (let turn = 0; turn < Number(turns); turn += 1) count(await cluster.exec(['true'], { skipUnreachable: true, signal }))
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
const lap = { lives, calls }[work]
const heaps = []
for (let turn = 0; turn < Number(laps); turn += 1) {
  await lap()
  // the memory cluster's own records
  memory.calls.length = 0
  memory.changes.length = 0
  // What is on its way out is held for some milliseconds more: the least of some looks is what is held.
  const looks = []
  for (let collection = 0; collection < 12; collection += 1) {
    collect()
    await new Promise((resolve) => setTimeout(resolve, 5))
    looks.push(process.memoryUsage().heapUsed)
  }
  heaps.push(Math.min(...looks))
}
const listeners = getEventListeners(signal, 'abort').length
await cluster.close()
console.log(JSON.stringify({ heaps, listeners, ends: Object.fromEntries(ends) }))
`

beforeAll(buildPackages)

/** What the process held after every lap, what its signal's listeners were then, and how commands ended. */
interface Lived {
  readonly heaps: readonly number[]
  readonly listeners: number
  readonly ends: Readonly<Record<string, number>>
}

async function live(work: 'calls' | 'lives', laps: number, turns: number): Promise<Lived> {
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
    ...[entry('berth'), entry('memory-cluster'), work, String(laps), String(turns)],
  ])
  return JSON.parse(stdout) as Lived
}

/** By how much the heap of twelve laps grew. What is not collected yet comes on top: the least of some laps is held. */
function growthOf(heaps: readonly number[], noise: number): ReturnType<typeof growth> {
  const held = [0, 3, 6, 9].map((lap) => Math.min(...heaps.slice(lap, lap + 3)))
  return growth(held.slice(1), noise)
}

test('more than a thousand commands through one object, without a host that is away, leave the heap flat', {
  timeout: 400_000,
}, async () => {
  const [laps, plainCalls] = [12, 25]
  const { heaps, listeners, ends } = await live('calls', laps, plainCalls)
  expect(ends).toMatchObject({ exit: laps * (3 * plainCalls + 3 + 2), timeout: laps * 3, lost: laps })
  expect(listeners).toBe(0)
  expect(growthOf(heaps, 5_000), heaps.join(' ')).toBeNull()
})

test('many lives of containers through one object leave the heap flat', { timeout: 400_000 }, async () => {
  const { heaps, listeners } = await live('lives', 12, 5)
  expect(listeners).toBe(0)
  expect(growthOf(heaps, 5_000), heaps.join(' ')).toBeNull()
})
