import type { EnsureImageOptions } from '../contract/index.js'
import type { ProgramListener } from '../program/reports/report-lines.js'
import { ownMessage } from './own-message.js'
import type { ImagePart } from './runtime-parts.js'

/** Warns of each line of the reports that stand for warnings. */
export function imageWarnings<Source>(
  { warnings = () => ({}) }: Pick<ImagePart<never, Source>, 'warnings'>,
  source: Source,
  onWarning: NonNullable<EnsureImageOptions['onWarning']>,
): ProgramListener {
  const words = warnings(source)
  let warning: ((line: string) => string) | undefined
  return {
    onReport: (word) => {
      warning = ownMessage(words, word)
    },
    onLine: (line, stream) => {
      if (warning !== undefined && stream === 'stdout') onWarning(warning(line))
    },
  }
}

/** Lets two listeners hear the same. */
export function both(one: ProgramListener, other: ProgramListener): ProgramListener {
  return {
    onReport: (word) => {
      one.onReport?.(word)
      other.onReport?.(word)
    },
    onLine: (line, stream) => {
      one.onLine?.(line, stream)
      other.onLine?.(line, stream)
    },
  }
}
