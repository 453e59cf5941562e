import { programs } from '../../../command/programs.generated.js'
import { grace, tagAssignment } from '../../../command/terminate.js'
import type { MpiFamily } from '../launcher/launcher.js'
import { launcherNames, launcherSigns } from '../launcher/launcher-names.js'
import type { MpiLaunch } from '../words/launch.js'

/** An argument vector that is the gate, in the container that launches. */
export function gateCommand(wanted: MpiFamily | 'auto', launch: MpiLaunch): readonly string[] {
  const agent = launch === 'berth' ? programs['mpi/agent'] : programs['mpi/ssh-agent']
  const words = [agent, programs['command/terminate'], grace, ...launcherSigns(wanted), ...launcherNames(wanted)]
  return ['sh', '-c', programs['mpi/gate'], 'berth-mpi-gate', ...words]
}

/** An argument vector that becomes the launcher, of which the gate in this folder knows then. */
export function launchCommand(folder: string, launcher: readonly string[]): readonly string[] {
  return ['sh', '-c', programs['mpi/launch'], 'berth-mpi-launch', folder, ...launcher]
}

/** An argument vector that is a daemon in another container, until standard input ends. */
export function daemonCommand(command: string): readonly string[] {
  return ['sh', '-c', programs['mpi/daemon'], 'berth-mpi-daemon', programs['command/terminate'], grace, command]
}

/** An argument vector that ends everything in a container that has this tag. */
export function sweepCommand(tag: string): readonly string[] {
  return ['sh', '-c', programs['command/terminate'], tagAssignment(tag), grace, 'yes', '']
}

/** An argument vector that runs the command of one rank, and tells of its bad end by this mark. */
export function rankCommand(mark: string, command: readonly string[]): readonly string[] {
  return ['sh', '-c', programs['mpi/rank'], mark, ...command]
}
