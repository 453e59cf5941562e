import type { Remedy, Trouble } from '@berth/core/adapter'
import { engineSaid } from './engine-words.js'
import type { Remedies } from './remedies.js'

/** What enroot's words mean for the user; `remedy` is for words that are not known. */
export function explain(stderr: string, table: Remedies, remedy: Remedy): Trouble {
  const said = engineSaid(stderr)
  const [, known] = [...table, ...everywhere].find(([words]) => words.test(said)) ?? []
  return { reason: said || 'enroot said nothing', remedy: known ?? remedy }
}

/** For words that any call can meet. */
const everywhere: Remedies = [
  [
    /enroot: command not found|enroot: No such file/,
    'Install enroot on the host, or put its command on the PATH of logins that are not interactive.',
  ],
  [/bash: (command )?not found|bash: No such file/, 'Install bash on the host: enroot needs it.'],
  [
    /cannot create directory .*Permission denied/,
    'Let the login user have a runtime folder: XDG_RUNTIME_DIR from the login, or ENROOT_RUNTIME_PATH in enroot.conf on the host.',
  ],
  [
    /sudo: .*(password|terminal)|may not run sudo|sudoers/,
    'Set runtime.privilege to "plain", or allow sudo without a password.',
  ],
  [/sudo: (command )?not found/, 'Set runtime.privilege to "plain".'],
]
