import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { programs } from '../../../src/command/programs.generated.js'
import { interpreterLine } from '../../../src/config/script/interpreter-line.js'
import type { ContainerExecOptions, ExecResult } from '../../../src/contract/index.js'
import { parseMarker } from '../../../src/provision/index.js'
import { type ProvisionFiles, provisionCommand } from '../../../src/provision/provision-command.js'
import type { SetupScript } from '../../../src/provision/setup-script.js'
import { bashAlone, everyShell, type ProgramShell } from '../program/every-shell.js'

let folder: string
let marker: string
let log: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-provision-'))
  marker = join(folder, 'berth', 'provisioned')
  log = join(folder, 'berth', 'setup.log')
})

// What keeps a log outlives the script, and may write while its folder goes.
afterEach(() => rmSync(folder, { recursive: true, maxRetries: 20 }))

function scriptOf(text: string | Uint8Array): SetupScript {
  const bytes = Buffer.from(text)
  const line = interpreterLine(bytes)
  const options = line.runs === 'bash' ? line.options : ''
  return { source: '/setup.sh', bytes, options, hash: createHash('sha256').update(bytes).digest('hex') }
}

const files = (): ProvisionFiles => ({ marker, log })

/** Runs a script, and gives what its listener is to have without the line after it. */
const runIn =
  ({ container }: ProgramShell) =>
  async (text: string | Uint8Array, id = 'run-1', env: ContainerExecOptions['env'] = {}): Promise<ExecResult> => {
    const command = provisionCommand(scriptOf(text), { run: id, launch: 'launch-1' }, 'nonce', files())
    const result = await container.exec(command, { env })
    return { ...result, stdout: result.stdout.replace(/berth-provision-nonce ended .*$/s, '') }
  }

const state = (): string => {
  try {
    return parseMarker(readFileSync(marker, 'utf8')).state
  } catch {
    return 'none'
  }
}

/** Folder of links to the tools named: a PATH that has nothing else. */
function pathOf(shell: ProgramShell, tools: readonly string[]): string {
  const path = mkdtempSync(join(folder, 'path-'))
  for (const tool of tools) symlinkSync(tool === 'sh' ? shell.file : `/usr/bin/${tool}`, join(path, tool))
  return path
}
const all = ['sh', 'bash', 'base64', 'cat', 'dd', 'ln', 'mkdir', 'mv', 'rm', 'tee', 'wc']

everyShell(
  programs,
  ['provision/provision'],
  (shell) => {
    const run = runIn(shell)

    test('all tools are there, and the script runs', async () => {
      const { exitCode, stdout } = await run('echo one')
      expect({ exitCode, stdout, state: state() }).toEqual({
        exitCode: 0,
        stdout: 'berth-provision-nonce claimed\none\n',
        state: 'done',
      })
    })

    // The other tools are busybox's own, whatever PATH says.
    const missing = shell.name === 'busybox' ? ['bash'] : all.slice(1)
    test.each(missing)('nothing runs without %s, which is named', async (tool) => {
      const PATH = pathOf(
        shell,
        all.filter((name) => name !== tool),
      )
      expect((await run(`: >${folder}/ran`, 'run-1', { PATH })).stdout).toBe(`berth-provision-nonce missing ${tool}\n`)
      expect(readdirSync(folder)).not.toContain('ran')
    })
  },
  ['bash'],
)

