import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { programs } from '../../../../src/command/programs.generated.js'
import { leasedInit, renewalCommand } from '../../../../src/program/index.js'
import { everyShell } from '../../program/every-shell.js'

const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()

/** Begins as the first process of a process namespace of its own. */
const apart = ['/usr/bin/unshare', '--user', '--map-root-user', '--pid', '--fork', '--mount-proc']

const quoted = (words: readonly string[]): string => words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
const renew = (folder: string, lease: number, launch = 'l1'): string => quoted(renewalCommand(launch, lease, folder))

/** Writes down the last process that was started as one that the setup script of a launch left. */
const left = (launch: string): string =>
  `stat=$(cat /proc/$!/stat); set -- \${stat##*) }; echo "${launch} ${boot} 1:1 $!:\${20}" >"$folder/setup_left"`

/** Begins the init, and waits for its own first sleep: what is started from then on was not there before it. */
const begun =
  'INIT & p=$!; child=; until [ -n "$child" ]; do sleep 0.05; read -r child </proc/$p/task/$p/children; done'

/** What goes on beside an init with a lease of a second, which `INIT` becomes, and for how many seconds that lives. */
const cases: Readonly<Record<string, readonly [seconds: number, beside: (folder: string) => string]>> = {
  'ends when its lease is over, as the first process too': [1, () => 'INIT'],
  'is not held by what was there before its INIT': [1, () => 'sleep 60 & INIT & wait $!'],
  'is held by what runs there': [3, () => `${begun}; sleep 3 & wait $p`],
  'is held by what left its session and its parent': [3, () => `${begun}; (setsid sleep 3 &); wait $p`],
  'lives on when the lease is renewed': [3, (folder) => `${renew(folder, 3)}; INIT`],
  'lives on when the lease is renewed later': [3, (folder) => `${begun}; ${renew(folder, 3)}; wait $p`],
  'does not heed the renewal of another launch': [1, (folder) => `${renew(folder, 30, 'l0')}; INIT`],
  'does not heed a renewal before the host was booted': [1, () => 'echo l1 other 9999999999 >"$folder/lease"; INIT'],
  'does not heed a renewal to an earlier time': [1, () => `echo l1 ${boot} 1 >"$folder/lease"; INIT`],
  'does not heed what is no time': [1, () => `echo l1 ${boot} soon >"$folder/lease"; INIT`],
  'is not held by its own sshd without a session': [
    1,
    () => `${begun}; mkfifo "$folder/pipe"
      (sh -c 'read -r x <"$0"' "$folder/pipe" sshd "$folder/sshd/sshd_config" &); wait $p`,
  ],
  'is held by a session of its own sshd': [
    3,
    () => `${begun}; (sh -c 'sleep 3; :' sshd "$folder/sshd/sshd_config" &); wait $p`,
  ],
  'is held by another sshd': [3, () => `${begun}; (sh -c 'sleep 3; :' sshd /etc/ssh/sshd_config &); wait $p`],
  'is not held by what the setup script left': [1, () => `${begun}; sleep 60 & ${left('l1')}; wait $p`],
  'is held by what the setup script of another launch left': [3, () => `${begun}; sleep 3 & ${left('l0')}; wait $p`],
  'ends when its lease is over though its sleep was killed': [
    1,
    () => `${begun.replace('INIT', 'INIT 2>/dev/null')}; kill -KILL $child; wait $p`,
  ],
  'ends at once when it is told to': [0, () => `${begun}; kill $p; wait $p`],
}

