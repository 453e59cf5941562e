import { hostLines } from '../../../errors/index.js'
import { enableLinger } from '../../../errors/remedies/host-commands.js'
import { missingPaths } from '../../spec/host-spec.js'
import type { UpContext } from '../decision.js'
import { hostList } from '../describe.js'
import type { HostPlan, Refusal } from '../plan.js'
import { refuseHiddenDevices } from './refuse-hidden-devices.js'

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
  const missing = launching.flatMap(({ host }) => {
    const facts = input.facts.get(host)
    const paths = facts === undefined ? ['(not looked at)'] : missingPaths(input.container, facts)
    return paths.length === 0 ? [] : [{ host, paths }]
  })
  if (missing.length === 0) {
    return refuseHiddenDevices(
      launching.map(({ host }) => host),
      input,
    )
  }
  return {
    code: 'BERTH_HOST_PATH_MISSING',
    message: `the cluster file asks for paths that hosts do not have\n${hostLines(new Map(missing.map(({ host, paths }) => [host, paths.join(', ')]))).text}`,
    remedy: 'Create them on these hosts, or take them out of runtime.args: Berth never creates a bind-mount source.',
    hosts: missing.map(({ host }) => host),
  }
}
