import { expect, test } from 'vitest'
import { forManyHosts } from '../../src/fanout/index.js'

test('a signal that many calls are given has one follower: each of its own would stay behind after its call', () => {
  const { signal } = new AbortController()
  const { signal: follower } = forManyHosts({ signal })
  expect(follower).not.toBe(signal)
  expect(forManyHosts({ signal }).signal).toBe(follower)
  expect(forManyHosts({ signal: follower }).signal).toBe(follower)
})

test('the follower is aborted with the signal, and hundreds may listen to it', async () => {
  const warnings: string[] = []
  const onWarning = (warning: Error): void => void warnings.push(warning.name)
  process.on('warning', onWarning)
  const controller = new AbortController()
  const { signal } = forManyHosts({ signal: controller.signal })
  let heard = 0
  for (let host = 0; host < 300; host += 1) signal.addEventListener('abort', () => void heard++, { once: true })
  controller.abort(new Error('enough'))
  expect(signal.reason).toBe(controller.signal.reason)
  expect(heard).toBe(300)
  await new Promise<void>((resolve) => void setImmediate(resolve))
  process.off('warning', onWarning)
  expect(warnings).toEqual([])
})

test('options without a signal are as they were', () => {
  const options = { timeout: 5 }
  expect(forManyHosts<{ timeout: number; signal?: AbortSignal }>(options)).toBe(options)
})
