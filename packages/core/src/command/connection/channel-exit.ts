/**
 * How a command line ended. `whole`: the other side's own end of the channel was seen, behind all that was printed, and
 * the exit was told. Otherwise the channel was cut, and whatever was told of an exit before says nothing: output may be
 * missing. It was cut because the connection was lost, unless it says another reason.
 */
export type ChannelExit =
  | { readonly whole: true; readonly exitCode: number; readonly signal: null }
  | { readonly whole: true; readonly exitCode: null; readonly signal: string }
  | { readonly whole: false; readonly exitCode: null; readonly signal: null; readonly because?: 'sent too much' }

/** What a transport saw of the end of a channel. */
export interface SeenExit {
  /** Whether the other side's own end of the channel was seen, and both streams were read to their end. */
  readonly whole: boolean
  readonly exitCode?: number | null | undefined
  /** Name of the signal: `SIGKILL`. */
  readonly signal?: string | null | undefined
}

/** A channel that was cut. */
export const cutExit: ChannelExit = { whole: false, exitCode: null, signal: null }

/** A channel that this side cut, as the host sent more than it may. */
export const tooMuchSent: ChannelExit = { ...cutExit, because: 'sent too much' }

/** How a command line ended, of what a transport saw: an exit that was told before a cut is none. */
export function channelExit({ whole, exitCode = null, signal = null }: SeenExit): ChannelExit {
  if (!whole) return cutExit
  if (exitCode !== null) return { whole, exitCode, signal: null }
  return signal === null ? cutExit : { whole, exitCode: null, signal }
}
