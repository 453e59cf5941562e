import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Ending, ProgramEnding } from '../../../src/command/operation/ending.js'
import { endingError } from '../../../src/command/operation/ending-error.js'
import { type Operation, operationOn } from '../../../src/command/operation/operation.js'
import { BerthError, type ErrorCode, type ErrorKind } from '../../../src/errors/index.js'
import { declaredOperations, type OperationName, rooms } from './declared-operations.js'

/** Codes as the table has them, with their kinds; `C` is the operation's own. */
const letters: Readonly<Record<string, readonly [ErrorCode, ErrorKind]>> = {
  A: ['BERTH_ABORTED', 'interrupted'],
  H: ['BERTH_HOST_UNREACHABLE', 'unreachable'],
  L: ['BERTH_CONNECTION_LOST', 'unreachable'],
  N: ['BERTH_EXEC_NOT_STARTED', 'failed'],
  S: ['BERTH_STATE', 'usage'],
  T: ['BERTH_TIMEOUT', 'failed'],
  U: ['BERTH_LAUNCH_UNKNOWN', 'failed'],
}

const program: ProgramEnding = {
  endedBy: 'exit',
  exitCode: null,
  signal: null,
  duration: 61_000,
  stderr: 'what it said\n',
  truncated: false,
}

const rejection = (code: ErrorCode, retryable = false): Ending => ({
  endedBy: 'not seen to start',
  error: new BerthError({ code, host: 'h1', operation: 'exec', message: 'as seen', remedy: 'As told.', retryable }),
})

/** A rejection that leaves open whether the command ran; `stopped` is the code of what it would have been otherwise. */
const mayHaveRun = (stopped?: ErrorCode): Ending => ({
  endedBy: 'not seen to start',
  error: new BerthError({
    code: 'BERTH_MAY_HAVE_RUN',
    host: 'h1',
    operation: 'exec',
    message: 'as seen',
    cause: stopped && new BerthError({ code: stopped, operation: 'exec', message: 'otherwise' }),
  }),
})

/** Every way in which an operation's program can end badly, in the order of the table's columns. */
const endings = {
  'exit 9': { ...program, exitCode: 9 },
  'exit 137': { ...program, exitCode: 137 },
  signal: { ...program, endedBy: 'signal', signal: 'SIGKILL' },
  'cut short': { ...program, exitCode: 0, truncated: true },
  timeout: { ...program, endedBy: 'timeout' },
  idle: { ...program, endedBy: 'idle' },
  abort: { ...program, endedBy: 'abort', cause: 'whoever aborts' },
  lost: { ...program, endedBy: 'lost' },
  'end not told': { ...program, endedBy: 'lost', mayStillRun: { because: 'end not told', process: 42, processes: [] } },
  'late and not ended': {
    ...program,
    endedBy: 'timeout',
    mayStillRun: { because: 'not ended', process: null, processes: [] },
  },
  'not started': rejection('BERTH_EXEC_NOT_STARTED', true),
  'late before it started': rejection('BERTH_TIMEOUT'),
  'aborted before it started': rejection('BERTH_ABORTED'),
  'lost before it started': rejection('BERTH_CONNECTION_LOST'),
  'late, and may have run': mayHaveRun('BERTH_TIMEOUT'),
  'aborted, and may have run': mayHaveRun('BERTH_ABORTED'),
  'may have run': mayHaveRun(),
  'host out of reach': rejection('BERTH_HOST_UNREACHABLE', true),
  'connection closed': rejection('BERTH_STATE'),
  'container not running': rejection('BERTH_NOT_RUNNING'),
} as const satisfies Readonly<Record<string, Ending>>

type EndingName = keyof typeof endings

interface Row {
  readonly code: ErrorCode
  readonly kind: ErrorKind
  /** A letter for each ending, in their order; `+` where it may be retried. */
  readonly codes: string
  /** What is known where nobody saw the end. */
  readonly outcome: 'unchanged' | 'unknown'
  /** What to do where it failed; null for nothing. */
  readonly remedy: RegExp | null
  /** What to do where nobody saw. */
  readonly afterwards: RegExp | null
}

const file = { code: 'BERTH_FILE_FAILED', kind: 'failed' } as const
const sshd = { code: 'BERTH_SSHD_FAILED', kind: 'failed', remedy: /\/var\/lib\/berth must be writable/ } as const
const detached = { code: 'BERTH_COMMAND_FAILED', kind: 'failed', remedy: /its home there.*disk is not full/ } as const
const inside = { code: 'BERTH_CLAIM_FAILED', kind: 'failed' } as const
const looking = { code: 'BERTH_PROBE_UNTRUSTED', kind: 'failed', outcome: 'unchanged' } as const

