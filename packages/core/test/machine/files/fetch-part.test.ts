import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { programs } from '../../../src/command/programs.generated.js'
import type { Arrival } from '../../../src/files/feeder.js'
import { fetchPart } from '../../../src/files/fetch-part.js'
import { discardCommand } from '../../../src/files/put-commands.js'
import { everyShell } from '../program/every-shell.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-fetch-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const size = 300_000
const content = Buffer.alloc(size, Buffer.from('a line\n\0'))

async function* untilAborted(signal: AbortSignal): AsyncGenerator<Uint8Array> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  yield new Uint8Array()
}

const arrivalOf = (id: string, offset: number): Arrival => ({
  key: 'k',
  where: { folder, id },
  name: 'part',
  size,
  offset,
})
const staged = (id: string): string => join(folder, `.berth-put-${id}`)
const has = (id: string): Buffer => readFileSync(join(staged(id), 'part'))
/** The number of the process that passes on, once it has written itself down. */
async function passingIn(id: string): Promise<string> {
  const name = await vi.waitUntil(() => readdirSync(staged(id)).find((each) => each.startsWith('passing.')), {
    timeout: 20_000,
  })
  return readFileSync(join(staged(id), name), 'utf8').split(' ')[0] ?? ''
}

const untilGone = (process: string): Promise<boolean> => {
  expect(Number(process)).toBeGreaterThan(1)
  return vi.waitUntil(() => !existsSync(`/proc/${process}`), { timeout: 20_000 })
}
const untilThere = (bytes: number): Promise<boolean> =>
  vi.waitUntil(() => existsSync(join(staged('to'), 'part')) && has('to').length >= bytes, { timeout: 20_000 })

function stage(id: string, bytes: number): void {
  mkdirSync(staged(id), { mode: 0o700 })
  writeFileSync(join(staged(id), 'part'), content.subarray(0, bytes))
}

/** A way to another host that is this machine, with a login shell that says something first. */
const words = ['sh', '-c', 'printf "welcome\\nto this"; eval "$1"', 'login']

everyShell(programs, ['files/fetch', 'files/pass-on', 'files/discard'], ({ container }) => {
  const fetch = (offset: number, options: { signal?: AbortSignal; way?: readonly string[] } = {}) => {
    const sizes: number[] = []
    const fetched = fetchPart(container, {
      ...{ arrival: arrivalOf('to', offset), source: arrivalOf('from', 0), words: options.way ?? words },
      report: (there) => void sizes.push(there),
      ...(options.signal && { signal: options.signal }),
    })
    return { fetched, sizes }
  }

  it('a host gets what another has, and what arrives there meanwhile, from where it was', async () => {
    stage('from', 100_000)
    stage('to', 40_000)
    const { fetched, sizes } = fetch(40_000)
    await untilThere(100_000)
    appendFileSync(join(staged('from'), 'part'), content.subarray(100_000, 250_000))
    await untilThere(250_000)
    await vi.waitUntil(() => sizes.includes(250_000), { timeout: 20_000 })
    appendFileSync(join(staged('from'), 'part'), content.subarray(250_000))
    expect(await fetched).toEqual({ there: size, said: '' })
    expect(has('to').equals(content)).toBe(true)
    expect(readdirSync(staged('from'))).toEqual(['part'])
  })

  it('what is passed on comes behind a line, and no more of it than is asked for', async () => {
    stage('from', size)
    const over = new AbortController()
    const words = [staged('from'), 'part', String(size - 20), String(size), 'line', 'id']
    const { stdout } = await container.exec(['sh', '-c', programs['files/pass-on'], 'berth-put-pass-on', ...words], {
      stdin: untilAborted(over.signal),
    })
    over.abort()
    expect(stdout).toBe(`\nline\n${content.subarray(size - 20)}`)
    expect(readdirSync(staged('from'))).toEqual(['part'])
  })

  it('what was not there yet is waited for, and what goes away there ends it', async () => {
    const { fetched } = fetch(0)
    await vi.waitUntil(() => existsSync(staged('to')), { timeout: 20_000 })
    stage('from', 70_000)
    await untilThere(70_000)
    rmSync(staged('from'), { recursive: true })
    expect(await fetched).toMatchObject({ there: 70_000 })
    expect(has('to').equals(content.subarray(0, 70_000))).toBe(true)
  })

  it('nothing is taken of a way that leads nowhere, and why is told', async () => {
    stage('to', 10)
    const { fetched } = fetch(10, { way: ['sh', '-c', 'echo noise; echo no way >&2; exit 255', 'login'] })
    expect(await fetched).toEqual({ there: 10, said: 'no way' })
    expect(has('to')).toHaveLength(10)
  })

  it('an abort ends it on both sides', async () => {
    stage('from', 10)
    const abort = new AbortController()
    const { fetched } = fetch(0, { signal: abort.signal })
    await untilThere(10)
    const passing = await passingIn('from')
    abort.abort()
    await expect(fetched).rejects.toMatchObject({ code: 'BERTH_ABORTED' })
    await untilGone(passing)
  })

  it('a side that nobody takes anything from is ended with what it passes on', async () => {
    stage('from', size)
    const abort = new AbortController()
    const { fetched } = fetch(0, { signal: abort.signal, way: ['sh', '-c', 'eval "$1" | sleep 60', 'login'] })
    const passing = await passingIn('from')
    await container.exec(discardCommand({ folder, id: 'from' }))
    await untilGone(passing)
    abort.abort()
    await expect(fetched).rejects.toMatchObject({ code: 'BERTH_ABORTED' })
  })
})
