import type { ClusterContainerExecOptions } from '@berth/core'
import type { TextSink } from '../environment.js'

/** Ends the command when nobody reads its lines any more (`| head -1`), unless files get them too. */
export function whileRead(stdout: Pick<TextSink, 'on'>, how: ClusterContainerExecOptions): ClusterContainerExecOptions {
  if (how.outputDir !== undefined) return how
  const unread = new AbortController()
  stdout.on?.('close', () => unread.abort(new Error('nobody reads the output any more')))
  return { ...how, signal: AbortSignal.any([unread.signal, ...(how.signal ? [how.signal] : [])]) }
}
