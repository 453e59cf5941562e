import type { EnsureImageOptions } from '../contract/index.js'
import type { ProgramAnswer } from '../program/ask-for-reports.js'
import type { ProgramListener } from '../program/reports/report-lines.js'
import { ownMessage } from './own-message.js'
import { PulledLayers } from './pulled-layers.js'
import type { ImagePart } from './runtime-parts.js'

type ProgressPart<Source> = Pick<ImagePart<never, Source>, 'beginnings' | 'endings' | 'progressOn' | 'layer' | 'size'>

/** Tells of the work on an image: as it goes on, and once it is done. */
export interface ImageTeller extends ProgramListener {
  /** Tells of the end of the work, if there was any. */
  readonly done: (answer: ProgramAnswer) => void
}

/**
 * Tells of the beginnings of work, then passes on the engine's own lines: the lines of standard output that belong to a
 * beginning, or all of standard error; and at the end what was done.
 */
export function imageProgress<Source>(
  { beginnings, endings = () => ({}), progressOn, layer = () => null, size = () => null }: ProgressPart<Source>,
  source: Source,
  onProgress: NonNullable<EnsureImageOptions['onProgress']>,
): ImageTeller {
  const [begins, ends] = [beginnings(source), endings(source)]
  const layers = new PulledLayers()
  let begun = false
  let last = ''
  return {
    onReport: (word) => {
      const message = ownMessage(begins, word)
      begun = message !== undefined
      if (message === undefined) return
      last = word
      onProgress(message)
    },
    onLine: (line, stream) => {
      if (stream !== progressOn || !(stream === 'stderr' || begun)) return
      const seen = layer(line)
      if (seen !== null) layers.take(seen)
      onProgress(line, { engineLine: true, ...layers.progress() })
    },
    done: (answer) => {
      const message = ownMessage(ends, last)
      const bytes = size(answer)
      if (message !== undefined) onProgress(message, bytes === null ? {} : { bytes })
    },
  }
}
