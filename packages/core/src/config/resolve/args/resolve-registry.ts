import { imageReferenceProblem, parseImageReference, type RegistryLogin } from '../../../contract/index.js'
import type { ContainerInput } from '../../model/cluster-file.js'
import { argsPath } from '../../model/file-keys.js'
import type { Resolution } from '../resolution.js'

/** Docker Hub, as image references begin with it, and by the addresses that people write. */
const hub = 'docker.io'
const alsoHub: ReadonlySet<string> = new Set([
  '',
  'index.docker.io',
  'registry-1.docker.io',
  'registry.hub.docker.com',
  'hub.docker.com',
])

/** The login to pull with; null for none. One that is of no use for the image is a warning. */
export function resolveRegistry(
  { image = '', pull, image_tar: archive, image_source: source, runtime }: Partial<ContainerInput>,
  resolution: Resolution,
): RegistryLogin | null {
  const { username, password_file: passwordFile, server: written } = runtime?.args?.registry ?? {}
  // What is wrong was reported, and is undefined here.
  if (username === undefined || passwordFile === undefined) return null
  const path = [...argsPath, 'registry', 'server']
  const server = serverName(written ?? '')
  const problem = imageReferenceProblem(`${server}/image`)
  if (problem !== null || parseImageReference(`${server}/image`)?.registry !== server) {
    const advice = 'write the registry as the names of its images begin, like registry.example:5000'
    resolution.findings.add(path, `is ${JSON.stringify(written)}, which names no registry; ${advice}`)
    return null
  }
  const pulls = archive == null && pull !== 'never' && (source ?? 'hosts') === 'hosts'
  const from = parseImageReference(image)?.registry ?? server
  if (pulls && from !== server) {
    const message = `is ${JSON.stringify(server)}, and the image comes from ${from}, which is pulled from without this login; correct server, or write the image with its registry`
    resolution.warn('registry_login_unused', path, message)
  }
  return { server, username, passwordFile }
}

/** A registry as references begin with it: people write it as an address too, as `docker login` takes it. */
function serverName(written: string): string {
  const name = written.replace(/^https?:\/\//, '').replace(/\/.*$/, '')
  return alsoHub.has(name) ? hub : name
}
