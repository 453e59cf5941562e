import type { ErrorCodeOf } from '../codes.js'
import type { ErrorMeaning } from './error-meaning.js'

export const interruptedMeanings: Readonly<Record<ErrorCodeOf<'interrupted'>, ErrorMeaning>> = {
  BERTH_ABORTED: {
    meaning: 'The caller ended the call: by its `AbortSignal`, by `close()`, or by Ctrl-C.',
    when: 'In every call that takes a `signal`. A command that had started is no error then, but a result with `endedBy: "abort"`.',
    changed:
      'What ran on hosts and in containers was ended, with all its processes. An `up` takes back what it created; a file is there whole or not at all.',
    retry: 'Yes; a command as it allows.',
    remedy: 'Nothing is to be done, but for what the message says could not be taken back.',
  },
}
