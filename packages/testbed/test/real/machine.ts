import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import type { Testbed } from '../../src/index.js'

/** Logs into a host as a user would, with the testbed's key and known hosts. */
export async function ssh(
  testbed: Testbed,
  address: string,
  command: string,
  user = 'berth',
): Promise<{ exitCode: number | undefined; stdout: string; stderr: string }> {
  const options = ['BatchMode=yes', 'StrictHostKeyChecking=yes', 'ConnectTimeout=3', 'IdentitiesOnly=yes']
  const { exitCode, stdout, stderr } = await execa(
    'ssh',
    [
      ...[...options, `UserKnownHostsFile=${testbed.knownHostsFile}`].flatMap((option) => ['-o', option]),
      ...['-F', 'none', '-i', testbed.keyFile, `${user}@${address}`, command],
    ],
    { reject: false, stdin: 'ignore' },
  )
  return { exitCode, stdout, stderr }
}

/** Everything on this machine that belongs to the testbed of that name and subnet; empty when it left nothing. */
export async function remains(name: string, subnetPrefix: string): Promise<string[]> {
  const folder = `/var/lib/berth-testbed/${name}`
  const number = subnetPrefix.split('.')[2]
  const links = (await execa('ip', ['-o', 'link'])).stdout.split('\n')
  const routes = (await execa('ip', ['-4', 'route'])).stdout.split('\n')
  const processes = readdirSync('/proc').filter(
    (entry) => /^\d+$/.test(entry) && commandLine(entry).includes(`${folder}/`),
  )
  const daemons = readdirSync('/proc').filter(
    (entry) => /^\d+$/.test(entry) && commandLine(entry).includes(`/berth-testbed/${name}/`),
  )
  const cgroups = existsSync('/sys/fs/cgroup') ? ['', ...readdirSync('/sys/fs/cgroup')] : []
  return [
    ...(existsSync(folder) ? [folder] : []),
    ...links.filter((line) => new RegExp(`\\bbtb${number}(h\\d+)?\\b`).test(line)),
    ...routes.filter((line) => line.includes(`${subnetPrefix}.`)),
    ...readFileSync('/proc/self/mounts', 'utf8')
      .split('\n')
      .filter((line) => line.includes(`${folder}/`)),
    ...[...processes, ...daemons].map((pid) => `process ${pid}: ${commandLine(pid)}`),
    ...cgroups.map((part) => join('/sys/fs/cgroup', part, 'berth-testbed', name)).filter((path) => existsSync(path)),
  ]
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}
