import { type PullPolicy, parseImageReference } from '../../contract/index.js'
import { remedyText } from '../../errors/remedies/remedy.js'
import { runtimeProblems } from '../check/runtime-problems.js'
import type { ContainerConfig, SetupScriptSource } from '../model/cluster-config.js'
import type { ContainerInput } from '../model/cluster-file.js'
import { absolutePath } from '../model/environment.js'
import { argsPath } from '../model/file-keys.js'
import { modulePath } from '../model/module-path.js'
import { checkScript } from '../script/check-script.js'
import { resolveArgs } from './args/resolve-args.js'
import { resolveRegistry } from './args/resolve-registry.js'
import { resolveLease } from './lease.js'
import type { Resolution } from './resolution.js'

const validName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/

/** The `container` block, complete. */
export function resolveContainer(container: Partial<ContainerInput>, resolution: Resolution): ContainerConfig {
  const { image = '', lifetime = 'per_run' } = container
  const args = resolveArgs(container.runtime?.args ?? {}, container.env, resolution)
  const resolved: ContainerConfig = {
    lifetime,
    image,
    ...resolveName(container, image, resolution),
    lease: resolveLease(container, resolution),
    setupScript: resolveSetupScript(container.setup_script, resolution),
    setupScriptsAtOnce: container.setup_scripts_at_once ?? 16,
    sshd: resolveSshd(container.sshd ?? 'auto', args.network, resolution),
    sshdPort: container.sshd_port ?? 2224,
    pull: resolvePull(container, resolution),
    pullsAtOnce: container.pulls_at_once ?? 16,
    ...resolveOrigin(container, resolution),
    distribute: container.distribute ?? null,
    runtime: {
      name: container.runtime?.name ?? 'docker',
      module: container.runtime?.module == null ? null : modulePath(container.runtime.module, resolution.folder),
      privilege: container.runtime?.privilege ?? 'auto',
      args,
      registry: resolveRegistry(container, resolution),
    },
  }
  for (const { path, message } of runtimeProblems(resolved, resolution.keys.rules)) {
    resolution.findings.add(path, message)
  }
  return resolved
}

/** Warns of a hostname that the containers of several hosts have: programs such as MPI tell hosts apart by it. */
export function warnOfOneHostname({ runtime: { args } }: ContainerConfig, resolution: Resolution): void {
  if (args.hostname === null) return
  const message = `is the name of the container on every host: MPI and others, which tell hosts apart by it, take them for one`
  resolution.warn('one_hostname_for_all', [...argsPath, 'hostname'], message)
}

function resolveName(
  { name: pinned, lifetime }: Partial<ContainerInput>,
  image: string,
  resolution: Resolution,
): Pick<ContainerConfig, 'name' | 'namePinned'> {
  if (pinned != null && pinned !== '') return { name: pinned, namePinned: true }
  const { user } = resolution.environment
  const name = `${user}_${image.replace(/[^a-zA-Z0-9_]/g, '_')}`
  const path = ['container', 'name']
  if (!validName.test(name)) {
    const advice = 'set container.name to a name of letters, digits, "_", "." and "-"'
    resolution.findings.add(path, `is not given, and its default "${name}" is not a valid name; ${advice}`)
  }
  if (lifetime === 'persistent' && !resolution.findings.within(path)) {
    const message = `is not pinned: another image tag gives another name, and abandons what was installed in this container; add "name": "${name}"`
    resolution.warn('persistent_name_not_pinned', path, message)
  }
  return { name, namePinned: false }
}

/** With `local` the archive is one of this machine, and there is none on the hosts. */
function resolveOrigin(
  { image = '', image_source: kind = 'hosts', image_tar: archive = null, pull }: Partial<ContainerInput>,
  { environment, findings }: Resolution,
): Pick<ContainerConfig, 'imageTar' | 'imageSource'> {
  if (kind === 'hosts') {
    if (archive !== null && !/^(?:\/|~\/)/.test(archive)) {
      const expected = 'an absolute path on the hosts, or one that begins with ~/'
      findings.add(
        ['container', 'image_tar'],
        `is ${JSON.stringify(archive)}; expected ${expected}, for example "/shared/images/rocm.tar"; with image_source "local" it is a path on this machine`,
      )
    }
    return { imageTar: archive, imageSource: { kind } }
  }
  const contradicts = (message: string): void =>
    findings.add(['container', 'image_source'], `is ${JSON.stringify(kind)}, ${message}`)
  if (pull === 'always' || pull === 'never')
    contradicts(`and pull is "${pull}"; take out pull, which is for what hosts have from elsewhere`)
  if ((parseImageReference(image)?.digest ?? null) !== null)
    contradicts(
      'but image names a digest, by which no host knows an image that it has from elsewhere than its registry; name it by a tag',
    )
  if (kind === 'local') {
    const path = archive === null ? null : absolutePath(archive, environment)
    return { imageTar: null, imageSource: { kind, archive: path } }
  }
  if (archive !== null) contradicts('and image_tar names an archive; take out one of the two')
  return { imageTar: null, imageSource: { kind } }
}

function resolvePull(
  { pull = 'missing', image_tar: archive }: Partial<ContainerInput>,
  { findings }: Resolution,
): PullPolicy {
  if (pull === 'always' && archive != null) {
    const advice =
      'take out image_tar to ask the registry each time, or pull to load the archive where the image is missing'
    findings.add(
      ['container', 'pull'],
      `is "always", but image_tar says that the image comes from an archive; ${advice}`,
    )
  }
  return pull
}

function resolveSetupScript(
  script: string | false | null | undefined,
  { environment, findings }: Resolution,
): SetupScriptSource {
  if (script === false) return { kind: 'none' }
  if (script == null || script === '') return { kind: 'packaged' }
  const path = absolutePath(script, environment)
  const problem = setupScriptProblem(path, environment)
  if (problem !== null) findings.add(['container', 'setup_script'], `is "${script}", but ${problem}`)
  return { kind: 'file', path }
}

function setupScriptProblem(path: string, { fileExists, readFile }: Resolution['environment']): string | null {
  if (!fileExists(path)) {
    const advice = 'write the path of a script on this machine, false for none, or leave it out for the packaged one'
    return `there is no file ${path}; ${advice}`
  }
  try {
    const checked = checkScript(readFile(path), path)
    if (checked.is === 'script') return null
    const { reason, remedy } = checked.problem
    return `${path} ${reason}; ${lowerFirst(remedyText(remedy))}`
  } catch (error) {
    return `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`
  }
}

function lowerFirst(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`
}

function resolveSshd(wanted: 'auto' | boolean, network: string | null, { findings }: Resolution): 'auto' | boolean {
  if (network === 'host') return wanted
  if (wanted === true) {
    const actual = network === null ? "the engine's own" : `"${network}"`
    const advice = 'set container.runtime.args.network to "host", or sshd to "auto" or false'
    findings.add(
      ['container', 'sshd'],
      `is true, which needs the host's network, but the network is ${actual}; ${advice}`,
    )
  }
  return false
}
