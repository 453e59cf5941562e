import { operationError, operationOn } from '../../command/operation/index.js'
import { programs } from '../../command/programs.generated.js'
import { sshdFiles, sshdFolder } from '../files/paths.js'
import { type Inspection, parseInspection } from '../inspection.js'
import { sshdOperations } from '../operations.js'
import type { SshdContainer } from '../sshd-container.js'
import { runStep } from './run-step.js'

/**
 * Looks at a container's sshd, changing nothing, in one round trip. Rejects as {@link runStep} does, and with
 * `BERTH_SSHD_FAILED` if the image has no sshd.
 */
export async function inspect(
  container: SshdContainer,
  options: { readonly signal?: AbortSignal },
): Promise<Inspection> {
  const operation = operationOn(container.host, sshdOperations.inspect)
  const { stdout } = await runStep(container, operation, inspectCommand(container.launch), options)
  const inspection = parseInspection(stdout)
  if (inspection === null) {
    const reason = `unusable answer: ${stdout.slice(0, 200)}`
    throw operationError(operation, { reason, remedy: 'Check that sh and cat work in the image.' })
  }
  if (inspection.missing.length > 0) {
    throw operationError(operation, {
      reason: `the image has no ${inspection.missing.join(', no ')}`,
      remedy:
        "Let Berth's default setup script install it (leave setup_script out), install it in your own, or put it into the image; or set sshd to false.",
    })
  }
  return inspection
}

/** An argument vector that says what there is of sshd in a container. */
function inspectCommand(launch: string): readonly string[] {
  const { pid, serverConfig, hostKey, clientKey, knownHosts, authorizedKeys } = sshdFiles
  const paths = [sshdFolder, pid, serverConfig, hostKey, clientKey, knownHosts, authorizedKeys]
  return ['sh', '-c', programs['sshd/inspect'], 'berth-sshd-inspect', ...paths, launch]
}
