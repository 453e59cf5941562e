import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { HostConnection } from '@berth/core/adapter'
import { sshTransport } from '@berth/transport-ssh'
import type { describe } from 'vitest'
import { describeReal, type SharedHosts } from '../../../testbed/test/real-test.js'

/**
 * `describe` where there can be real hosts and enroot is on the PATH; elsewhere its tests are skipped, on CI too:
 * Debian has no package of it.
 */
export const describeEnroot: typeof describe = enrootFolder() === undefined ? skipped() : describeReal

/** The folder of this machine, and so of every host, that has enroot's commands; undefined where none has. */
function enrootFolder(): string | undefined {
  return (process.env.PATH ?? '').split(delimiter).find((folder) => {
    try {
      accessSync(join(folder, 'enroot'), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

function skipped(): typeof describe {
  process.stderr.write(
    'enroot: its real tests are skipped: there is no enroot on the PATH (packages/runtime-enroot/README.md)\n',
  )
  return describeReal.skip as typeof describe
}

/** The login: it may use neither docker nor sudo. */
export const username = 'nodocker'

/** SSH to the hosts, as that user or another. */
export function enrootTransport(hosts: SharedHosts, user: string = username): ReturnType<typeof sshTransport> {
  return sshTransport({
    username: user,
    privateKeyFile: hosts.keyFile,
    knownHostsFile: hosts.knownHostsFile,
    agent: null,
  })
}

/**
 * Gives a host what enroot needs of an administrator: its commands on the PATH of logins, and a runtime folder, where a
 * login has none of its own. Then two images of BusyBox that differ.
 */
export async function prepareHost(
  hosts: SharedHosts,
  address: string,
): Promise<{ readonly image: string; readonly other: string }> {
  const { exitCode, stderr } = await hosts.run(address, [
    'bash',
    '-c',
    preparation,
    'bash',
    username,
    enrootFolder() ?? '',
  ])
  if (exitCode !== 0) throw new Error(`${address} could not be prepared: ${stderr}`)
  const folder = `/home/${username}/images`
  return { image: `${folder}/busybox-1.sqsh`, other: `${folder}/busybox-2.sqsh` }
}

const preparation = `
set -e
mkdir -p /run/enroot
for program in "$2"/enroot*; do
  [ -x "/usr/local/bin/\${program##*/}" ] || ln -s "$program" /usr/local/bin/
done
folder=/home/$1/images
[ ! -e "$folder/busybox-2.sqsh" ] || exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/bin" "$work/etc" "$work/root" "$work/tmp" "$folder"
cp /bin/busybox "$work/bin/"
for applet in $(/bin/busybox --list); do [ "$applet" = busybox ] || ln -s busybox "$work/bin/$applet"; done
for number in 1 2; do
  echo "$number" >"$work/etc/number"
  mksquashfs "$work" "$folder/busybox-$number.sqsh" -all-root -all-time 0 -mkfs-time 0 -noappend -quiet -no-progress >/dev/null
done
chown -R "$1:" "$folder"
`

/** Runs a bash script on a host as the login user; a failure is an error. Gives what it printed. */
export async function onHost(host: HostConnection, script: string, ...words: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await host.exec(['bash', '-c', script, 'bash', ...words])
  if (exitCode !== 0) throw new Error(`exit code ${exitCode}: ${stderr}`)
  return stdout.trim()
}
