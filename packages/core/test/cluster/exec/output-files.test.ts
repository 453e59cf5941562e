import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as immediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { execEach, type HostExec } from '../../../src/cluster/exec/exec-each.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-output-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const ended = { exitCode: 0, signal: null, endedBy: 'exit', stderr: '', truncated: false, duration: 1 } as const

/** Prints its host's name in pieces, the first on standard error. */
const printing: HostExec = async (host, { onOutput }) => {
  await onOutput?.('stderr', Buffer.from('first'))
  for (const character of host) await onOutput?.('stdout', Buffer.from(character))
  return { host, stdout: '', ...ended }
}

describe('the output folder', () => {
  it("gets each host's whole output, and the listener gets it too", async () => {
    const outputDir = join(folder, 'new', 'logs')
    const heard: string[] = []
    const hosts = ['gpu1', 'fe80::1']
    await execEach(
      hosts,
      'run',
      { outputDir, onOutput: (host, stream) => void heard.push(`${host} ${stream}`) },
      printing,
    )
    expect((await readdir(outputDir)).sort()).toEqual(
      hosts.flatMap((host) => [`${host}.stderr`, `${host}.stdout`]).sort(),
    )
    for (const host of hosts) {
      expect(await readFile(join(outputDir, `${host}.stdout`), 'utf8')).toBe(host)
      expect(await readFile(join(outputDir, `${host}.stderr`), 'utf8')).toBe('first')
    }
    expect(new Set(heard)).toEqual(new Set(['gpu1 stdout', 'gpu1 stderr', 'fe80::1 stdout', 'fe80::1 stderr']))
  })

  it('forgets what an earlier command left', async () => {
    await writeFile(join(folder, 'a.stdout'), 'old')
    const silent: HostExec = async (host) => ({ host, stdout: '', ...ended })
    await execEach(['a'], 'run', { outputDir: folder }, silent)
    expect(await readFile(join(folder, 'a.stdout'), 'utf8')).toBe('')
  })

  it('that cannot be made is an error before anything runs', async () => {
    const outputDir = join(folder, 'file', 'logs')
    await writeFile(join(folder, 'file'), '')
    let ran = 0
    const counting: HostExec = async (host) => {
      ran += 1
      return { host, stdout: '', ...ended }
    }
    await expect(execEach(['a'], 'run', { outputDir }, counting)).rejects.toMatchObject({ code: 'BERTH_FILE_FAILED' })
    expect(ran).toBe(0)
  })

  it('that goes away fails the host that writes, by name', async () => {
    const removing: HostExec = async (host, { onOutput }) => {
      await rm(folder, { recursive: true, force: true })
      await onOutput?.('stdout', Buffer.from('x'))
      return { host, stdout: '', ...ended }
    }
    const results = await execEach(['a'], 'run', { outputDir: folder }, removing)
    expect(results.get('a').error).toMatchObject({ code: 'BERTH_FILE_FAILED', host: 'a' })
  })

  it('fails the host too whose file was given up long before the command ended', async () => {
    const going: HostExec = async (_host, { onOutput }) => {
      await rm(folder, { recursive: true, force: true })
      for (;;) {
        await onOutput?.('stdout', Buffer.from('x'))
        await immediate()
      }
    }
    const results = await execEach(['a'], 'run', { outputDir: folder }, going)
    expect(results.get('a').error).toMatchObject({ code: 'BERTH_FILE_FAILED', host: 'a' })
  })
})

describe('what is kept for the results', () => {
  it.each([
    [1, 1024 * 1024],
    [256, 1024 * 1024],
    [1024, 256 * 1024],
  ])('of each of %i hosts is bounded over all of them', async (count, expected) => {
    const limits = new Set<number | undefined>()
    const noting: HostExec = async (host, { maxOutput }) => {
      limits.add(maxOutput)
      return { host, stdout: '', ...ended }
    }
    const hosts = Array.from({ length: count }, (_, index) => `h${index}`)
    await execEach(hosts, 'run', {}, noting)
    expect(limits).toEqual(new Set([expected]))
  })
})
