import { test } from 'vitest'
import { realTest } from '../real-test.js'

/**
 * A test that runs a declared command as it is printed. The first word is the command's id, by which the page of all
 * commands finds the test.
 */
export function runsRemedy(id: string, what: string, body: () => Promise<void>): void {
  test(`${id}: ${what}`, body)
}

/** The same for a test that needs real hosts: see {@link runsRemedy}. */
export const onRealHosts = {
  runsRemedy(id: string, what: string, body: () => Promise<void>): void {
    realTest(`${id}: ${what}`, body)
  },
} as const
