import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { execa } from 'execa'
import { TestbedError } from '../contract/testbed-error.js'
import { withLock } from '../state/lock.js'

/** A command that the testbed needs and the Debian package that has it. */
export interface Need {
  /** The command's name. */
  readonly command: string
  /** The package that installs it. */
  readonly package: string
}

const SSH_NEEDS: readonly Need[] = [
  { command: 'ip', package: 'iproute2' },
  { command: 'sshd', package: 'openssh-server' },
  { command: 'ssh', package: 'openssh-client' },
  { command: 'sudo', package: 'sudo' },
  { command: 'fish', package: 'fish' },
  { command: 'dash', package: 'dash' },
]

const ENGINE_NEEDS: readonly Need[] = [
  { command: 'dockerd', package: 'docker.io' },
  { command: 'podman', package: 'podman' },
  { command: 'catatonit', package: 'catatonit' },
  { command: 'newuidmap', package: 'uidmap' },
  { command: 'slirp4netns', package: 'slirp4netns' },
  { command: 'iptables', package: 'iptables' },
  { command: 'busybox', package: 'busybox-static' },
  { command: 'docker-registry', package: 'docker-registry' },
  { command: 'openssl', package: 'openssl' },
  { command: 'curl', package: 'curl' },
  { command: 'dropbear', package: 'dropbear-bin' },
]

/** Needs of building the Debian images, besides those of a testbed. */
export const IMAGE_NEEDS: readonly Need[] = [
  { command: 'debootstrap', package: 'debootstrap' },
  { command: 'dpkg-scanpackages', package: 'dpkg-dev' },
]

/** The needs of a testbed. */
export function needs(sshOnly: boolean): readonly Need[] {
  return sshOnly ? SSH_NEEDS : [...SSH_NEEDS, ...ENGINE_NEEDS]
}

const FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']

/** The needs that no folder of the usual path meets. */
export function missingNeeds(wanted: readonly Need[]): Need[] {
  const folders = [...FOLDERS, ...(process.env.PATH ?? '').split(delimiter)]
  return wanted.filter((need) => !folders.some((folder) => existsSync(join(folder, need.command))))
}

const POLICY = '/usr/sbin/policy-rc.d'

/** Installs the packages that are missing, without starting any service: the hosts run their own. */
export async function installNeeds(wanted: readonly Need[], log: (line: string) => void): Promise<void> {
  if (missingNeeds(wanted).length === 0) return
  await withLock('packages', async () => {
    const packages = missingNeeds(wanted).map((need) => need.package)
    if (packages.length === 0) return
    log(`installing ${packages.join(', ')}`)
    const ownPolicy = !existsSync(POLICY)
    if (ownPolicy) await writeFile(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
    try {
      await aptGet(['update'])
      await aptGet(['install', '-y', '--no-install-recommends', ...packages])
      if (existsSync('/run/systemd/system')) await disableServices(packages)
    } finally {
      if (ownPolicy) await rm(POLICY, { force: true })
    }
  })
}

async function disableServices(packages: readonly string[]): Promise<void> {
  const units = [
    ...(packages.includes('docker.io') ? ['docker.service', 'docker.socket', 'containerd.service'] : []),
    ...(packages.includes('podman')
      ? ['podman.service', 'podman.socket', 'podman-restart.service', 'podman-auto-update.timer']
      : []),
    ...(packages.includes('docker-registry') ? ['docker-registry.service'] : []),
    ...(packages.includes('openssh-server') ? ['ssh.service', 'ssh.socket'] : []),
  ]
  if (units.length > 0) await execa('systemctl', ['disable', '--now', ...units], { reject: false })
}

/** Runs apt-get with the machine's own configuration, unless the arguments name another. */
export async function aptGet(args: readonly string[], cwd = '/'): Promise<void> {
  const result = await execa('apt-get', args, {
    cwd,
    env: { DEBIAN_FRONTEND: 'noninteractive' },
    reject: false,
    all: true,
  })
  if (result.exitCode !== 0) {
    throw new TestbedError(`apt-get ${args.join(' ')} failed on this machine: ${result.all.slice(-2000)}`)
  }
}
