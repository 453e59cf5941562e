import type { Command } from '../contract/command.js'
import { becoming } from './becoming.js'
import { programs } from './programs.generated.js'

/** What a command that announces itself gets. */
export interface AnnouncedSetting {
  /** Whether it waits for a go line, the first of its standard input. Default is false. */
  readonly waits?: boolean
  /** Variables of its environment, which every user of the host can read. Default is none. */
  readonly variables?: Readonly<Record<string, string>>
}

/**
 * An argument vector that prints the announcement on both streams, waits for the go line if it is to, then becomes the
 * command. Exits with 125 where the go line does not come.
 */
export function announced(announcement: string, command: Command, setting: AnnouncedSetting = {}): readonly string[] {
  return words(programs['command/announce'], announcement, command, setting)
}

/** An argument vector that announces a command in the same way, runs it, and then tells of its end on both streams. */
export function attended(announcement: string, command: Command, setting: AnnouncedSetting = {}): readonly string[] {
  return words(programs['command/attend'], announcement, command, setting)
}

function words(
  program: string,
  announcement: string,
  command: Command,
  { waits = false, variables = {} }: AnnouncedSetting,
): readonly string[] {
  const assignments = Object.entries(variables).map(([name, value]) => `${name}=${value}`)
  return ['sh', '-c', program, announcement, ...assignments, waits ? 'yes' : 'no', ...becoming(command)]
}
