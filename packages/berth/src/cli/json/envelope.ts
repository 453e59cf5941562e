import type { ErrorJson } from '@berth/core'
import type { Answers, Subcommand } from './answers.js'

/** The number of the form that `--json` has: raised when what is there changes its meaning, not for what is added. */
export const formatNumber = 1

/**
 * What a subcommand prints with `--json`, once, at its end, whether it succeeded or not. Members of the subcommand's
 * own ({@link Answers}) stand beside those of all; one that did not come to be known is null.
 */
export type Envelope<Name extends Subcommand> = EnvelopeFrame<Name> & Answers[Name]['members']

/** The members that all subcommands have. */
export interface EnvelopeFrame<Name extends Subcommand> {
  readonly berth: {
    /** Version of the package. */
    readonly version: string
    readonly format: typeof formatNumber
  }
  /** The subcommand; `berth` where the command line names none. */
  readonly command: Name
  /** Name of the cluster; null where no cluster file could be read, or none was asked for. */
  readonly cluster: string | null
  /**
   * Whether all was done on all hosts, but for as many as may fail: `exitCode` is 0, or the 5 of
   * `plan --detailed-exitcode`.
   */
  readonly ok: boolean
  /** What `berth` exits with: 0 to 255. */
  readonly exitCode: number
  /** Every host that was asked, by its name in the cluster file; none where it did not come to that. */
  readonly hosts: Readonly<Record<string, HostAnswer<Answers[Name]['host']>>>
  /** What went wrong beside what the hosts' own errors say. */
  readonly errors: readonly ErrorJson[]
  readonly warnings: readonly string[]
}

/**
 * What became of one host. One on which what was asked was not done has the error, and of the other members those that
 * came to be known.
 */
export type HostAnswer<Members> = HostDone<Members> | HostFailed<Members>

type HostDone<Members> = { readonly ok: true } & Members

type HostFailed<Members> = { readonly ok: false; readonly error: ErrorJson } & Partial<Members>
