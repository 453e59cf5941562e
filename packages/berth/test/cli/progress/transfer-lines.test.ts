import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { transferHosts } from '../../../src/cli/options/transfer-options.js'
import { showingTransfer } from '../../../src/cli/progress/transfer-lines.js'
import { someConfig } from '../fake-cluster.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('says how far a transfer is on all of its hosts, those that wait too', async () => {
  const lines: string[] = []
  const stderr = { write: (text: string) => lines.push(text) }
  await showingTransfer({ stderr }, 'sent', ['a', 'b', 'c'], async (onProgress) => {
    onProgress({ host: 'a', done: 1024, total: 1024 })
    onProgress({ host: 'b', done: 0, total: 1024 })
    await vi.advanceTimersByTimeAsync(2000)
    onProgress({ host: 'c', done: 512, total: 1024 })
    await vi.advanceTimersByTimeAsync(2000)
  })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(lines).toEqual([
    'sent 1.0 KiB; 1 of 3 hosts complete, 1 not begun\n',
    'sent 50 % of 3.0 KiB; 1 of 3 hosts complete\n',
  ])
})

it('is of the head host alone where that is asked for', () => {
  const cluster = { config: someConfig(), hosts: ['a', 'b'] }
  expect(transferHosts({}, cluster)).toEqual(['a', 'b'])
  expect(transferHosts({ head: true }, cluster)).toEqual(['a'])
})
