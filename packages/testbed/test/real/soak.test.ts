import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { expect } from 'vitest'
import { describeReal, realTest as test } from '../real-test.js'

const main = fileURLToPath(new URL('../../dist/soak/main.js', import.meta.url))

/** Whatever hangs: the soak is interrupted, takes its hosts down, and is over before the test is. */
const ends = { timeout: 360_000, killSignal: 'SIGINT', forceKillAfterDelay: 30_000 } as const

describeReal('a brief soak of three rounds on three hosts', () => {
  test('leaves nothing behind, and does not grow', { timeout: 420_000 }, async () => {
    const words = [main, '--hosts', '3', '--rounds', '3', '--brief', '--json']
    const { exitCode, stdout, stderr } = await execa(process.execPath, words, { ...ends, reject: false })
    expect(exitCode, `${stderr}\n${stdout}`).toBe(0)
    const { rounds, findings } = JSON.parse(stdout) as { rounds: { commands: number }[]; findings: string[] }
    expect(findings).toEqual([])
    expect(new Set(rounds.map(({ commands }) => commands)).size).toBe(1)
    expect(rounds).toHaveLength(3)
  })
})
