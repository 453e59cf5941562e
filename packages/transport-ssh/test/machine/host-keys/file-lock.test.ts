import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { buildPackages } from '../../../../testbed/test/tiers/build-packages.js'

const built = new URL('../../../dist/host-keys/file-lock.js', import.meta.url)

/**
 * A process that takes the lock again and again, on a file system that is slow now and then, so that others get between
 * its steps. Who has the lock makes a file that must not be there, unless its maker died with the lock.
 */
const program = `
  import { readFileSync, rmSync, writeFileSync } from 'node:fs'
  import promises from 'node:fs/promises'
  import { syncBuiltinESMExports } from 'node:module'
  import { setTimeout as delay } from 'node:timers/promises'
  for (const name of ['link', 'rm']) {
    const step = promises[name]
    promises[name] = async (...words) => {
      await delay(Math.random() * 100)
      return step(...words)
    }
  }
  syncBuiltinESMExports()
  const { withFileLock } = await import(${JSON.stringify(built.href)})
  const [lock, inside] = process.argv.slice(1)
  // One that was killed and that nobody has waited for yet does not live.
  const lives = (pid) => {
    try { return !/\\) [ZX] /.test(readFileSync('/proc/' + pid + '/stat', 'utf8')) } catch { return false }
  }
  for (;;) {
    await withFileLock(lock, async () => {
      let other
      try { other = Number(readFileSync(inside, 'utf8')) } catch {}
      if (other > 0 && other !== process.pid && lives(other)) console.log('two holders')
      writeFileSync(inside, String(process.pid))
      await delay(Math.random() * 80)
      const still = Number(readFileSync(inside, 'utf8'))
      if (still !== process.pid) console.log('two holders')
      rmSync(inside, { force: true })
    })
    console.log('done')
  }
`

let folder: string
const children = new Set<ChildProcess>()
beforeEach(async () => {
  await buildPackages()
  folder = mkdtempSync(join(tmpdir(), 'berth-lock-'))
})
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

it('the lock has one holder at a time, however many of its holders are killed', async () => {
  const [lock, inside] = [join(folder, 'lock'), join(folder, 'inside')]
  const said: string[] = []
  const start = (): void => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', program, lock, inside], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    child.stdout.setEncoding('utf8').on('data', (text: string) => said.push(...text.trim().split('\n')))
    children.add(child)
    child.once('exit', () => children.delete(child))
  }
  const holder = (): ChildProcess | undefined => {
    try {
      const pid = Number(readFileSync(inside, 'utf8'))
      return [...children].find((child) => child.pid === pid)
    } catch {
      return undefined
    }
  }
  for (let index = 0; index < 6; index += 1) start()
  for (let kills = 0; kills < 10; ) {
    const child = holder()
    if (child?.kill('SIGKILL')) {
      kills += 1
      start()
      // The others go on, and may get in each other's way.
      const before = said.length
      while (said.length < before + 3) await delay(20)
    }
    await delay(10)
  }
  expect(said.filter((line) => line !== 'done')).toEqual([])
})

/** Whether this process may make containers of its own kind. */
const canUnshare = spawnSync('unshare', ['--pid', '--fork', '--mount-proc', 'true']).status === 0

it.runIf(canUnshare)('the lock of the first process of a container that has ended does not stop its next start', () => {
  const lock = join(folder, 'lock')
  const inContainer = (ending: string): string => {
    const one = `
      import { withFileLock } from ${JSON.stringify(built.href)}
      await withFileLock(process.argv[1], async () => {
        console.log('had by ' + process.pid)
        ${ending}
      })
    `
    const words = ['--pid', '--fork', '--mount-proc', process.execPath, '--input-type=module', '-e', one, lock]
    return spawnSync('unshare', words, { encoding: 'utf8' }).stdout
  }
  expect(inContainer('process.exit(1)')).toBe('had by 1\n')
  expect(inContainer('')).toBe('had by 1\n')
  expect(readdirSync(folder)).toEqual([])
})
