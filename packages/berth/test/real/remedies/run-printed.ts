import type { RunResult } from '@berth/testbed'
import type { SharedHosts } from '../../../../testbed/test/real-test.js'
import type { PrintedCommand } from '../../../../testbed/test/remedies/printed-commands.js'

/** Runs a printed command as it is, by the login shell of a user, on each host that it names. */
export async function runOnHosts(
  testbed: SharedHosts,
  { hosts, line }: PrintedCommand,
  user = 'berth',
): Promise<readonly RunResult[]> {
  if (hosts === null) throw new Error(`this is not for hosts: ${line}`)
  return Promise.all(hosts.map((host) => testbed.run(host, ['su', '-', user, '-c', line])))
}
