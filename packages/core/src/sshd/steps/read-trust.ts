import { operationError, operationOn } from '../../command/operation/index.js'
import { programs } from '../../command/programs.generated.js'
import type { ContainerShell } from '../../contract/index.js'
import { parseAuthorizedKeys } from '../files/authorized-keys.js'
import { parseKnownHosts } from '../files/known-hosts.js'
import { sshdFiles } from '../files/paths.js'
import { sshdOperations } from '../operations.js'
import type { Trust } from '../trust.js'
import { runStep } from './run-step.js'

/** Reads whom a container trusts, changing nothing. Rejects as {@link runStep} does. */
export async function readTrust(container: ContainerShell, options: { readonly signal?: AbortSignal }): Promise<Trust> {
  const operation = operationOn(container.host, sshdOperations.readTrust)
  const { knownHosts, authorizedKeys } = sshdFiles
  const command = ['sh', '-c', programs['sshd/trust'], 'berth-sshd-trust', knownHosts, authorizedKeys]
  const { stdout } = await runStep(container, operation, command, { ...options, maxOutput: Number.POSITIVE_INFINITY })
  const trust = parseTrust(stdout)
  if (trust !== null) return trust
  throw operationError(operation, {
    reason: `unusable answer: ${stdout.slice(0, 200)}`,
    remedy: 'Check that sh and cat work in the image.',
  })
}

/** Reads the output of the program; null if it is not whole. */
function parseTrust(output: string): Trust | null {
  const [known, authorized, ...more] = output.split(/^authorized\n/m)
  if (known === undefined || authorized === undefined || more.length > 0 || !/^(?:.*\n)?end\n$/s.test(authorized))
    return null
  return { hosts: parseKnownHosts(known), clientKeys: parseAuthorizedKeys(authorized) }
}
