import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { berthOver, lab } from '../lifetime/berth-over.js'

const warnings: Error[] = []
const onWarning = (warning: Error): void => void warnings.push(warning)
beforeEach(() => process.on('warning', onWarning))
afterEach(() => process.off('warning', onWarning))

it("many hosts that heed one signal are no leak of the caller's", async () => {
  const hosts = Array.from({ length: 30 }, (_, index) => `h${index}`)
  const { cluster } = berthOver(lab(hosts))
  const { signal } = new AbortController()
  await cluster.up({ signal })
  await cluster.exec('true', { signal })
  await cluster.putFile('/tmp/x', 'x', { signal })
  await cluster.getFile('/tmp/x', { signal })
  await cluster.start('true', { signal }).then((detached) => detached.stop({ signal }))
  await cluster.listDetached({ signal })
  await cluster.status({ signal })
  await cluster.down({ signal })
  await delay(0)
  expect(warnings).toEqual([])
})
