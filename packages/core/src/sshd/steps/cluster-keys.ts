import type { ContainerShell } from '../../contract/index.js'
import { BerthError } from '../../errors/index.js'
import { sshdFiles, sshdFolder } from '../files/paths.js'
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

/** Reads the keys of one container, made there first if it has none. They travel by standard output. Rejects with `BERTH_SSHD_FAILED`. */
export async function clusterKeys(
  container: ContainerShell,
  cluster: string,
  options: { readonly signal?: AbortSignal },
): Promise<ClusterKeys> {
  const { stdout } = await runStep(
    container,
    'make sshd keys',
    ['sh', '-c', script, 'berth-sshd-keys', cluster],
    options,
  )
  const keys = parseKeys(stdout)
  if (keys !== null) return keys
  // The output may hold half a key: it is never shown.
  throw new BerthError({
    code: 'BERTH_SSHD_FAILED',
    host: container.host,
    operation: 'make sshd keys',
    message: 'the keys did not come whole',
    remedy: `Look at ${sshdFolder} in the container; what is broken there may be removed.`,
  })
}

function parseKeys(output: string): ClusterKeys | null {
  const [hostKey, clientKey, publics] = output.split(/(?<=-----END OPENSSH PRIVATE KEY-----\n)/)
  const [hostPublic, clientPublic] = (publics ?? '').split('\n').map((line) => line.split(' ').slice(0, 2).join(' '))
  if (!hostKey || !clientKey || !hostPublic || !clientPublic) return null
  return { hostKey, clientKey, publicKeys: { hostKey: hostPublic, clientKey: clientPublic } }
}

/** Each key is made aside and then linked to its place, so that of several makers one wins. */
const script = `set -e
umask 077
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
folder=${sshdFolder}
mkdir -p "$folder"
work=$(mktemp -d "$folder/.keys.XXXXXX")
trap 'rm -rf "$work"' EXIT
for key in host_key client_key; do
  [ -s "$folder/$key" ] && continue
  ssh-keygen -q -t ed25519 -N '' -C "berth-$1" -f "$work/$key" </dev/null >&2
  ln "$work/$key" "$folder/$key" 2>/dev/null || [ -s "$folder/$key" ]
done
cat ${sshdFiles.hostKey} ${sshdFiles.clientKey}
for key in host_key client_key; do ssh-keygen -y -P '' -f "$folder/$key"; done`
