import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, chown, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { TESTBED_PASSWORD_HASH, type TestbedUser } from '../contract/users.js'
import type { AddressPlan, HostPlan } from '../machine/address-plan.js'
import { accountFiles } from './account-files.js'
import { DAEMON_FILES, SHIM_PATH } from './dockerd-command.js'
import { makeHostKeys } from './keys.js'
import { podmanFiles } from './podman-files.js'
import { runcShim } from './runc-shim.js'
import { sshdConfig } from './sshd-config.js'

/** Folder of one host's own files. */
export function hostFolder(layers: string, host: HostPlan): string {
  return join(layers, 'hosts', host.name)
}

/** Writes `template/`: what every host of the testbed has in place of the machine's own files. */
export async function writeTemplate(
  layers: string,
  plan: AddressPlan,
  users: readonly TestbedUser[],
  shim: boolean,
): Promise<void> {
  const template = join(layers, 'template')
  const machine = {
    passwd: await readFile('/etc/passwd', 'utf8'),
    group: await readFile('/etc/group', 'utf8'),
    shadow: await readFile('/etc/shadow', 'utf8'),
  }
  const accounts = accountFiles(machine, users, TESTBED_PASSWORD_HASH)
  const names = users.filter((user) => user.password).map((user) => user.name)
  const sudoers = users.filter((user) => user.sudo).map((user) => `${user.name} ALL=(ALL:ALL) NOPASSWD: ALL\n`)
  const hosts = plan.hosts.map((host) => `${host.address} ${host.name}\n`)
  const files: [path: string, text: string, mode: number][] = [
    ['etc/passwd', accounts.passwd, 0o644],
    ['etc/group', accounts.group, 0o644],
    ['etc/shadow', accounts.shadow, 0o600],
    ['etc/hosts', `127.0.0.1 localhost\n::1 localhost\n${hosts.join('')}`, 0o644],
    ['etc/sudoers.d/berth-testbed', sudoers.join(''), 0o440],
    ['etc/ssh/sshd_config', sshdConfig(names), 0o644],
    ['etc/environment', '', 0o644],
    ...DAEMON_FILES.map(([path, text]): [string, string, number] => [path, `${text}\n`, 0o644]),
    ...podmanFiles(users, shim).map(([path, text]) => [path, text, 0o644] satisfies [string, string, number]),
    ...(shim ? [[SHIM_PATH, runcShim(), 0o755] satisfies [string, string, number]] : []),
  ]
  for (const [path, text, mode] of files) {
    const target = join(template, path)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, text, { mode })
    await chmod(target, mode)
  }
  // A whiteout: an engine makes its own identity where it finds none, and the machine may have had an engine.
  await execa('mknod', [join(template, 'etc/docker/key.json'), 'c', '0', '0'])
  // The engine of Debian with the client of Debian, should the machine have another client in /usr/local.
  if (existsSync('/usr/local/bin/docker') && existsSync('/usr/bin/docker')) {
    await mkdir(join(template, 'usr/local/bin'), { recursive: true })
    await copyFile('/usr/bin/docker', join(template, 'usr/local/bin/docker'))
  }
}

/** Writes a host's own files: homes with the client's key, host keys, hostname. Gives its known_hosts lines. */
export async function writeHostFiles(
  layers: string,
  host: HostPlan,
  users: readonly TestbedUser[],
  publicKeyFile: string,
): Promise<string[]> {
  const folder = hostFolder(layers, host)
  await rm(folder, { recursive: true, force: true })
  for (const name of ['upper/etc', 'work', 'root', 'home', 'roothome', 'vartmp', 'containers/storage']) {
    await mkdir(join(folder, name), { recursive: true })
  }
  await chmod(join(folder, 'vartmp'), 0o1777)
  await chmod(join(folder, 'roothome'), 0o700)
  await writeFile(join(folder, 'upper/etc/hostname'), `${host.name}\n`)
  await writeFile(join(folder, 'upper/etc/machine-id'), `${randomUUID().replaceAll('-', '')}\n`)
  for (const user of users) {
    const home = join(folder, user.name === 'root' ? 'roothome' : user.home)
    const ssh = join(home, '.ssh')
    await mkdir(ssh, { recursive: true, mode: 0o700 })
    await copyFile(publicKeyFile, join(ssh, 'authorized_keys'))
    for (const path of [home, ssh, join(ssh, 'authorized_keys')]) await chown(path, user.id, user.id)
  }
  return makeHostKeys(join(folder, 'upper/etc/ssh'), host.address)
}
