import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { announced, attended } from '../../../src/command/announce.js'
import { goLine } from '../../../src/command/environment/go-line.js'
import { programs } from '../../../src/command/programs.generated.js'
import type { Command } from '../../../src/contract/index.js'
import { everyShell } from '../program/every-shell.js'

/** What a program printed, in parts: its announcement, then all up to the line that tells of the end, then the rest. */
const separator = String.fromCharCode(0x1e)
const parts = new RegExp(`^\\nberth-1 (\\d+)\\n(.*?)(?:${separator}berth-1 exit (\\d+)\\n(.*))?$`, 's')

function told(output: string): { printed: string; exit: number | null; late: string } {
  const [, process, printed = '', exit, late = ''] = parts.exec(output) ?? []
  if (process === undefined) throw new Error(`no announcement in ${JSON.stringify(output)}`)
  return { printed, exit: exit === undefined ? null : Number(exit), late }
}

describe.concurrent('a command that is attended', () => {
  everyShell(programs, ['command/attend', 'command/announce'], ({ argv }) => {
    const run = (command: Command, input = '', waits = false) => {
      const [first = '', ...rest] = argv(attended('berth-1', command, { waits }))
      const { status, signal, stdout, stderr } = spawnSync(first, rest, {
        input,
        encoding: 'latin1',
        detached: true,
        timeout: 60_000,
      } as Parameters<typeof spawnSync>[2] & { encoding: 'latin1' })
      return { status, signal, stdout: told(stdout), stderr: told(stderr) }
    }

    it.each<[string, Command, number, string, string]>([
      ['success', 'echo out; echo err >&2', 0, 'out\n', 'err\n'],
      ['an exit code', 'exit 3', 3, '', ''],
      ['exit codes of engines', 'exit 126', 126, '', ''],
      ['output without a newline', 'printf out; printf err >&2; exit 1', 1, 'out', 'err'],
      ['bytes that are no text', "printf '\\377\\000\\036'", 0, '\xff\0\x1e', ''],
      ['streams that it closes', 'echo out; exec >&- 2>&-; exit 4', 4, 'out\n', ''],
      ['streams that it sends elsewhere', 'exec >/dev/null 2>&1; echo out; exit 5', 5, '', ''],
      ['its own end by a signal', 'kill -KILL $$', 137, '', ''],
      ['its own end by another', 'kill -TERM $$', 143, '', ''],
      ['a signal to all of its process group', "trap 'exit 7' TERM; kill -TERM 0; sleep 9", 7, '', ''],
      ['a signal to its process group that it does not heed', 'kill -USR1 0', 138, '', ''],
      ['a shell that ends on the first failure', 'set -eu; false', 1, '', ''],
      [
        'an argument vector',
        ['sh', '-c', 'printf "%s|" "$@"; exit 9', 'sh', 'a b', '', '$x', "it's"],
        9,
        "a b||$x|it's|",
        '',
      ],
    ])('tells of %s, on both streams behind its output', (_, command, exit, out, err) => {
      const seen = run(command)
      expect(seen).toEqual({
        status: exit,
        signal: null,
        stdout: { printed: out, exit, late: '' },
        stderr: { printed: err, exit, late: '' },
      })
    })

    it.each([
      ['/no/such/program', 127, 'not found'],
      ['no-such-program', 127, 'not found'],
      ['/etc/passwd', 126, 'not executable'],
      ['/etc', 126, 'not executable'],
    ])('tells in the same words on every host why it cannot run %s', (program, exit, why) => {
      const { stdout, stderr } = run([program, 'word'])
      expect([stdout.exit, stderr.exit]).toEqual([exit, exit])
      expect(stderr.printed).toBe(`${program}: ${why}\n`)
    })

    it('tells of its end before what it leaves behind prints more', () => {
      const { stdout } = run('(sleep 1; echo late) & echo early; exit 2')
      expect(stdout).toEqual({ printed: 'early\n', exit: 2, late: 'late\n' })
    })

    it('is not told of where nobody saw its end', () => {
      const { stdout, stderr } = run('echo out; kill -KILL $PPID; sleep 1')
      expect([stdout, stderr.exit]).toEqual([{ printed: 'out\n', exit: null, late: '' }, null])
    })

    it('does not take the descriptors and signals of its attendant', () => {
      const { stdout } = run('{ echo 3 >&3; } 2>/dev/null || echo closed; trap; kill -PIPE $$')
      expect(stdout).toEqual({ printed: 'closed\n', exit: 141, late: '' })
    })

    it('gets its environment and its input byte for byte, and nothing of it is in an argument list', () => {
      const values = fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 60 }).filter((value) => !value.includes('\0')),
        fc
          .array(fc.constantFrom('\n', '\r', '\t', "'", '"', '\\', '$1', '$HOME', '`id`', ';', ' ', 'é', '\u0081'))
          .map((words) => words.join('')),
        fc.constantFrom('', ' ', '\n', '\n\n', 'x'.repeat(100_000), '\u{1f6a2}'.repeat(1000)),
      )
      // Names that the programs themselves have in use, too.
      const own = fc.constantFrom('line', 'code', 'berth_environment', 'tag', 'IFS', 'n')
      const names = fc.oneof(
        own,
        fc.stringMatching(/^[A-Za-z_]\w{0,6}$/).map((name) => `x_${name}`),
      )
      fc.assert(
        fc.property(fc.dictionary(names, values, { maxKeys: 5 }), fc.string({ unit: 'binary-ascii' }), (env, input) => {
          const given = { ...env, SECRET: 'not to be seen' }
          // What a shell was given, not what it makes of it.
          const command = ['sh', '-c', `cat /proc/$$/environ; printf =; cat; tr '\\0' '\\n' </proc/$PPID/cmdline >&2`]
          for (const program of [attended, announced]) {
            const [first = '', ...rest] = argv(program('berth-1', command, { waits: true }))
            const { stdout, stderr } = spawnSync(first, rest, {
              input: goLine(given) + input,
              encoding: 'utf8',
              timeout: 60_000,
            })
            const { printed } = told(stdout)
            expect(printed.endsWith(`\0=${input}`)).toBe(true)
            const seen = printed.slice(0, -`=${input}`.length).split('\0')
            expect(seen).toEqual(expect.arrayContaining(Object.entries(given).map((pair) => pair.join('='))))
            expect(stderr).not.toContain('not to be seen')
          }
        }),
        { numRuns: 20 },
      )
    }, 120_000)

    it('takes its environment though the shell keeps some variables to itself', () => {
      const env = {
        UID: '5',
        PPID: '6',
        OPTIND: 'x',
        LC_ALL: 'no_SUCH',
        RANDOM: '1',
        PATH: '/bin:/usr/bin',
        AFTER: 'it',
      }
      const { stdout, stderr } = run(['/bin/echo', 'ran'], goLine(env), true)
      expect(stdout).toEqual({ printed: 'ran\n', exit: 0, late: '' })
      expect(stderr.printed).toBe('')
      const seen = run(['/bin/cat', '/proc/self/environ'], goLine(env), true)
      expect(seen.stdout.printed.split('\0')).toContain('AFTER=it')
    })

    it('is not run where its environment does not come', () => {
      const { status, stdout } = run('echo ran', 'command export A=cut', true)
      expect({ status, stdout }).toEqual({ status: 125, stdout: { printed: '', exit: null, late: '' } })
    })
  })
})
