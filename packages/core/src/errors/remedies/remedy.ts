import { foldNames } from '../fold-names.js'
import { printable, printableLine } from '../texts/printable.js'
import type { RemedyCommand } from './remedy-command.js'
import { shellLine } from './shell-line.js'

/** What a user can do about an error: imperative sentences, and commands in their order among these. */
export type Remedy = string | readonly RemedyStep[]

/** A sentence, with its full stop, or a command. */
export type RemedyStep = string | RemedyCommand

/** A command as a user is told of it. */
export interface ToldCommand {
  /** The id under which the command is declared. */
  readonly id: string
  /** The hosts that it is run on, none where the error names none; null for the machine that runs Berth. */
  readonly hosts: readonly string[] | null
  /** The command line, to be run by any shell as it is. */
  readonly run: string
}

/** The steps of a remedy, for remedies that are made of others. */
export function remedySteps(remedy: Remedy): readonly RemedyStep[] {
  return typeof remedy === 'string' ? [remedy] : remedy
}

/**
 * A remedy as text: a command is told with where it is run, and ends its line, so that what is copied from there to the
 * end of the line is the command and nothing else. `hosts` are those that the error is of.
 */
export function remedyText(remedy: Remedy, hosts: readonly string[] = []): string {
  const [first = '', ...rest] = remedySteps(remedy)
  const lines = [stepText(first, hosts)]
  let previous: RemedyStep = first
  for (const step of rest) {
    const text = stepText(step, hosts)
    if (typeof previous === 'string') lines.push(`${lines.pop()} ${text}`)
    else lines.push(text)
    previous = step
  }
  return lines.join('\n')
}

/** The commands of a remedy, in their order. `hosts` are those that the error is of. */
export function remedyCommands(remedy: Remedy, hosts: readonly string[] = []): readonly ToldCommand[] {
  return remedySteps(remedy).flatMap((step) =>
    typeof step === 'string' ? [] : [{ id: step.id, hosts: hostsOf(step, hosts), run: shellLine(step.argv) }],
  )
}

function stepText(step: RemedyStep, errorHosts: readonly string[]): string {
  if (typeof step === 'string') return printable(step)
  const hosts = hostsOf(step, errorHosts)
  const run = shellLine(step.argv)
  if (hosts === null) return `Run: ${run}`
  return `On ${hosts.length === 0 ? 'the host' : printableLine(foldNames(hosts, ','))}, run: ${run}`
}

function hostsOf({ on }: RemedyCommand, errorHosts: readonly string[]): readonly string[] | null {
  if (on === 'this machine') return null
  return on === 'its hosts' ? errorHosts : on
}