bashAlone(programs, ['provision/provision-in-bash'], (shell) => {
  const run = runIn(shell)

  describe('the script runs whole and exactly as written', () => {
    const cases: Record<string, { script: string; prints: string }> = {
      'quotes of all kinds': { script: `echo "it's" 'a "b"' \\\\ \`echo c\``, prints: `it's a "b" \\ c\n` },
      'dollars and globs': { script: `x='$HOME *'; echo "$x"`, prints: '$HOME *\n' },
      'blank lines at both ends': { script: '\n\n\necho one\n\n\n\n', prints: 'one\n' },
      'no newline at the end': { script: 'echo one\necho two', prints: 'one\ntwo\n' },
      'a here-doc at the very end': { script: 'cat <<END\na $((1 + 1))\n\nEND\n', prints: 'a 2\n\n' },
      'a here-doc at the very end, without a newline': { script: "cat <<'END'\n$a\nEND", prints: '$a\n' },
      'a child that reads standard input': { script: 'cat\nread -r line\necho "after: $line"', prints: 'after: \n' },
      'text that is not ASCII': { script: 'echo "Größe ✓ 漢字"', prints: 'Größe ✓ 漢字\n' },
      'a percent sign and a backslash': { script: `printf '%s\\n' '%d\\n'`, prints: '%d\\n\n' },
      'carriage returns in a string': { script: `printf %s 'a\rb' | od -An -c | tr -s ' '`, prints: ' a \\r b\n' },
      'a shebang and arguments': { script: '#!/bin/bash -e\necho $# "$0"', prints: '0 bash\n' },
      'output without a newline': { script: 'printf x', prints: 'x' },
    }
    test.each(Object.entries(cases))('%s', async (_, { script, prints }) => {
      const { exitCode, stdout, stderr } = await run(script)
      expect({ exitCode, stdout, stderr }).toEqual({
        exitCode: 0,
        stdout: `berth-provision-nonce claimed\n${prints}`,
        stderr: '',
      })
      expect(state()).toBe('done')
    })

    test('what it leaves running is written down, by number and start, for the lease of this launch', async () => {
      const script = `setsid sleep 21 </dev/null >/dev/null 2>&1 & echo $!; read -r stat </proc/$!/stat; echo "$stat"`
      const { stdout } = await run(script, 'run-1', { BERTH_EXEC: '01234567-89ab-4def-8123-456789abcdef' })
      const [, pid = '', stat = ''] = stdout.split('\n')
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
      const [launch, on, ...left] = readFileSync(join(dirname(marker), 'setup_left'), 'utf8')
        .trim()
        .split(' ')
      process.kill(Number(pid))
      expect([launch, on]).toEqual(['launch-1', boot])
      expect(left).toContain(`${pid}:${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`)
    })

    test('16,384 bytes of what is worst to quote', async () => {
      const head = "printf %s '"
      const tail = "' | wc -c"
      const filler = '\\"$` \n\t*?'.repeat(2000).slice(0, 16_384 - head.length - tail.length)
      const { stdout } = await run(head + filler + tail)
      expect(stdout).toBe(`berth-provision-nonce claimed\n${filler.length}\n`)
    })

    test('whatever a .bashrc says', async () => {
      writeFileSync(join(folder, '.bashrc'), 'echo noise; echo() { :; }')
      const { stdout } = await run('echo mine', 'run-1', { HOME: folder, SSH_CLIENT: '10.0.0.1 1 22' })
      expect(stdout).toBe('berth-provision-nonce claimed\nmine\n')
    })

    test('bytes that are no UTF-8', async () => {
      const { exitCode, stdout } = await run(
        Buffer.concat([Buffer.from("printf %s '"), Buffer.from([0xff, 0xfe]), Buffer.from("' | wc -c")]),
      )
      expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'berth-provision-nonce claimed\n2\n' })
    })
  })

  describe('what is left behind', () => {
    const told = () => readFileSync(log, 'utf8')
    // Whatever becomes of a test, its folder goes, and what waits for this file ends.
    beforeEach(() => writeFileSync(join(folder, 'held'), ''))

    test('goes on though it prints after the end, and all of it is in the log', async () => {
      const script = `echo begun
(while [ -e ${folder}/held ]; do sleep 0.05; done; echo one; echo two >&2; echo three; : >${folder}/lived) &
echo ended`
      expect(await run(script)).toMatchObject({ exitCode: 0, stdout: 'berth-provision-nonce claimed\nbegun\nended\n' })
      rmSync(join(folder, 'held'))
      await expect.poll(() => readdirSync(folder)).toContain('lived')
      await expect.poll(told).toBe('begun\nended\nberth-provision-nonce ended 0\n\none\ntwo\nthree\n')
    })

    test('goes on where there is no log to write', async () => {
      log = '/proc/berth/setup.log'
      const script = `(while [ -e ${folder}/held ]; do sleep 0.05; done; seq 100000; : >${folder}/lived) & echo no >&2; exit 3`
      expect(await run(script)).toMatchObject({ exitCode: 3, stdout: 'berth-provision-nonce claimed\nno\n' })
      rmSync(join(folder, 'held'))
      await expect.poll(() => readdirSync(folder)).toContain('lived')
    })

    test('keeps nothing of it waiting: the end is told while a daemon prints without an end', async () => {
      const script = `(while [ -e ${folder}/held ]; do echo y; done) & echo one`
      const { exitCode, stdout } = await run(script)
      rmSync(join(folder, 'held'))
      expect({ exitCode, ends: stdout.includes('one\n') }).toEqual({ exitCode: 0, ends: true })
    })
  })

  describe('the log', () => {
    test('has both streams in their order, opened anew too, and is for root alone', async () => {
      const { stdout } = await run(
        'echo one; echo two >&2; echo three >/dev/stderr; echo four >/dev/stdout; printf five',
      )
      expect(stdout).toBe('berth-provision-nonce claimed\none\ntwo\nthree\nfour\nfive')
      await expect
        .poll(() => readFileSync(log, 'utf8'))
        .toBe('one\ntwo\nthree\nfour\nfiveberth-provision-nonce ended 0\n\n')
      expect(statSync(log).mode & 0o777).toBe(0o600)
    })

    test('is of the last script alone', async () => {
      await run('echo one; exit 1')
      await run('echo two')
      await expect.poll(() => readFileSync(log, 'utf8')).toBe('two\nberth-provision-nonce ended 0\n\n')
    })

    test('begins anew when it is long, and the one before is kept', { timeout: 60_000 }, async () => {
      await run('for turn in 1 2 3; do head -c 20000000 /dev/zero; done; echo last')
      await expect.poll(() => readFileSync(log, 'latin1').slice(-37)).toContain('last\nberth-provision-nonce ended 0')
      const sizes = readdirSync(dirname(log))
        .filter((name) => name.startsWith('setup.log'))
        .map((name) => statSync(join(dirname(log), name)).size)
      expect(sizes).toHaveLength(2)
      expect(Math.max(...sizes)).toBeLessThanOrEqual(16 * 1024 * 1024)
    })
  })

  describe('the first line', () => {
    test.each([
      ['#!/bin/bash -e', 'errexit'],
      ['#!/bin/sh -eu', 'errexit nounset'],
      ['#!/usr/bin/env -S bash -eo pipefail', 'errexit pipefail'],
      ['#!/bin/sh', ''],
      ['#!/bin/sh -', ''],
    ])('%s is heeded', async (first, options) => {
      const text = `${first}\nfor o in errexit nounset pipefail; do [[ :$SHELLOPTS: == *:$o:* ]] && echo $o; done; :`
      const { stdout } = await run(text)
      expect(stdout).toBe(
        `berth-provision-nonce claimed\n${options === '' ? '' : `${options.replaceAll(' ', '\n')}\n`}`,
      )
    })

    test('that asks for an end at the first failure gets it', async () => {
      expect(await run('#!/bin/bash -e\nfalse\necho on')).toMatchObject({ exitCode: 1 })
    })
  })

  describe('the marker', () => {
    test('says who provisions while the script runs, and what it was when it is done', async () => {
      const text = `cat ${marker}`
      const { stdout } = await run(text)
      const during = parseMarker(stdout.split('\n')[1] ?? null)
      const facts = {
        launch: 'launch-1',
        run: 'run-1',
        scriptHash: scriptOf(text).hash,
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      }
      expect(during).toEqual({ state: 'provisioning', ...facts })
      expect(parseMarker(readFileSync(marker, 'utf8'))).toEqual({ state: 'done', ...facts })
    })

    test('is gone after a failure, and the next run provisions', async () => {
      expect(await run('echo no >&2; exit 7')).toMatchObject({
        exitCode: 7,
        stdout: 'berth-provision-nonce claimed\nno\n',
      })
      expect(state()).toBe('none')
      expect(await run('echo yes', 'run-2')).toMatchObject({ exitCode: 0 })
      expect(state()).toBe('done')
    })

    test('done is never run again, whatever the script', async () => {
      await run('echo one')
      const { exitCode, stdout } = await run('echo two', 'run-2')
      expect(exitCode).toBe(0)
      expect(stdout).toMatch(
        /^berth-provision-nonce done \{"version":2,"state":"done","launch":"launch-1","run":"run-1".*\}\n$/,
      )
    })

    test('and claims that came along in the image, of another launch, do not count', async () => {
      const script = scriptOf('true')
      const asked = (launch: string) => provisionCommand(script, { run: 'run-1', launch }, 'nonce', files())
      const of = async (launch: string) => (await shell.container.exec(asked(launch))).stdout
      expect(await of('launch-1')).toContain('claimed')
      expect(await of('launch-2')).toContain('claimed')
      expect(await of('launch-2')).toContain('done')
      const begun = shell.container.exec(
        asked('launch-3').with(-1, Buffer.from('sleep 5').toString('base64')).with(-2, '7'),
      )
      await expect.poll(() => readFileSync(marker, 'utf8')).toContain('"state":"provisioning","launch":"launch-3"')
      expect(await of('launch-3')).toContain('taken')
      expect(await of('launch-4')).toContain('claimed')
      await begun
    })

    test('of a run that died half-way is taken over', async () => {
      const dead = await run('kill -9 $PPID; sleep 0.2')
      expect(dead.signal).toBe('SIGKILL')
      expect(state()).toBe('provisioning')
      expect(await run('echo again', 'run-2')).toMatchObject({ exitCode: 0 })
      expect(state()).toBe('done')
    })

    test('is released when the run is terminated', async () => {
      await run('kill -TERM $PPID; sleep 0.1')
      expect(state()).toBe('none')
    })

    test('what cannot be read there does not stop a run', async () => {
      await run('exit 1')
      writeFileSync(marker, 'rubbish')
      expect(await run('echo yes')).toMatchObject({ exitCode: 0 })
      expect(state()).toBe('done')
    })

    test('is claimed by exactly one of several, twenty times', { timeout: 120_000 }, async () => {
      for (let turn = 0; turn < 20; turn++) {
        const log = join(folder, `log-${turn}`)
        marker = join(folder, `turn-${turn}`, 'provisioned')
        const script = scriptOf(`echo x >>${log}; sleep 0.05; echo y >>${log}`)
        const results = await Promise.all(
          [1, 2, 3].map((id) =>
            shell.container.exec(
              provisionCommand(script, { run: `run-${id}`, launch: 'launch-1' }, `nonce-${id}`, files()),
            ),
          ),
        )
        expect(readFileSync(log, 'utf8')).toBe('x\ny\n')
        const reports = results.map(({ stdout }) => /^berth-provision-nonce-\d (\w+)/.exec(stdout)?.[1])
        expect(reports.filter((report) => report === 'claimed')).toHaveLength(1)
        expect(reports.every((report) => ['claimed', 'taken', 'done'].includes(report ?? ''))).toBe(true)
        expect(state()).toBe('done')
      }
    })

    test('a claim after a death is won by exactly one of several too, twenty times', { timeout: 120_000 }, async () => {
      for (let turn = 0; turn < 20; turn++) {
        const log = join(folder, `log-${turn}`)
        marker = join(folder, `turn-${turn}`, 'provisioned')
        await run('kill -9 $PPID', 'run-0')
        const script = scriptOf(`echo x >>${log}; sleep 0.05; echo y >>${log}`)
        await Promise.all(
          [1, 2, 3].map((id) =>
            shell.container.exec(
              provisionCommand(script, { run: `run-${id}`, launch: 'launch-1' }, `nonce-${id}`, files()),
            ),
          ),
        )
        expect(readFileSync(log, 'utf8')).toBe('x\ny\n')
        expect(state()).toBe('done')
      }
    })
  })

  describe('nothing runs', () => {
    test.each([
      ['that fails', 'exit 1'],
      ['that fails after a part', 'printf \'touch %s/ran\' "$FOLDER"; exit 1'],
      ['that gives a part and succeeds', 'printf \'touch %s/ran\' "$FOLDER"'],
    ])('with a base64 %s', async (_, broken) => {
      const PATH = pathOf(
        shell,
        all.filter((name) => name !== 'base64'),
      )
      writeFileSync(join(PATH, 'base64'), `#!/bin/sh\n${broken}\n`, { mode: 0o755 })
      const { stdout } = await run(`touch ${folder}/ran; echo and more`, 'run-1', { PATH, FOLDER: folder })
      expect(stdout).toBe('berth-provision-nonce undecodable\n')
      expect(readdirSync(folder)).not.toContain('ran')
      expect(state()).toBe('none')
    })

    test('where the marker cannot be written', async () => {
      marker = '/proc/berth/provisioned'
      expect((await run('echo no')).stdout).toMatch(/^berth-provision-nonce unclaimable /)
    })
  })
})
