import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { expect } from 'vitest'
import { describeReal, realTest as test } from '../real-test.js'

const main = fileURLToPath(new URL('../../dist/soak/main.js', import.meta.url))

describeReal('a brief soak of four rounds on eight hosts', () => {
  test('leaves nothing behind, and does not grow', { timeout: 400_000 }, async () => {
    const { exitCode, stdout, stderr } = await execa(process.execPath, [main, '--rounds', '4', '--brief', '--json'], {
      reject: false,
    })
    expect(exitCode, `${stderr}\n${stdout}`).toBe(0)
    const { rounds, findings } = JSON.parse(stdout) as { rounds: { commands: number }[]; findings: string[] }
    expect(findings).toEqual([])
    expect(new Set(rounds.map(({ commands }) => commands)).size).toBe(1)
    expect(rounds).toHaveLength(4)
  })
})
