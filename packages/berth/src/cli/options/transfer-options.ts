import type { ClusterTransferOptions } from '@berth/core'
import { type Command, InvalidArgumentError } from 'commander'

/** Options of subcommands that copy files. */
export interface TransferTargetOptions {
  readonly head?: true
  readonly onHost?: true
}

/** Adds which files are meant: those of containers or of hosts. */
export function withTransferPlace(command: Command): Command {
  return command
    .option('--head', 'the head host alone')
    .option('--on-host', 'the hosts themselves, whatever their containers do')
}

/** The options as the library takes them. */
export function transferTarget({ head, onHost }: TransferTargetOptions): Pick<ClusterTransferOptions, 'hosts' | 'on'> {
  return { ...(head && { hosts: 'head' }), ...(onHost && { on: 'host' }) }
}

/** Reads an argument that is a path: an empty one is what a variable that is not set leaves. */
export function givenPath(text: string): string {
  if (text !== '') return text
  throw new InvalidArgumentError('Name a path.')
}
