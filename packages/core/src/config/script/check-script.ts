import type { Remedy } from '../../errors/remedies/remedy.js'
import { isUtf16 } from '../parse/is-utf16.js'
import { type InterpreterLine, interpreterLine } from './interpreter-line.js'
import { copyAsUtf8, copyProgram, mendLineEnds } from './mend-script.js'
import { endsOfLines, scriptText } from './script-text.js'

/** Longest setup script, in raw bytes: it travels in a command line, whose length the kernel limits. */
export const setupScriptLimit = 16_384

/** Why bytes are no setup script, and what to do. */
export interface ScriptProblem {
  /** Follows the name of the file; says the line where there is one to look at. */
  readonly reason: string
  /** Where it ends with a command, that mends the file in place. */
  readonly remedy: Remedy
}

/** What the bytes of a file are as a setup script. */
export type CheckedScript =
  | {
      readonly is: 'script'
      /** What bash runs. */
      readonly text: Buffer
      /** Options of bash, with blanks between; empty for none. */
      readonly options: string
    }
  | { readonly is: 'problem'; readonly problem: ScriptProblem }

/**
 * Whether the bytes of a file are a setup script, or what keeps them from being one. A byte-order mark, and
 * line ends of Windows on every line, are no problem: see {@link scriptText}.
 */
export function checkScript(bytes: Uint8Array, file: string): CheckedScript {
  const text = scriptText(bytes)
  const problem = textProblem(bytes, text, file)
  if (problem !== null) return { is: 'problem', problem }
  const line = interpreterLine(text)
  switch (line.runs) {
    case 'bash':
      return { is: 'script', text, options: line.options }
    case 'another':
    case 'bash with more':
      return { is: 'problem', problem: interpreterProblem(line) }
    default:
      return line satisfies never
  }
}

function textProblem(bytes: Uint8Array, text: Buffer, file: string): ScriptProblem | null {
  if (text.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)))
    return { reason: 'is empty', remedy: 'Write what should run, or set setup_script to false for none.' }
  if (bytes.length > setupScriptLimit) {
    return {
      reason: `has ${bytes.length} bytes; the limit is ${setupScriptLimit}`,
      remedy:
        'Put the bulk into the image, or into a file on a volume or a server that a short script runs or fetches.',
    }
  }
  return encodingProblem(bytes, file) ?? lineEndProblem(text, file)
}

function encodingProblem(bytes: Uint8Array, file: string): ScriptProblem | null {
  if (isUtf16(bytes)) {
    return {
      reason: 'is UTF-16 from line 1 on, which bash does not read',
      remedy: ['Make a copy that is UTF-8, and name that in setup_script.', copyAsUtf8({ program: copyProgram, file })],
    }
  }
  const nul = bytes.indexOf(0)
  if (nul === -1) return null
  return {
    reason: `holds a NUL byte at offset ${nul}, on line ${lineAt(bytes, nul)}, so it is no text`,
    remedy: 'Name a bash script, not a program.',
  }
}

function lineEndProblem(text: Buffer, file: string): ScriptProblem | null {
  const { newlines, afterReturns, firstReturn } = endsOfLines(text)
  if (newlines === 0 && firstReturn !== -1) {
    return {
      reason: 'ends its lines with carriage returns alone, so that bash takes it for line 1 and nothing else',
      remedy: ['Give it line ends.', mendLineEnds({ edit: 's/\\r/\\n/g', file })],
    }
  }
  if (afterReturns === 0) return null
  const at = text.indexOf('\r\n')
  return {
    reason: `ends line ${lineAt(text, at)} with a carriage return, which bash takes for a part of the line, and not every line`,
    remedy: ['Take the carriage returns off the line ends.', mendLineEnds({ edit: 's/\\r$//', file })],
  }
}

function interpreterProblem(line: Exclude<InterpreterLine, { readonly runs: 'bash' }>): ScriptProblem {
  switch (line.runs) {
    case 'another':
      return {
        reason: `names ${line.interpreter} on line 1, and setup scripts are run by bash`,
        remedy: `Let a script for bash run it, as with: ${line.interpreter} <<'END'`,
      }
    case 'bash with more':
      return {
        reason: `has "${line.words}" on line 1, which Berth cannot give to bash`,
        remedy: 'Leave that out of line 1; "set" in the script takes the other options.',
      }
    default:
      return line satisfies never
  }
}

/** The number of the line of an offset. */
function lineAt(bytes: Uint8Array, offset: number): number {
  return bytes.subarray(0, offset).filter((byte) => byte === 0x0a).length + 1
}
