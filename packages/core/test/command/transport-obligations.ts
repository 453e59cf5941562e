import { createHash, randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HostConnection } from '@berth/core/adapter'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, processesWith } from './processes.js'

/**
 * What every transport owes, whatever it is made of. The host must be this machine, so that what is left on it can be looked up from
 * outside. `connect` gives a new connection at each call.
 */
export function transportObligations(
  name: string,
  connect: () => Promise<HostConnection>,
  run: typeof describe | ReturnType<typeof describe.runIf> = describe,
): void {
  run(`obligations of the ${name} transport`, () => {
    let host: HostConnection
    beforeAll(async () => {
      host = await connect()
    })
    afterAll(() => host.close())

    /** A command that ignores SIGTERM in its tree, with children that left session and terminal; its processes carry the mark. */
    const sleeper = (mark: string): string => {
      const child = `sh -c 'trap "" TERM; sleep 300; : ${mark}'`
      return `trap '' TERM; setsid ${child} & nohup ${child} >/dev/null 2>&1 & ${child} & echo up; wait`
    }

    it.each([0, 1, 3, 125, 126, 127, 128, 137, 255])('returns exit code %i as a value', async (code) => {
      expect(await host.exec(`exit ${code}`)).toMatchObject({ exitCode: code, signal: null, endedBy: 'exit' })
      expect(await host.exec(`exit ${code}`, { timeout: 60_000 })).toMatchObject({ exitCode: code, endedBy: 'exit' })
    })

    it('returns each of hundreds of mixed exit codes', async () => {
      const codes = Array.from({ length: 300 }, (_, index) => (index * 37) % 256)
      const results = await Promise.all(
        codes.map((code) => host.exec(['sh', '-c', `echo out; echo err >&2; exit ${code}`])),
      )
      expect(results.map(({ exitCode }) => exitCode)).toEqual(codes)
      expect(new Set(results.map(({ stdout, stderr }) => stdout + stderr))).toEqual(new Set(['out\nerr\n']))
    }, 60_000)

    it('tells a signal from an exit code', async () => {
      expect(await host.exec(['sh', '-c', 'kill -KILL $$'])).toMatchObject({
        exitCode: null,
        signal: 'SIGKILL',
        endedBy: 'signal',
      })
    })

    it('takes a program that is not there for a command that ran and failed', async () => {
      expect(await host.exec(['/no/such/program'])).toMatchObject({ exitCode: 127, endedBy: 'exit' })
    })

    it('passes every argument as it is', async () => {
      const awkward = [
        '',
        ' ',
        "'",
        '"',
        '\\',
        "\\'",
        '$HOME',
        '`id`',
        '%self',
        '~',
        '*',
        '!!',
        'a\nb',
        '\n',
        '\t',
        'ü€😀',
        '-n',
        '#',
        '&',
        ';',
        '{a,b}',
        '(x)',
        '\u0001\u007f',
      ]
      const { stdout } = await host.exec(['printf', '%s\\0', ...awkward])
      expect(stdout.split('\0').slice(0, -1)).toEqual(awkward)
    })

    it('runs a string by bash', async () => {
      expect((await host.exec('[[ xy == x* ]] && echo bash')).stdout).toBe('bash\n')
    })

    it('keeps the streams apart and passes output on as it comes', async () => {
      const pieces: string[] = []
      const result = await host.exec('echo one; echo two >&2; echo three', {
        onOutput: (stream, chunk) => pieces.push(`${stream}:${Buffer.from(chunk).toString()}`),
      })
      expect(result).toMatchObject({ stdout: 'one\nthree\n', stderr: 'two\n', truncated: false })
      expect(pieces.join('')).toContain('stderr:two\n')
    })

    it('gives a megabyte of standard input, byte for byte', async () => {
      const stdin = Buffer.alloc(1024 * 1024, Buffer.from(Array.from({ length: 251 }, (_, index) => index)))
      const { stdout } = await host.exec('sha256sum', { stdin })
      expect(stdout).toContain(createHash('sha256').update(stdin).digest('hex'))
    })

    it('gives an empty standard input when there is none, and lets a command leave its own unread', async () => {
      expect(await host.exec('cat; echo end')).toMatchObject({ stdout: 'end\n' })
      expect(await host.exec('exit 4', { stdin: 'x'.repeat(4 * 1024 * 1024) })).toMatchObject({ exitCode: 4 })
    })

    it('sets the environment of the command', async () => {
      expect((await host.exec('printf %s "$AWKWARD"', { env: { AWKWARD: "a 'b' $c\n" } })).stdout).toBe("a 'b' $c\n")
    })

    it('bounds what it keeps of a large output, and reads all of it', async () => {
      let bytes = 0
      const result = await host.exec('head -c 20000000 /dev/zero; echo end >&2', {
        maxOutput: 1000,
        onOutput: (stream, chunk) => {
          if (stream === 'stdout') bytes += chunk.length
        },
      })
      expect(result).toMatchObject({ exitCode: 0, truncated: true, stdout: '\0'.repeat(1000), stderr: 'end\n' })
      expect(bytes).toBe(20_000_000)
    })

    it('rejects with what a callback throws, and ends the command', async () => {
      const mark = randomUUID()
      const fails = host.exec(sleeper(mark), {
        onOutput: () => {
          throw new Error('mine')
        },
      })
      await expect(fails).rejects.toThrow('mine')
      expect(processesWith(mark)).toEqual([])
    }, 30_000)

    it.each(['timeout', 'abort'] as const)(
      'leaves no process behind after a %s, whatever left the session or ignores signals',
      async (way) => {
        const mark = randomUUID()
        const controller = new AbortController()
        const running = host.exec(sleeper(mark), {
          ...(way === 'timeout' ? { timeout: 2000 } : { signal: controller.signal }),
          onOutput: () => setTimeout(() => controller.abort(), 200),
        })
        await eventually(
          () => processesWith(mark).length,
          (count) => count >= 3,
        )
        expect(await running).toMatchObject({ endedBy: way, exitCode: null, stdout: 'up\n' })
        expect(processesWith(mark)).toEqual([])
      },
      30_000,
    )

    it('rejects when it is aborted before it starts', async () => {
      await expect(host.exec('true', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'BERTH_ABORTED' })
    })

    it('leaves no watchdog behind after a normal end', async () => {
      const mark = randomUUID()
      await host.exec(['true', mark], { timeout: 298_765_000 })
      await eventually(
        () => [...processesWith(mark), ...processesWith('sleep\x00298768')],
        (left) => left.length === 0,
        2000,
      )
    })

    it('ends what runs when it is closed, and refuses what comes later', async () => {
      const own = await connect()
      const mark = randomUUID()
      const running = own.exec(sleeper(mark))
      await eventually(
        () => processesWith(mark).length,
        (count) => count >= 3,
      )
      await Promise.all([own.close(), own.close()])
      expect(await running).toMatchObject({ endedBy: 'abort' })
      expect(processesWith(mark)).toEqual([])
      await expect(own.exec('true')).rejects.toMatchObject({ code: 'BERTH_STATE' })
    }, 30_000)

    it('writes and reads files, whole and with their mode', async () => {
      const path = join(tmpdir(), `berth ' ${randomUUID()}`)
      const content = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 256))
      await host.putFile(path, content, { mode: 0o640 })
      expect(Buffer.from(await host.getFile(path)).equals(content)).toBe(true)
      await host.putFile(path, 'ü')
      expect(Buffer.from(await host.getFile(path)).toString()).toBe('ü')
      expect((await host.exec(['stat', '-c', '%a', path])).stdout).toBe('600\n')
      expect((await host.exec(`ls ${tmpdir()} | grep -c '${path.slice(-36)}'`)).stdout).toBe('1\n')
      await host.exec(['rm', path])
    })

    it('says why a file cannot be written or read, and leaves nothing half written', async () => {
      await expect(host.putFile('/no/such/folder/x', 'x')).rejects.toMatchObject({
        code: 'BERTH_FILE_FAILED',
        host: host.host,
      })
      await expect(host.putFile('/tmp', 'x')).rejects.toThrow('is a directory')
      await expect(host.getFile('/no/such/file')).rejects.toThrow('No such file')
    })

    it('gives each of 60 commands at once its own output', async () => {
      const results = await Promise.all(Array.from({ length: 60 }, (_, index) => host.exec(['echo', String(index)])))
      expect(results.map(({ stdout }) => stdout)).toEqual(results.map((_, index) => `${index}\n`))
    })
  })
}
