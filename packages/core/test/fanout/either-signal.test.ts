import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { forManyHosts } from '../../src/fanout/for-many-hosts.js'
import { eitherSignal } from '../../src/fanout/index.js'

test.each([0, 1])('is aborted with number %i of those that it follows, for the same reason', (number) => {
  const controllers = [new AbortController(), new AbortController()]
  const { signal } = eitherSignal(undefined, ...controllers.map((each) => each.signal))
  expect(signal.aborted).toBe(false)
  const reason = new Error('enough')
  controllers[number]?.abort(reason)
  expect(signal.reason).toBe(reason)
})

test('is aborted from the beginning where one of them is', () => {
  const reason = new Error('enough')
  expect(eitherSignal(new AbortController().signal, AbortSignal.abort(reason)).signal.reason).toBe(reason)
})

test('lets go of them: nothing listens to them any more, and they abort nothing', () => {
  const { signal: given, abort } = controllerOf()
  const follower = forManyHosts({ signal: given }).signal
  const either = eitherSignal(given)
  expect(getEventListeners(follower, 'abort')).toHaveLength(1)
  either.release()
  expect(getEventListeners(follower, 'abort')).toHaveLength(0)
  abort()
  expect(either.signal.aborted).toBe(false)
})

function controllerOf(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort() }
}
