import type { OutputStream } from '../contract/index.js'
import type { ProgramListener } from '../program/reports/report-lines.js'

/**
 * Tells of the beginnings of work, then passes on the engine's own lines: the lines of standard output that belong to a
 * beginning, or all of standard error.
 */
export function imageProgress(
  beginnings: Readonly<Record<string, string>>,
  progressOn: OutputStream,
  onProgress: (message: string) => void,
): ProgramListener {
  let begun = false
  return {
    onReport: (word) => {
      const message = Object.hasOwn(beginnings, word) ? beginnings[word] : undefined
      begun = message !== undefined
      if (message !== undefined) onProgress(message)
    },
    onLine: (line, stream) => {
      if (stream === progressOn && (stream === 'stderr' || begun)) onProgress(line)
    },
  }
}
