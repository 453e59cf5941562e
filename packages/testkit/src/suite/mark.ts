import { randomInt } from 'node:crypto'

/**
 * Some four minutes in seconds, never the same twice: an argument of `sleep` by which the processes of one test are known from all others, and
 * that end by themselves if an adapter leaves them behind.
 */
export function newMark(): string {
  return `240.${randomInt(100_000_000, 999_999_999)}`
}
