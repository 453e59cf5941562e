import { BerthError, HostsError } from 'berth-cluster'
import { TestbedError } from '../../contract/testbed-error.js'
import { abortable } from '../scene/abortable.js'
import type { Act } from './act.js'

/** An `up` that is aborted as soon as it launches. */
export const abortedUp: Act = {
  what: 'ups aborted in the middle of the launch',
  perform: ({ cluster, phases, signal }) =>
    abortable(signal, async (controller) => {
      const abort = (): void => controller.abort()
      phases.once('launching', abort)
      try {
        await cluster.up({ signal: controller.signal })
      } catch (error) {
        if (BerthError.isInstance(error) || HostsError.isInstance(error)) return 0
        throw error
      } finally {
        phases.off('launching', abort)
      }
      throw new TestbedError('an up went on though it was aborted')
    }),
}
