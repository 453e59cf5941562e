import type { Command } from '../contract/command.js'
import { loginLine } from './login/login-line.js'
import { programs } from './programs.generated.js'
import { grace, tagAssignment, tagVariable, wordsOf } from './terminate.js'

/** Seconds that the watchdog on the host leaves this side to end an overdue command first. */
const watchdogDelay = 3

/** A command that runs on a host under a tag and, with a timeout, under a watchdog. */
export interface TaggedCommand {
  readonly argv: readonly string[]
  readonly tag: string
  /** Milliseconds after which the watchdog ends the command; undefined for none. */
  readonly timeout: number | undefined
  /** The command that the watchdog runs before it ends the host's own processes; undefined for none. */
  readonly terminator: Command | undefined
}

/** The login line that runs a command on a host under its tag and, with a timeout, under a watchdog. */
export function taggedLine({ argv, tag, timeout, terminator }: TaggedCommand): string {
  const environment = { ...notOutermost, [tagVariable]: tag }
  return timeout === undefined
    ? loginLine(argv, environment)
    : loginLine(watched({ argv, tag, timeout, terminator }), notOutermost)
}

/** An argument vector that runs a command under a watchdog, which gives the command its tag. */
export function watched({
  argv,
  tag,
  timeout,
  terminator,
}: TaggedCommand & { readonly timeout: number }): readonly string[] {
  const seconds = Math.ceil(timeout / 1000) + watchdogDelay
  const inner = wordsOf(terminator)
  return [
    'sh',
    '-c',
    programs['command/watchdog'],
    'berth-watchdog',
    String(seconds),
    tagAssignment(tag),
    grace,
    programs['command/terminate'],
    String(inner.length),
    ...inner,
    ...argv,
  ]
}

/**
 * A bash that takes itself for the outermost shell of an SSH login reads a noisy .bashrc once more, after the
 * announcement. A bash that another command replaces counts one level back.
 */
const notOutermost = { SHLVL: '2' }
