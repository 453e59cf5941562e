import { asArgv } from '../../../command/as-argv.js'
import { tagAssignment } from '../../../command/terminate.js'
import type { Gate } from '../gate/gate.js'
import { rankCommand } from '../gate/gate-commands.js'
import type { MpiLauncher } from '../launcher/launcher.js'
import { pickLauncher } from '../launcher/pick-launcher.js'
import { networkFor } from '../network/network-for.js'
import { hostfile } from '../ranks/hostfile.js'
import { launcherWords } from '../words/launcher-words.js'
import type { MpiJob } from './mpi-job.js'

/** Picks the launcher, and puts into the gate's folder what the launcher is to read. */
export async function prepareLaunch(
  job: MpiJob,
  gate: Pick<Gate, 'facts' | 'makeFiles'>,
  tag: string,
): Promise<{ readonly launcher: MpiLauncher; readonly words: readonly string[] }> {
  const { user, found, networks, folder } = gate.facts
  const hosts = job.placed.flatMap(({ host }) => job.hosts.get(host) ?? [])
  const [head] = hosts
  const launcher = pickLauncher(head?.host ?? '', found, job.mpi)
  const lines = job.placed.map(({ host, ranks }) => ({ address: job.hosts.get(host)?.address ?? host, ranks }))
  const variables = job.launch === 'sshd' ? hosts : []
  await gate.makeFiles(
    new Map([
      ['hosts', hostfile(lines, launcher.dialect)],
      ...variables.map((host) => [`host.${host.address}`, variablesLine(host.variables, tag)] as const),
    ]),
  )
  const addresses = hosts.map(({ address }) => address)
  const words = launcherWords({
    launcher,
    agent: `${folder}/agent`,
    hostfile: `${folder}/hosts`,
    headAddress: head?.address ?? '',
    ranks: job.placed.reduce((sum, { ranks }) => sum + ranks, 0),
    hosts: job.placed.length,
    asRoot: user === 0,
    network: networkFor({
      host: head?.host ?? '',
      networks,
      asked: job.interface,
      addresses,
      dialect: launcher.dialect,
    }),
    tagOutput: job.tagOutput,
    variables: Object.keys(job.env),
    args: job.args,
    command: rankCommand(rankMark(tag), asArgv(job.command)),
  })
  return { launcher, words }
}

/** Words of `env`: no value of these has a character that a shell reads. */
function variablesLine(variables: Readonly<Record<string, string>>, tag: string): string {
  const assignments = Object.entries(variables).filter(([, value]) => /^[\w.:%,-]*$/.test(value))
  return `${[tagAssignment(tag), ...assignments.map(([name, value]) => `${name}=${value}`)].join(' ')}\n`
}

/** The name of the program that ranks are run by, by which they tell of their ends. */
export function rankMark(tag: string): string {
  return `berth-${tag}`
}
