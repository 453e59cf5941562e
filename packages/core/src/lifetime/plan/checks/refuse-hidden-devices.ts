import { hostLines } from '../../../errors/index.js'
import type { Refusal } from '../plan.js'
import type { PlanInput } from '../plan-input.js'

/**
 * Refuses a launch on hosts of which it cannot be told which of the wanted devices they have: these are given to the
 * container one by one, so that no engine can decide. Null where no device is hidden.
 */
export function refuseHiddenDevices(launching: readonly string[], { container, facts }: PlanInput): Refusal | null {
  const wanted = container.runtime.args.devices.filter(({ required }) => required)
  const seen = new Map<string, string>()
  for (const host of launching) {
    const hidden = wanted.flatMap(({ path }) => facts.get(host)?.hidden.get(path) ?? [])
    if (hidden.length > 0) seen.set(host, hidden.sort().join('; '))
  }
  if (seen.size === 0) return null
  return {
    code: 'BERTH_PROBE_UNTRUSTED',
    message: `whether hosts have devices that the cluster file asks for cannot be told\n${hostLines(seen).text}`,
    remedy:
      'Let the login user search and list the folders of these devices, or set runtime.privilege to "sudo", so that root looks.',
    hosts: [...seen.keys()],
  }
}
