import type { Command } from '../contract/command.js'
import { asArgv } from './as-argv.js'
import { programs } from './programs.generated.js'
import { grace, tagAssignment } from './terminate.js'

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

/** The argument vector that runs a command on a host under its tag and, with a timeout, under a watchdog. */
export function taggedCommand({ argv, tag, timeout, terminator }: TaggedCommand): readonly string[] {
  const tagged = ['env', notOutermost, tagAssignment(tag), ...argv]
  if (timeout === undefined) return tagged
  const seconds = Math.ceil(timeout / 1000) + watchdogDelay
  const inner = terminator === undefined ? [] : asArgv(terminator)
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
    ...tagged,
  ]
}

/**
 * A bash that takes itself for the outermost shell of an SSH login reads a noisy .bashrc once more, after the
 * announcement.
 */
const notOutermost = 'SHLVL=1'
