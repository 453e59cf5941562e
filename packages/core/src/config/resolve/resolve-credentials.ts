import type { ClusterConfig } from '../model/cluster-config.js'
import type { ClusterFile } from '../model/cluster-file.js'
import { absolutePath } from '../model/environment.js'
import { Secret } from '../model/secret.js'
import type { Resolution } from './resolution.js'

/** How to log in. */
export function resolveCredentials(
  file: Partial<ClusterFile>,
  resolution: Resolution,
): Pick<ClusterConfig, 'username' | 'privateKeyFile' | 'password' | 'hostKeyPolicy'> {
  const password = file.password == null || file.password === '' ? null : new Secret(String(file.password))
  return {
    username: file.username ?? null,
    privateKeyFile: resolvePrivateKeyFile(file.priv_key_file, password !== null, resolution),
    password,
    hostKeyPolicy: file.host_key_policy ?? null,
  }
}

function resolvePrivateKeyFile(
  key: string | null | undefined,
  hasPassword: boolean,
  resolution: Resolution,
): string | null {
  if (key == null) return null
  const path = absolutePath(key, resolution.environment)
  if (resolution.environment.fileExists(path)) return path
  const missing = `is "${key}", but there is no file ${path}`
  if (hasPassword) {
    resolution.warn('private_key_file_missing', ['priv_key_file'], `${missing}; only the password is used`)
    return null
  }
  const advice = 'write the path of a private key on this machine, or leave it out to use the SSH agent'
  resolution.findings.add(['priv_key_file'], `${missing}; ${advice}`)
  return path
}