everyShell(programs, ['lifetime/lease', 'lifetime/renew'], ({ container, name, file: shell }) => {
  /** Seconds until the first process has ended. */
  const lived = async (beside: (folder: string) => string): Promise<number> => {
    const folder = mkdtempSync(join(tmpdir(), 'berth-lease-'))
    try {
      const { program, words } = leasedInit({ labels: { 'berth.launch': 'l1' } }, 1, folder)
      const text = `folder=${folder}\n${beside(folder).replace('INIT', () => 'exec "$@"')}`
      const began = performance.now()
      const argv = [...apart, 'sh', '-c', text, 'first', 'sh', '-c', program, ...words]
      const { exitCode, stderr } = await container.exec(argv, { timeout: 20_000 })
      expect([exitCode, stderr]).toEqual([0, ''])
      return (performance.now() - began) / 1000
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  test('a container with a lease', async () => {
    const seen = await Promise.all(
      Object.entries(cases).map(async ([title, [seconds, beside]]) => [title, seconds, await lived(beside)] as const),
    )
    // The end is looked for every other second.
    const wrong = seen.filter(([, seconds, took]) => took < seconds || took > seconds + 10)
    expect(wrong).toEqual([])
  })

  // The busybox of Debian has sleep in its shell.
  test.skipIf(name === 'busybox')('without a sleep it stays, and whoever renews the lease is told', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'berth-lease-'))
    for (const tool of ['chmod', 'mkdir', 'mv', 'rm']) symlinkSync(`/bin/${tool}`, join(folder, tool))
    symlinkSync(shell, join(folder, 'sh'))
    const { program, words } = leasedInit({ labels: { 'berth.launch': 'l1' } }, 1, folder)
    const script = `(PATH=$0 exec "$@") & sleep 4; kill -0 $! && (PATH=$0; ${renew(folder, 60)}); kill -KILL $!`
    const argv = [...apart, 'sh', '-c', script, folder, shell, '-c', program, ...words]
    const { stdout } = await container.exec(argv, { timeout: 20_000 })
    expect(stdout).toBe('endless\n')
    rmSync(folder, { recursive: true })
  })

  test.skipIf(name === 'busybox')('as the first process without a sleep it stays, and does nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'berth-lease-'))
    const { program, words } = leasedInit({ labels: { 'berth.launch': 'l1' } }, 1, folder)
    // The ticks that the first process has taken.
    const look = 'set -- $(cat /proc/1/stat); shift 13; echo $(($1 + $2))'
    const script = `(sleep 4; ${look}; kill 1) & PATH=$0 exec "$@"`
    const argv = [...apart, 'sh', '-c', script, folder, shell, '-c', program, ...words]
    const { exitCode, stdout } = await container.exec(argv, { timeout: 20_000 })
    expect(exitCode).toBe(0)
    expect(Number(stdout)).toBeLessThan(50)
    rmSync(folder, { recursive: true })
  })

  test('where its user cannot enter the folder of the renewals it stays', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'berth-lease-'))
    const { program, words } = leasedInit({ labels: { 'berth.launch': 'l1' } }, 1, join(folder, 'berth'))
    const script = 'chmod 000 "$0"; "$@" & sleep 5; kill -0 $! && echo stays; kill -KILL $!; chmod 700 "$0"'
    const user = apart.flatMap((word) =>
      word === '--map-root-user' ? ['--map-user=1234', '--map-group=1234'] : [word],
    )
    const { stdout } = await container.exec([...user, 'sh', '-c', script, folder, 'sh', '-c', program, ...words])
    expect(stdout).toBe('stays\n')
    rmSync(folder, { recursive: true })
  })

  test('a renewal is one line that everybody may read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'berth-lease-'))
    const { stdout } = await container.exec(renewalCommand('l1', 60, folder))
    const [launch, on, end] = readFileSync(join(folder, 'lease'), 'utf8').trim().split(' ')
    const up = Number(readFileSync('/proc/uptime', 'utf8').split('.')[0])
    expect([stdout, launch, on]).toEqual(['', 'l1', boot])
    expect(Number(end) - up).toBeGreaterThan(55)
    expect(Number(end) - up).toBeLessThanOrEqual(61)
    rmSync(folder, { recursive: true })
  })
})
