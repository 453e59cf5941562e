import type { Duration, MpiFamily, MpiLaunch, MpiOptions } from '@berth/core'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { duration } from './duration-option.js'

/** Options of how a program runs with many ranks. */
export interface MpirunSettings {
  readonly ranks?: number
  readonly ranksPerHost?: number
  readonly mpi?: MpiFamily | 'auto'
  readonly launch?: MpiLaunch | 'auto'
  readonly interface?: string
  readonly launcherArg?: readonly string[]
  readonly tagOutput?: true
  readonly timeout?: Duration
  readonly lostAfter?: Duration
  readonly user?: string
}

/** Adds the options of how a program runs with many ranks, and the words of the program. */
export function withMpiOptions(command: Command): Command {
  return command
    .argument('<command...>', 'after --: one word is a shell program, several are run as they are, by each rank')
    .option('-n, --ranks <number>', 'ranks in all, as evenly over the hosts as they go', count)
    .addOption(
      new Option('-N, --ranks-per-host <number>', 'ranks on each host (default: 1)')
        .argParser(count)
        .conflicts('ranks'),
    )
    .addOption(
      new Option('--mpi <family>', 'whose launcher (default: auto, what mpirun or mpiexec is of)').choices([
        'auto',
        'openmpi',
        'mpich',
      ]),
    )
    .addOption(
      new Option(
        '--launch <way>',
        "how the launcher's daemons are started: sshd, by Berth's own sshd in the containers; berth, without any (default: auto, sshd where there is one and ranks are root's)",
      ).choices(['auto', 'sshd', 'berth']),
    )
    .option(
      '--interface <network>',
      "network of MPI and its launcher: eth1, 10.1.0.0/16 (default: the head's smallest network that has all hosts)",
    )
    .option('--launcher-arg <word>', 'a word for the launcher itself; may be given several times', oneMore)
    .option('--tag-output', 'begin each line of output with its rank, as the launcher does')
    .option('--timeout <time>', 'end every rank after this long: 90s, 10m, 2h (default: no limit)', duration)
    .option(
      '--lost-after <time>',
      'end every rank once nothing is heard of a host for this long (default: 1.5s)',
      duration,
    )
    .option('--user <user>', "user in the containers, name or uid (default: the image's own)")
}

/** The options as the library takes them. */
export function mpiOptions({ launcherArg, ...settings }: MpirunSettings): Omit<MpiOptions, 'command'> {
  const { ranks, ranksPerHost, mpi, launch, tagOutput, timeout, lostAfter, user } = settings
  return {
    ...(ranks !== undefined && { ranks }),
    ...(ranksPerHost !== undefined && { ranksPerHost }),
    ...(mpi !== undefined && { mpi }),
    ...(launch !== undefined && { launch }),
    ...(settings.interface !== undefined && { interface: settings.interface }),
    ...(launcherArg !== undefined && { args: launcherArg }),
    ...(tagOutput && { tagOutput }),
    ...(timeout !== undefined && { timeout }),
    ...(lostAfter !== undefined && { lostAfter }),
    ...(user !== undefined && { user }),
  }
}

function count(text: string): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= 1) return value
  throw new InvalidArgumentError('Write a number of ranks: 16.')
}

function oneMore(word: string, before: readonly string[] = []): readonly string[] {
  return [...before, word]
}
