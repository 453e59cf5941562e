import { BerthError, hostsText } from '@berth/core'

/** A host that an option names, if it is one of these. Throws `BERTH_CONFIG_INVALID` for any other. */
export function namedHost(option: string, host: string, hosts: readonly string[]): string {
  if (hosts.includes(host)) return host
  throw new BerthError({
    code: 'BERTH_CONFIG_INVALID',
    operation: option,
    message: `${JSON.stringify(host)} is not among the hosts`,
    remedy: `Name one of: ${hostsText(hosts)}`,
  })
}