// biome-ignore format: a table
const table: Readonly<Record<OperationName, Row>> = {
  'command readFile': {
    codes: 'C  C  C  C  C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    ...file, outcome: 'unchanged', remedy: /the user may read it/, afterwards: /then try again/,
  },
  'command writeFile': {
    codes: 'C  C  C  C  C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    ...file, outcome: 'unknown',
    remedy: /the disk is not full/, afterwards: /write it again: .*old content or the new one, whole/,
  },
  'files saveFile': {
    codes: 'C  C  C  C  C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    ...file, outcome: 'unchanged', remedy: /nothing was changed/, afterwards: /then try again/,
  },
  'files putTree': {
    codes: 'C  C  C  C  C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    ...file, outcome: 'unknown',
    remedy: /the disk is not full/, afterwards: /Put it again: it goes on with what has arrived/,
  },
  'sshd inspect': {
    codes: 'C  C  C  C  C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    ...sshd, outcome: 'unchanged', afterwards: /then try again/,
  },
  'sshd readTrust': {
    codes: 'C  C  C  C  C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    ...sshd, outcome: 'unchanged', afterwards: /then try again/,
  },
  'sshd makeKeys': {
    codes: 'C  C  C  C  C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    ...sshd, outcome: 'unknown', afterwards: /keys that were made are kept/,
  },
  'sshd start': {
    codes: 'C  C  C  C  C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    ...sshd, outcome: 'unknown', afterwards: /an sshd that was started is left alone/,
  },
  'detach start': {
    codes: 'C  C  C  C  T  T  A  L  C  T  N+ T  A  L  T  A  C  H+ S  C',
    ...detached, outcome: 'unknown', afterwards: /look in the list of detached commands/,
  },
  'detach stop': {
    codes: 'C  C  C  C  T+ T+ A  L+ C+ T+ N+ T+ A  L+ T+ A  C+ H+ S  C',
    ...detached, outcome: 'unknown', afterwards: /stop it again/,
  },
  'detach forget': {
    codes: 'C  C  C  C  T+ T+ A  L+ C+ T+ N+ T+ A  L+ T+ A  C+ H+ S  C',
    ...detached, outcome: 'unknown', afterwards: /forget it again/,
  },
  'detach list': {
    codes: 'C  C  C  C  T+ T+ A  L+ C+ T+ N+ T+ A  L+ T+ A  C+ H+ S  C',
    ...detached, outcome: 'unchanged', afterwards: /list them again/,
  },
  'detach wait': {
    codes: 'C  C  C  C  T+ T+ A  L+ C+ T+ N+ T+ A  L+ T+ A  C+ H+ S  C',
    ...detached, outcome: 'unchanged',
    remedy: /Nothing was done to the command: wait again/, afterwards: /Nothing was done to the command: wait again/,
  },
  'lifetime/execute/claims claim': {
    codes: 'C+ C+ C+ C+ C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    ...inside, outcome: 'unknown', remedy: /free space of its disk/, afterwards: /then try again/,
  },
  'lifetime/execute/claims commit': {
    codes: 'C+ C+ C+ C+ C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    ...inside, outcome: 'unknown', remedy: /free space of its disk/, afterwards: /then try again/,
  },
  'lifetime/execute/claims renew': {
    codes: 'C+ C+ C+ C+ C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    ...inside, outcome: 'unknown', remedy: /free space of its disk/, afterwards: /then try again/,
  },
  'lifetime/execute/claims unclaim': {
    codes: 'C+ C+ C+ C+ C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    ...inside, outcome: 'unknown', remedy: /free space of its disk/, afterwards: /then try again/,
  },
  'lifetime/execute/steps makeSources': {
    codes: 'C  C  C  C  C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    code: 'BERTH_LAUNCH_FAILED', kind: 'failed', outcome: 'unknown',
    remedy: /Make the folder as a user who may/, afterwards: /what is there is made once/,
  },
  'lifetime/observe readFacts': {
    codes: 'C  C  C  C  C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    ...looking, remedy: /sh, stat and date work/, afterwards: /what load it has, then try again/,
  },
  'program observe': {
    codes: 'C  C  C  C  C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    ...looking, remedy: /disk is not full, then try again/, afterwards: /then try again|the load of the host/,
  },
  'program inventory': {
    codes: 'C  C  C  C  C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    ...looking, remedy: /disk is not full, then try again/, afterwards: /then try again|the load of the host/,
  },
  'program partsRemoval': {
    codes: 'C  C  C  C  C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    code: 'BERTH_REMOVE_FAILED', kind: 'failed', outcome: 'unknown', remedy: /then run it again/, afterwards: /then run it again/,
  },
  'program list': {
    codes: 'C  C  C  C  C+ C+ A  C+ C+ C+ C+ C+ A  C+ C+ A  C+ H+ S  C',
    ...looking, remedy: /the engine/, afterwards: /the engine/,
  },
  'program ensureImage': {
    codes: 'C  C  C  C  C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    code: 'BERTH_IMAGE_UNAVAILABLE', kind: 'failed', outcome: 'unknown', remedy: /images/, afterwards: /images/,
  },
  'program lookForParts': {
    codes: 'C  C  C  C  C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    code: 'BERTH_IMAGE_UNAVAILABLE', kind: 'failed', outcome: 'unchanged',
    remedy: /its engine answers/, afterwards: /then try again/,
  },
  'program saveImage': {
    codes: 'C  C  C  C  C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    code: 'BERTH_IMAGE_UNAVAILABLE', kind: 'failed', outcome: 'unchanged', remedy: /images/, afterwards: /images/,
  },
  'program saveContainer': {
    codes: 'C  C  C  C  C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    code: 'BERTH_SAVE_FAILED', kind: 'failed', outcome: 'unchanged', remedy: /containers/, afterwards: /containers/,
  },
  'program loadParts': {
    codes: 'C  C  C  C  C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    code: 'BERTH_IMAGE_UNAVAILABLE', kind: 'failed', outcome: 'unknown', remedy: /images/, afterwards: /images/,
  },
  'program launch': {
    codes: 'C  U  U  U  U  U  A  U  U  U  C+ U  A  U  U  A  U  H+ S  C',
    code: 'BERTH_LAUNCH_FAILED', kind: 'failed', outcome: 'unknown', remedy: /containers/, afterwards: /containers/,
  },
  'program restart': {
    codes: 'C  C  C  C  C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    code: 'BERTH_RESTART_FAILED', kind: 'failed', outcome: 'unknown', remedy: /containers/, afterwards: /containers/,
  },
  'program remove': {
    codes: 'C  C  C  C  C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    code: 'BERTH_REMOVE_FAILED', kind: 'failed', outcome: 'unknown', remedy: /containers/, afterwards: /containers/,
  },
  'program exec': {
    codes: 'C  C  C  C  C  C  A  L  C  C  C+ C  A  L  C  A  C  H+ S  C',
    code: 'BERTH_EXEC_NOT_STARTED', kind: 'failed', outcome: 'unknown',
    remedy: /container is running/, afterwards: /container is running/,
  },
  'command begin': {
    codes: 'C+ C+ C+ C+ T  T  A  L  C  T  C+ T  A  L  T  A  C  H+ S  C',
    code: 'BERTH_EXEC_NOT_STARTED', kind: 'failed', outcome: 'unknown',
    remedy: /Nothing was run: mend the cause/, afterwards: /look at what it did|the load of the host/,
  },
  'cluster/exec runCommand': {
    codes: 'C  C  C  C  T  T  A  L  C  T  N+ T  A  L  T  A  C  H+ S  C',
    code: 'BERTH_COMMAND_FAILED', kind: 'failed', outcome: 'unknown', remedy: null, afterwards: null,
  },
  'cluster/mpi prepare': {
    codes: 'C  C  C  C  C+ C+ A  L+ C+ C+ N+ C+ A  L+ C+ A  C+ H+ S  C',
    code: 'BERTH_MPI_UNUSABLE', kind: 'failed', outcome: 'unknown',
    remedy: /a folder for programs/, afterwards: /then try again/,
  },
  'cluster/mpi startDaemon': {
    codes: 'C  C  C  C  T  T  A  L  C  T  C+ T  A  L  T  A  C  H+ S  C',
    code: 'BERTH_MPI_LAUNCH_FAILED', kind: 'failed', outcome: 'unknown',
    remedy: /the same MPI, in the same place/, afterwards: /then run it again/,
  },
  'cluster/mpi run': {
    codes: 'C  C  C  C  T  T  A  L  C  T  N+ T  A  L  T  A  C  H+ S  C',
    code: 'BERTH_COMMAND_FAILED', kind: 'failed', outcome: 'unknown', remedy: null, afterwards: null,
  },
  'cluster/mpi sweep': {
    codes: 'C  C  C  C  C+ C+ A  L+ C+ C+ C+ C+ A  L+ C+ A  C+ H+ S  C',
    code: 'BERTH_MPI_LAUNCH_FAILED', kind: 'failed', outcome: 'unknown',
    remedy: /end it/, afterwards: /look what runs in its container/,
  },
  'provision provision': {
    codes: 'C  C  C  C  C  C  A  L  C  C  C+ C  A  L  C  A  C  H+ S  C',
    code: 'BERTH_PROVISION_FAILED', kind: 'failed', outcome: 'unknown',
    remedy: /Mend what the output shows/, afterwards: /the marker in the container tells|Mend what the output shows/,
  },
}

