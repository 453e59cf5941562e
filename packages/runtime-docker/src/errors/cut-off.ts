/**
 * What the engine's command says of an engine that went away, or fell silent, while it was asked: that engine may have
 * done its work, or do it yet.
 */
export const cutOff: RegExp =
  /error during connect|unexpected EOF|: EOF$|connection reset|broken pipe|i\/o timeout|context deadline exceeded|context canceled/im
