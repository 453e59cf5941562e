import { operationError, operationOn } from '../../command/operation/index.js'
import type { ContainerShell } from '../../contract/index.js'
import { sshdFiles, sshdFolder } from '../files/paths.js'
import { type Inspection, parseInspection } from '../inspection.js'
import { sshdOperations } from '../operations.js'
import { oursRuns } from './our-sshd-runs.js'
import { runStep } from './run-step.js'

/**
 * Looks at a container's sshd, changing nothing, in one round trip. Rejects as {@link runStep} does, and with
 * `BERTH_SSHD_FAILED` if the image has no sshd.
 */
export async function inspect(
  container: ContainerShell,
  options: { readonly signal?: AbortSignal },
): Promise<Inspection> {
  const operation = operationOn(container.host, sshdOperations.inspect)
  const { stdout } = await runStep(container, operation, ['sh', '-c', script, 'berth-sshd-inspect'], options)
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

const script = `PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
missing=
for program in sshd ssh ssh-keygen; do
  command -v "$program" >/dev/null 2>&1 || missing="$missing $program"
done
echo "missing $missing"
[ -n "$missing" ] || echo "version $(ssh -V 2>&1)"
${oursRuns}
if ours_runs; then echo 'running yes'; else echo 'running no'; fi
[ ! -s ${sshdFiles.hostKey} ] || echo "host_key $(ssh-keygen -y -P '' -f ${sshdFiles.hostKey} 2>/dev/null)"
[ ! -s ${sshdFiles.clientKey} ] || echo "client_key $(ssh-keygen -y -P '' -f ${sshdFiles.clientKey} 2>/dev/null)"
for file in installed started; do
  [ ! -s "${sshdFolder}/$file" ] || echo "$file $(cat "${sshdFolder}/$file")"
done
echo environ
cat /proc/$$/environ
printf '\\nend\\n'`
