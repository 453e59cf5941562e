import { enableLinger } from '../../../errors/remedies/host-commands.js'
import type { UpContext } from '../decision.js'
import { hostList } from '../describe.js'
import type { HostPlan, Refusal } from '../plan.js'
import { refuseHiddenDevices } from './refuse-hidden-devices.js'
import { refuseMissingPaths } from './refuse-missing-paths.js'
import { refuseUnknownFacts } from './refuse-unknown-facts.js'

/** Whether the hosts that would launch have what the container asks for, and would keep the container. */
export function planLaunchable({ situations, input }: UpContext, hosts: ReadonlyMap<string, HostPlan>): Refusal | null {
  const launching = situations.filter(({ host }) => hosts.get(host)?.compensation === 'remove what was created')
  if (input.container.lifetime === 'persistent') {
    const ending = launching.filter(({ observation }) => observation.engine.endsWithLogin).map(({ host }) => host)
    if (ending.length > 0) {
      return {
        code: 'BERTH_CAPABILITY_MISSING',
        message: `the engine on ${hostList(ending)} is rootless and ends with the login, so a persistent container would not outlive this command`,
        remedy: [
          'Let what the login user runs outlive the login.',
          enableLinger({}),
          'Or use the rootful engine, with runtime.privilege: sudo.',
        ],
        hosts: ending,
      }
    }
  }
  const hostNames = launching.map(({ host }) => host)
  return (
    refuseUnknownFacts(hostNames, input) ??
    refuseMissingPaths(hostNames, input) ??
    refuseHiddenDevices(hostNames, input)
  )
}
