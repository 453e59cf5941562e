import { expect, it } from 'vitest'
import { askedHosts } from '../../../src/cli/cluster/with-cluster.js'
import { Progress } from '../../../src/cli/progress/progress.js'
import { shownTransfer } from '../../../src/cli/progress/shown-transfer.js'
import { someConfig } from '../fake-cluster.js'
import { manualClock } from './manual-clock.js'

it('says how far a transfer is on all of its hosts, those that wait too', async () => {
  const lines: string[] = []
  const clock = manualClock()
  const hosts = ['a', 'b', 'c']
  const progress = new Progress({ write: (text) => lines.push(text) }, hosts, { clock, row: null })
  await shownTransfer(progress, 'put', hosts, async ({ onProgress, onHostEnd }) => {
    onProgress({ host: 'a', done: 1024, total: 1024 })
    onHostEnd('a')
    onProgress({ host: 'b', done: 0, total: 1024 })
    clock.advance(2000)
    onProgress({ host: 'c', done: 512, total: 1024 })
    clock.advance(30_000)
  })
  clock.advance(60_000)
  expect(lines).toEqual([
    'put 1/3 · 0:02 · sent 1.0 KiB · waiting for b, c\n',
    'put 1/3 · 0:32 · sent 50 % of 3.0 KiB · waiting for b, c\n',
  ])
})

it('waits no longer for a host that failed', async () => {
  const lines: string[] = []
  const clock = manualClock()
  const hosts = ['a', 'b', 'c']
  const progress = new Progress({ write: (text) => lines.push(text) }, hosts, { clock, row: null })
  await shownTransfer(progress, 'get', hosts, async ({ onProgress, onHostEnd }) => {
    onHostEnd('b')
    onProgress({ host: 'a', done: 512, total: 1024 })
    clock.advance(2000)
  })
  expect(lines).toEqual(['get 1/3 · 0:02 · received 512 bytes · waiting for a, c\n'])
})

it('is of the head host alone where that is asked for', () => {
  const cluster = { config: someConfig(), hosts: ['a', 'b'] }
  expect(askedHosts(cluster, {})).toEqual(['a', 'b'])
  expect(askedHosts(cluster, { head: true })).toEqual(['a'])
})
