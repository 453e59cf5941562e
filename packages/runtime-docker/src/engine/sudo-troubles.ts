import type { EngineTroubleKind } from './dialect.js'

/**
 * What shells and sudo say when they did not come to run a program. sudo also warns, of a host name that it cannot
 * resolve or of a file of its rules that it passes over: that is no refusal.
 */
export function sudoTroubles(program: string): readonly (readonly [EngineTroubleKind, RegExp])[] {
  return [
    ['no-sudo', /sudo: (command )?not found|sudo: No such file/],
    ['not-installed', new RegExp(`${program}: (command )?not found|${program}: No such file`)],
    ['sudo-password', /sudo: a (password|terminal) is required/],
    ['sudo-refused', /is not in the sudoers file|may not run sudo|is not allowed to (execute|run sudo)/],
    ['sudo-broken', /no valid sudoers sources|sudo: .*(setuid|no new privileges)/],
  ]
}
