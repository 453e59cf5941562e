import type { ShellAnswer } from './login-shell.js'

/** Why a login shell cannot be given commands, and the way out. */
export interface CannotRun {
  readonly reason: string
  /** Sentences, without what was run meanwhile. */
  readonly remedy: string
}

/** Why a login shell that gave this answer cannot be given commands; null for one that can. */
export function cannotRun({ does, said }: ShellAnswer): CannotRun | null {
  switch (does) {
    case 'runs commands':
      return null
    case 'waits for input':
      return {
        reason: "the login shell's start-up files read standard input, and wait for it",
        remedy: `Let them read nothing where no user is there: ${guarded}.`,
      }
    case 'loses output':
      return {
        reason: 'the login shell runs commands, and what they print does not come back',
        remedy: `Let its start-up files leave standard output as it is where no user is there: ${guarded}.`,
      }
    case 'runs nothing':
      return ofWords.find(({ words }) => words.test(said)) ?? (said === '' ? silent : other)
    default:
      return does satisfies never
  }
}

const guarded = 'in a `case $- in *i*) … ;; esac`, say'

/** What runs no commands and says so, by its words. */
const ofWords: readonly (CannotRun & { readonly words: RegExp })[] = [
  {
    words: /not available|nologin|no shell/i,
    reason: 'the account has no login shell (nologin)',
    remedy: 'Give it one that runs commands, or log in as another user.',
  },
  {
    words: /restricted/i,
    reason: 'the login shell of the account is a restricted one',
    remedy: 'Give the account a shell without restrictions, or log in as another user.',
  },
  {
    words: /sftp/i,
    reason: 'the account may move files (sftp), and run nothing',
    remedy: 'Let sshd run commands for it (ForceCommand, ChrootDirectory), or log in as another user.',
  },
]

const silent: CannotRun = {
  reason: 'the login shell does not run the command that it is given, and says nothing',
  remedy: `Look for a start-up file that executes another shell (exec fish), which is for a terminal alone: ${guarded}; and for a ForceCommand in sshd or the key.`,
}

const other: CannotRun = {
  reason: 'the login shell does not run the command that it is given',
  remedy:
    'Give the account a shell that runs `exec sh -c …`; look for a ForceCommand in sshd or the key, and for a start-up file that executes another program.',
}