/** Endings of which nobody saw what they left. */
const unseen: ReadonlySet<EndingName> = new Set([
  'timeout',
  'idle',
  'lost',
  'end not told',
  'late and not ended',
  'late before it started',
  'lost before it started',
  'late, and may have run',
  'may have run',
])

/** What only a rejection says: its own reason and remedy go on. */
const toldByExec: ReadonlySet<EndingName> = new Set([
  'not started',
  'host out of reach',
  'connection closed',
  'container not running',
])

const named = Object.entries(table) as readonly [OperationName, Row][]
const cases = named.flatMap(([name, row]) => {
  const codes = row.codes.split(/ +/)
  return (Object.keys(endings) as EndingName[]).map((ending, index) => ({
    name,
    ending,
    row,
    cell: codes[index] ?? '',
  }))
})

function operation(name: string): Operation {
  const declared = declaredOperations.get(name)
  if (declared === undefined) throw new TypeError(`There is no operation ${name}`)
  return operationOn('h1', declared, 'it')
}

describe('the table of endings', () => {
  it('has a row for every operation, and a letter for every ending', () => {
    expect(Object.keys(table).toSorted()).toEqual([...declaredOperations.keys()].toSorted())
    const letterCounts = named.map(([name, { codes }]) => [name, codes.split(/ +/).length])
    expect(letterCounts).toEqual(named.map(([name]) => [name, Object.keys(endings).length]))
  })

  it('has the operations of every room: they are declared in files of one name, and nowhere else', () => {
    const source = new URL('../../../src/', import.meta.url)
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
    const declaring = files.filter((path) => /\bafterwards: /.test(readFileSync(new URL(path, source), 'utf8')))
    const ofRooms = Object.keys(rooms).map((room) =>
      room === 'program' ? 'program/runtime-operations.ts' : `${room}/operations.ts`,
    )
    // But for the type itself, and its use.
    expect(declaring.filter((path) => !/^command\/operation\//.test(path)).toSorted()).toEqual(ofRooms.toSorted())
  })

  it.each(cases)('$name, $ending: $cell', ({ name, ending, row, cell }) => {
    const error = endingError(endings[ending], operation(name))
    const [code, ownKind] = cell.startsWith('C') ? [row.code, row.kind] : (letters[cell.charAt(0)] ?? [])
    // The trouble is that of the cause too, and a lost connection has the word.
    const kind = ending === 'lost before it started' ? 'unreachable' : ownKind
    const isAsItWas = 'HS'.includes(cell.charAt(0))
    expect(error).toMatchObject({ code, kind, retryable: cell.endsWith('+'), host: 'h1' })
    expect(error?.operation).toBe(isAsItWas ? 'exec' : operation(name).operation)
  })

  it.each(cases)('$name, $ending: says what is known, and what to do', ({ name, ending, row }) => {
    const error = endingError(endings[ending], operation(name))
    if (toldByExec.has(ending)) {
      expect([error?.reason, error?.remedy]).toEqual(['as seen', 'As told.'])
      return
    }
    const message = `${error?.reason} ${error?.remedy}`
    if (unseen.has(ending)) {
      const isOpen = row.outcome === 'unknown'
      if (isOpen) expect(message).not.toMatch(/nothing was changed/i)
      else expect(error?.reason).toMatch(/nothing was changed$|nothing was changed: what it said$/)
      if (isOpen && ending.startsWith('lost')) expect(error?.reason).toMatch(/unknown|may have run/)
      expectRemedy(error, row.afterwards)
    } else if (ending.startsWith('abort')) {
      const isOpen = ending === 'aborted, and may have run' && !mayBeRepeated(row)
      expect(error?.reason).toMatch(
        ending === 'abort' ? /abort/ : isOpen ? /^as seen; the outcome is unknown$/ : /^as seen$/,
      )
      expect(message).not.toMatch(/nothing was changed/i)
      // Who aborted needs no advice, but to find out what became of what is not to be done twice.
      expectRemedy(error, ending !== 'aborted before it started' && !mayBeRepeated(row) ? row.afterwards : null)
    } else expectRemedy(error, row.remedy)
  })

  it.each([...declaredOperations.keys()])('%s: an exit with 0 and the whole answer is no error', (name) => {
    expect(endingError({ ...program, exitCode: 0 }, operation(name))).toBeNull()
  })
})

function mayBeRepeated({ codes }: Row): boolean {
  return (codes.split(/ +/)[Object.keys(endings).indexOf('lost')] ?? '').endsWith('+')
}

function expectRemedy(error: BerthError | null, remedy: RegExp | null): void {
  if (remedy === null) expect(error?.remedy).toBeUndefined()
  else expect(error?.remedy).toMatch(remedy)
}

describe('endingError', () => {
  const asked: Operation = {
    host: 'h1',
    operation: 'look',
    code: 'BERTH_PROBE_UNTRUSTED',
    afterwards: 'Look yourself.',
  }

  it.each([
    ['exit 9', 'what it said'],
    ['exit 137', 'it failed, ended by signal 9; the outcome is unknown: what it said'],
    ['signal', 'it failed, ended by SIGKILL; the outcome is unknown: what it said'],
    ['cut short', 'the answer is incomplete'],
    ['timeout', 'not done after 61 s, and was ended; the outcome is unknown: what it said'],
    ['idle', 'silent for too long, and was ended; the outcome is unknown: what it said'],
    ['abort', 'aborted; the outcome is unknown: what it said'],
    ['lost', 'the connection was lost meanwhile; the outcome is unknown: what it said'],
    [
      'end not told',
      'its end was not told: its container, or the engine, went away meanwhile; it may still run (process 42 there); the outcome is unknown: what it said',
    ],
    [
      'late and not ended',
      'not done after 61 s, and could not be seen to be ended; it may still run; the outcome is unknown: what it said',
    ],
    ['lost before it started', 'as seen; the outcome is unknown'],
  ] as const)('says of %s: %s', (ending, reason) => {
    expect(endingError(endings[ending], asked)?.reason).toBe(reason)
  })

  it.each([
    [{ exitCode: 9 }, 'it failed without a word, with exit code 9'],
    [{ endedBy: 'signal', signal: 'SIGTERM' }, 'it failed without a word, ended by SIGTERM; nothing was changed'],
    [{ endedBy: 'timeout', duration: 1234 }, 'not done after 1.2 s, and was ended; nothing was changed'],
    [{ endedBy: 'abort' }, 'aborted'],
    [
      { endedBy: 'abort', mayStillRun: { because: 'not ended', process: 7, processes: [] } },
      'aborted, and could not be seen to be ended; it may still run (process 7 there); nothing was changed',
    ],
    [
      {
        endedBy: 'abort',
        mayStillRun: {
          because: 'not ended',
          process: 7,
          processes: [
            { process: 8, command: 'sleep', user: 'root' },
            { process: 9, command: null, user: null },
          ],
        },
      },
      'aborted, and could not be seen to be ended; left there and maybe running on: process 8 (sleep, user root), process 9; nothing was changed',
    ],
  ] as const)('says of a program without a word that changes nothing, %o: %s', (how, reason) => {
    const silent = { ...program, ...how, stderr: '' }
    expect(endingError(silent, { ...asked, effect: 'none' })?.reason).toBe(reason)
  })

  it('says of a link that was lost before anything was run neither that the outcome is open, nor another code', () => {
    const error = endingError(rejection('BERTH_CONNECTION_LOST', true), { ...asked, unknown: 'BERTH_LAUNCH_UNKNOWN' })
    expect(error).toMatchObject({
      code: 'BERTH_CONNECTION_LOST',
      reason: 'as seen',
      remedy: 'As told.',
      retryable: true,
    })
    expect(error?.operation).toBe(asked.operation)
  })

  it('takes the remedy of an exit code that has one', () => {
    const remedies = { 9: 'Do it otherwise.' }
    const remedyOf = (exitCode: number) =>
      endingError({ ...program, exitCode }, { ...asked, remedy: 'Mend it.', remedies })?.remedy
    expect([remedyOf(9), remedyOf(8)]).toEqual(['Do it otherwise.', 'Mend it.'])
  })

  it('keeps the reason of an abort, and the rejection, as the cause', () => {
    expect(endingError(endings.abort, asked)?.cause).toBe('whoever aborts')
    const early = endings['not started']
    expect(endingError(early, asked)?.cause).toBe('error' in early ? early.error : null)
  })

  it("leaves an error of the operation's own code as it is: what a source of input said, say", () => {
    const error = new BerthError({ code: asked.code, operation: 'read a file on this machine', message: 'changed' })
    expect(endingError({ endedBy: 'not seen to start', error }, asked)).toBe(error)
  })
})
