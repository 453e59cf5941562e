import type { HostReference, Testbed } from '@berth/testbed'

/**
 * Kills, with SIGKILL, every process of the host's own whose tag is that of a process with the mark in its command
 * line. What the engine's own processes do for them goes on.
 */
const program = String.raw`
own=$(readlink /proc/self/ns/mnt)
tags=
for mark; do
  for pid in $(grep -alF -- "$mark" /proc/[0-9]*/cmdline 2>/dev/null | cut -d / -f 3); do
    [ "$(readlink "/proc/$pid/ns/mnt")" = "$own" ] && [ "$pid" != $$ ] || continue
    tags="$tags $(tr '\0' '\n' <"/proc/$pid/environ" 2>/dev/null | grep '^BERTH_EXEC=')"
  done
done
for tag in $tags; do
  for pid in $(grep -alF -- "$tag" /proc/[0-9]*/environ 2>/dev/null | cut -d / -f 3); do
    [ "$(readlink "/proc/$pid/ns/mnt")" = "$own" ] && kill -KILL "$pid" && echo "$pid"
  done
done`

/** Kills the program by which a request is carried out on its host, by the marks of the request. */
export async function endHostsProgram(
  testbed: Testbed,
  host: HostReference,
  marks: readonly string[],
): Promise<number> {
  const { stdout } = await testbed.run(host, ['sh', '-c', program, 'sh', ...marks])
  return stdout.split('\n').filter((line) => line !== '').length
}
