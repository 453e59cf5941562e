import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, expect, it } from 'vitest'
import { berthOver, lab } from '../../lifetime/berth-over.js'

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

const lines = ['one\n', 'two\n', 'three\n']

async function* pieces(): AsyncGenerator<Uint8Array> {
  for (const line of lines) yield Buffer.from(line)
}

async function inputFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-stdin-'))
  folders.push(folder)
  await writeFile(join(folder, 'input'), lines.join(''))
  return join(folder, 'input')
}

it('gives every host all of a text, of bytes, of a source, of a stream and of a file', async () => {
  const { cluster } = berthOver(lab(['a', 'b', 'c']))
  await cluster.up()
  const file = await inputFile()
  const all = lines.join('')
  for (const stdin of [
    all,
    Buffer.from(all),
    pieces(),
    Readable.from(lines.map((line) => Buffer.from(line))),
    { file },
  ])
    for (const { stdout } of (await cluster.exec('cat; echo end', { stdin })).throwIfFailed())
      expect(stdout).toBe(`${all}end\n`)
})

it('goes on with the others where one host reads nothing, and ends though the source never does', async () => {
  const { cluster } = berthOver(lab(['a', 'b']))
  await cluster.up()
  const idle = new Readable({ read: () => undefined })
  idle.push('first\n')
  const results = await cluster.exec('[ "$(hostname)" = a ] || { read -r line; echo "$line"; }', { stdin: idle })
  expect([...results.throwIfFailed()].map(({ stdout }) => stdout)).toEqual(['', 'first\n'])
  expect(idle.destroyed).toBe(true)
})

it('runs nothing where the file cannot be read', async () => {
  const { cluster } = berthOver(lab(['a', 'b']))
  await cluster.up()
  for (const file of [join(tmpdir(), 'berth-no-such-file'), tmpdir()])
    await expect(cluster.exec('touch /ran', { stdin: { file } })).rejects.toMatchObject({ code: 'BERTH_FILE_FAILED' })
  const ran = await cluster.exec('[ -e /ran ]')
  expect([...ran].map(({ exitCode }) => exitCode)).toEqual([1, 1])
})

it('leaves the output of an earlier command alone where the input is not there', async () => {
  const { cluster } = berthOver(lab(['a']))
  await cluster.up()
  const folder = dirname(await inputFile())
  await writeFile(join(folder, 'a.stdout'), 'earlier')
  const call = cluster.exec('cat', { outputDir: folder, stdin: { file: join(folder, 'none') } })
  await expect(call).rejects.toMatchObject({ code: 'BERTH_FILE_FAILED' })
  expect(await readFile(join(folder, 'a.stdout'), 'utf8')).toBe('earlier')
})

it('lets the input go where no output can be kept', async () => {
  const { cluster } = berthOver(lab(['a']))
  await cluster.up()
  const stdin = Readable.from(['x'])
  const call = cluster.exec('cat', { outputDir: await inputFile(), stdin })
  await expect(call).rejects.toMatchObject({ code: 'BERTH_FILE_FAILED' })
  expect(stdin.destroyed).toBe(true)
})

it('reads a file anew for each host that waits: one that is gone by then fails there, and nothing stays open', async () => {
  const memory = lab(['a', 'b', 'c'])
  const { cluster } = berthOver(memory)
  await cluster.up()
  const file = await inputFile()
  const call = { stdin: { file }, parallel: 1 }
  await cluster.exec('true', call)
  const open = await Promise.all(
    (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
  )
  expect(open).not.toContain(file)
  memory.fail('a', 'exec', () => rm(file))
  const results = await cluster.exec('cat', call)
  expect(['b', 'c'].map((host) => results.get(host).error?.code)).toEqual(['BERTH_FILE_FAILED', 'BERTH_FILE_FAILED'])
})
