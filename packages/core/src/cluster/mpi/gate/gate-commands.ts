import { programs } from '../../../command/programs.generated.js'
import { commandLine } from '../../../command/quote.js'
import { grace } from '../../../command/terminate.js'
import { escaped } from '../escaped.js'
import { type GuardWords, guardBeginning, guardNumbers, launchAssignment } from '../guards/guard-command.js'
import type { MpiFamily } from '../launcher/launcher.js'
import { launcherNames, launcherSigns } from '../launcher/launcher-names.js'
import type { MpiLaunch } from '../words/launch.js'

/** What a gate is told at its beginning. */
export interface GateWords extends GuardWords {
  readonly mpi: MpiFamily | 'auto'
  readonly launch: MpiLaunch
  /** The name in the hostfile of the host that launches. */
  readonly name: string
}

/** An argument vector that is the gate, in the container that launches, with the guard there. */
export function gateCommand({ mpi, launch, name, ...guard }: GateWords): readonly string[] {
  const [agent, remote] =
    launch === 'berth' ? [programs['mpi/agent'], ''] : [programs['mpi/ssh-agent'], commandLine(guardBeginning(guard))]
  return [
    ...['sh', '-c', programs['mpi/gate'], 'berth-mpi-gate'],
    ...[agent, programs['command/terminate'], grace, ...launcherSigns(mpi), remote, name],
    ...[programs['mpi/guard'], ...guardNumbers(guard), ...launcherNames(mpi)],
  ]
}

/** An argument vector that becomes the launcher, once standard input says which it is. */
export function launchCommand(): readonly string[] {
  return ['sh', '-c', programs['mpi/launch'], 'berth-mpi-launch']
}

/** Lines that say to a launcher which one it is, and where the gate is that is to know of it. */
export function launchLines(folder: string, launcher: readonly string[]): string {
  return `${folder}\n${escaped(Buffer.from(commandLine(launcher)))}\n`
}

/** An argument vector that ends everything of a launch in a container. */
export function sweepCommand(tag: string): readonly string[] {
  return ['sh', '-c', programs['command/terminate'], launchAssignment(tag), grace, 'yes', '']
}

/** An argument vector that runs the command of one rank, and tells of its bad end by this mark. */
export function rankCommand(mark: string, command: readonly string[]): readonly string[] {
  return ['sh', '-c', programs['mpi/rank'], mark, ...command]
}
