import type { EnsureImageOptions, OutputStream } from '../contract/index.js'
import type { ProgramListener } from '../program/reports/report-lines.js'

/** What the reports of a program that makes an image present stand for. */
export interface ImageWords {
  /** The messages that tell of the beginning of work, by the word of the report that says so. */
  readonly beginnings: Readonly<Record<string, string>>
  /** The warnings that the lines of a report stand for, by the report's word. */
  readonly warnings: Readonly<Record<string, (line: string) => string>>
  /** Where the engine's own progress is. */
  readonly progressOn: OutputStream
}

/**
 * Tells of warnings and of the beginnings of work, then passes on the engine's own lines: the lines of standard output
 * that belong to a beginning, or all of standard error.
 */
export function imageProgress(
  { beginnings, warnings, progressOn }: ImageWords,
  { onProgress, onWarning }: Pick<EnsureImageOptions, 'onProgress' | 'onWarning'>,
): ProgramListener {
  let begun = false
  let warning: ((line: string) => string) | undefined
  return {
    onReport: (word) => {
      const message = own(beginnings, word)
      warning = own(warnings, word)
      begun = message !== undefined
      if (message !== undefined) onProgress?.(message)
    },
    onLine: (line, stream) => {
      if (warning !== undefined && stream === 'stdout') onWarning?.(warning(line))
      else if (stream === progressOn && (stream === 'stderr' || begun)) onProgress?.(line)
    },
  }
}

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
