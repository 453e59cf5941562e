import { operationError, operationOn } from '../../command/operation/index.js'
import { programs } from '../../command/programs.generated.js'
import { keyFolder, sshdFiles, sshdFolder } from '../files/paths.js'
import { sshdOperations } from '../operations.js'
import type { SshdContainer } from '../sshd-container.js'
import type { PublicKeys } from '../sshd-plan.js'
import { runStep } from './run-step.js'

/** A container's two key pairs. Held in memory only, on the way from one container to another. */
export interface ClusterKeys {
  /** Private key that the container's sshd presents, in OpenSSH's format. */
  readonly hostKey: string
  /** Private key that the container logs in with. */
  readonly clientKey: string
  readonly publicKeys: PublicKeys
}

/**
 * Reads the keys of one container, made there first if it has none. The keys travel by standard output. Rejects as
 * {@link runStep} does.
 */
export async function clusterKeys(
  container: SshdContainer,
  cluster: string,
  options: { readonly signal?: AbortSignal },
): Promise<ClusterKeys> {
  const operation = operationOn(container.host, sshdOperations.makeKeys)
  const { stdout } = await runStep(container, operation, keysCommand(cluster, container.launch), options)
  const keys = parseKeys(stdout)
  if (keys !== null) return keys
  // The output may hold half a key: it is never shown.
  throw operationError(operation, {
    reason: 'the keys did not come whole',
    remedy: `Look at ${keyFolder} in the container; what is broken there may be removed.`,
  })
}

/** An argument vector that prints a cluster's private keys, made first if there are none, then its public ones. */
function keysCommand(cluster: string, launch: string): readonly string[] {
  const { hostKey, clientKey } = sshdFiles
  const folders = [sshdFolder, keyFolder]
  return ['sh', '-c', programs['sshd/keys'], 'berth-sshd-keys', cluster, ...folders, launch, hostKey, clientKey]
}

function parseKeys(output: string): ClusterKeys | null {
  const parts = output.split(/(?<=-----END OPENSSH PRIVATE KEY-----\n)/)
  const [hostKey, clientKey, publics = ''] = parts
  const [, hostPublic, clientPublic] = /^(ssh-\S+ \S+).*\n(ssh-\S+ \S+).*\n$/.exec(publics) ?? []
  if (!isPrivateKey(hostKey) || !isPrivateKey(clientKey) || parts.length > 3) return null
  if (hostPublic === undefined || clientPublic === undefined) return null
  return { hostKey, clientKey, publicKeys: { hostKey: hostPublic, clientKey: clientPublic } }
}

function isPrivateKey(text: string | undefined): text is string {
  return text?.startsWith('-----BEGIN OPENSSH PRIVATE KEY-----\n') === true
}
