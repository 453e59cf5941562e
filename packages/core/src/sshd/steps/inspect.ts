import type { ContainerShell } from '../../contract/index.js'
import { BerthError } from '../../errors/index.js'
import { programs } from '../../program/programs.generated.js'
import { sshdFiles, sshdFolder } from '../files/paths.js'
import { type Inspection, parseInspection } from '../inspection.js'
import { runStep } from './run-step.js'

/** Looks at a container's sshd, changing nothing, in one round trip. Rejects with `BERTH_SSHD_FAILED`, also if the image has no sshd. */
export async function inspect(
  container: ContainerShell,
  options: { readonly signal?: AbortSignal },
): Promise<Inspection> {
  const { stdout } = await runStep(container, 'inspect sshd', inspectCommand(), options)
  const inspection = parseInspection(stdout)
  const failed = (message: string, remedy: string): BerthError =>
    new BerthError({ code: 'BERTH_SSHD_FAILED', host: container.host, operation: 'inspect sshd', message, remedy })
  if (inspection === null)
    throw failed(`unusable answer: ${stdout.slice(0, 200)}`, 'Check that sh and cat work in the image.')
  if (inspection.missing.length > 0) {
    throw failed(
      `the image has no ${inspection.missing.join(', no ')}`,
      "Let Berth's default setup script install it (leave setup_script out), install it in your own, or put it into the image; or set sshd to false.",
    )
  }
  return inspection
}

/** An argument vector that says what there is of sshd in a container. */
function inspectCommand(): readonly string[] {
  const { pid, serverConfig, hostKey, clientKey } = sshdFiles
  const paths = [sshdFolder, pid, serverConfig, hostKey, clientKey]
  return ['sh', '-c', programs['sshd/inspect'], 'berth-sshd-inspect', ...paths]
}
