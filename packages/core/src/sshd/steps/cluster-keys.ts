import { operationError, operationOn } from '../../command/operation/index.js'
import { programs } from '../../command/programs.generated.js'
import type { ContainerShell } from '../../contract/index.js'
import { sshdFiles, sshdFolder } from '../files/paths.js'
import { sshdOperations } from '../operations.js'
import type { PublicKeys } from '../sshd-plan.js'
import { runStep } from './run-step.js'

/** The cluster's two key pairs. Held in memory only, on the way from one container to another. */
export interface ClusterKeys {
  /** Private key that every sshd of the cluster presents, in OpenSSH's format. */
  readonly hostKey: string
  /** Private key that every container logs in with. */
  readonly clientKey: string
  readonly publicKeys: PublicKeys
}

/**
 * Reads the keys of one container, made there first if it has none. The keys travel by standard output. Rejects as
 * {@link runStep} does.
 */
export async function clusterKeys(
  container: ContainerShell,
  cluster: string,
  options: { readonly signal?: AbortSignal },
): Promise<ClusterKeys> {
  const operation = operationOn(container.host, sshdOperations.makeKeys)
  const { stdout } = await runStep(container, operation, keysCommand(cluster), options)
  const keys = parseKeys(stdout)
  if (keys !== null) return keys
  // The output may hold half a key: it is never shown.
  throw operationError(operation, {
    reason: 'the keys did not come whole',
    remedy: `Look at ${sshdFolder} in the container; what is broken there may be removed.`,
  })
}

/** An argument vector that prints a cluster's private keys, made first if there are none, then its public ones. */
function keysCommand(cluster: string): readonly string[] {
  const { hostKey, clientKey } = sshdFiles
  return ['sh', '-c', programs['sshd/keys'], 'berth-sshd-keys', cluster, sshdFolder, hostKey, clientKey]
}

function parseKeys(output: string): ClusterKeys | null {
  const [hostKey, clientKey, publics] = output.split(/(?<=-----END OPENSSH PRIVATE KEY-----\n)/)
  const [hostPublic, clientPublic] = (publics ?? '').split('\n').map((line) => line.split(' ').slice(0, 2).join(' '))
  if (!hostKey || !clientKey || !hostPublic || !clientPublic) return null
  return { hostKey, clientKey, publicKeys: { hostKey: hostPublic, clientKey: clientPublic } }
}
