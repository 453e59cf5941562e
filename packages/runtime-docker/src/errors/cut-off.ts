/**
 * Whether the engine's command says of its engine that it went away, or fell silent, while it was asked: that engine
 * may have done its work, or do it yet.
 */
export function wasCutOff(stderr: string): boolean {
  return cutOff.test(stderr)
}

const cutOff =
  /error during connect|unexpected EOF|: EOF$|connection reset|broken pipe|i\/o timeout|context deadline exceeded|context canceled/im
