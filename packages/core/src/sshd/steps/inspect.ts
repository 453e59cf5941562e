import type { ContainerShell } from '../../contract/index.js'
import { BerthError } from '../../errors/index.js'
import { sshdFiles, sshdFolder } from '../files/paths.js'
import { type Inspection, parseInspection } from '../inspection.js'
import { oursRuns } from './our-sshd-runs.js'
import { runStep } from './run-step.js'

/** Looks at a container's sshd, changing nothing, in one round trip. Rejects with `BERTH_SSHD_FAILED`, also if the image has no sshd. */
export async function inspect(
  container: ContainerShell,
  options: { readonly signal?: AbortSignal },
): Promise<Inspection> {
  const { stdout } = await runStep(container, 'inspect sshd', ['sh', '-c', script, 'berth-sshd-inspect'], options)
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
