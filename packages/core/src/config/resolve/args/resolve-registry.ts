import { imageReferenceProblem, parseImageReference } from '../../../contract/index.js'
import type { PasswordSource, RegistryAccount } from '../../model/cluster-config.js'
import type { ContainerInput, RegistryInput } from '../../model/cluster-file.js'
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
): RegistryAccount | null {
  const { registry } = runtime?.args ?? {}
  if (registry == null) return null
  const { username, server: written } = registry
  const password = resolvePassword(registry, resolution)
  // What is wrong was reported, and is undefined here.
  if (username === undefined || password === null) return null
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
  return { server, username, ...password }
}

/** Where the password is had from: exactly one of three keys says it. Null: that was reported. */
function resolvePassword(
  { password_file: file, password_env: variable, password_command: command }: Partial<RegistryInput>,
  { findings }: Resolution,
): { passwordFile: string } | PasswordSource | null {
  const path = [...argsPath, 'registry']
  const forms = [
    ...(file == null ? [] : [{ key: 'password_file', is: { passwordFile: file } }]),
    ...(variable == null ? [] : [{ key: 'password_env', is: { passwordEnv: variable } }]),
    ...(command == null ? [] : [{ key: 'password_command', is: { passwordCommand: command } }]),
  ]
  const [form, ...others] = forms
  if (others.length > 0) {
    const given = forms.map(({ key }) => key).join(' and ')
    findings.add(path, `has ${given}, of which only one may be given; take out what does not hold`)
    return null
  }
  if (form !== undefined) return form.is
  // Of a form that is wrong itself no more is to be said.
  if (!passwordKeys.some((key) => findings.within([...path, key])))
    findings.add(path, `has no password; write one of ${passwordKeys.join(', ')}`)
  return null
}

const passwordKeys = ['password_file', 'password_env', 'password_command'] as const

/** A registry as references begin with it: people write it as an address too, as `docker login` takes it. */
function serverName(written: string): string {
  const name = written.replace(/^https?:\/\//, '').replace(/\/.*$/, '')
  return alsoHub.has(name) ? hub : name
}
