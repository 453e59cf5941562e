import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterEach, beforeEach, expect } from 'vitest'
import { BerthCommand } from './berth-command.js'
import { describeReal, realTest as test, testbed, usePlace } from './support/index.js'

const entry = new URL('../../dist/index.js', import.meta.url)

/** Pieces that no two are alike of, so that one lost, doubled or in another's place is seen. */
function* pieces(mebibytes: number): Generator<Buffer> {
  for (let index = 0; index < mebibytes * 16; index += 1)
    yield Buffer.alloc(64 * 1024, createHash('sha256').update(String(index)).digest())
}

function digestOf(mebibytes: number): string {
  const hash = createHash('sha256')
  for (const piece of pieces(mebibytes)) hash.update(piece)
  return hash.digest('hex')
}

/** Runs in a process of its own, whose memory is the question: prints its peak in MiB and each host's end. */
const program = `
const [entry, clusterFile, command] = process.argv.slice(1)
const { openCluster } = await import(entry)
const cluster = await openCluster(clusterFile)
const results = await cluster.execOnHost(command, { stdin: process.stdin })
await cluster.close()
const ends = [...results].map(({ endedBy, stdout }) => [endedBy, stdout.trim()])
console.log(JSON.stringify({ peak: process.resourceUsage().maxRSS / 1024, ends }))
`

/** Ends the SSH session of the command that runs it, on one host alone. */
const hangUpOn = (hostname: string): string => `[ "$(hostname)" != ${hostname} ] || {
  process=$$
  until case $(cat "/proc/$process/comm") in sshd*) true ;; *) false ;; esac; do
    process=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$process/status")
  done
  kill -KILL "$process"
}`

describeReal('standard input for all hosts', () => {
  const place = usePlace(testbed)
  let berth: BerthCommand
  let clusterFile: string
  beforeEach(async () => {
    const { hosts } = testbed()
    const container = {
      ...{ image: 'berth/busybox:1', name: place().name, sshd: false, setup_script: false },
      runtime: { args: { defaults: 'none' } },
    }
    clusterFile = await testbed().clusterFile(container, { hosts: hosts.slice(0, 3) })
    berth = new BerthCommand(clusterFile, testbed().knownHostsFile)
  })
  afterEach(() => berth.remove())

  async function throughOwnProcess(command: string, mebibytes: number) {
    const words = ['--input-type=module', '--eval', program, entry.href, clusterFile, command]
    const printed = new Promise<string>((resolve, reject) => {
      const child = execFile(process.execPath, words, { env: { ...process.env, HOME: berth.home } }, (error, stdout) =>
        error === null ? resolve(stdout) : reject(error),
      )
      if (child.stdin !== null) pipeline(Readable.from(pieces(mebibytes)), child.stdin).catch(() => undefined)
    })
    return JSON.parse(await printed) as { peak: number; ends: readonly [string, string][] }
  }

  test('200 MiB from a pipe reach each of three hosts, byte for byte, in less than 200 MiB of memory', async () => {
    const slowly = '[ "$(hostname)" != h1 ] || for part in 1 2 3; do head -c 40000000; sleep 0.3; done'
    const { peak, ends } = await throughOwnProcess(`{ ${slowly}; cat; } | sha256sum`, 200)
    expect(ends).toEqual(Array.from({ length: 3 }, () => ['exit', `${digestOf(200)}  -`]))
    expect(peak).toBeLessThan(200)
  })

  test('a host that is lost in the middle, or ends early, holds the others back no longer', async () => {
    const early = '[ "$(hostname)" != h1 ] || { head -c 1000 >/dev/null; exit; }'
    const midway = `head -c 5000000 >/dev/null; ${hangUpOn('h2')}`
    const { ends } = await throughOwnProcess(`${early}; ${midway}; cat >/dev/null; echo all`, 60)
    expect(ends).toEqual([
      ['exit', ''],
      ['lost', ''],
      ['exit', 'all'],
    ])
  })

  test('berth exec gives it to containers and hosts, and with -n to none', async () => {
    await berth.run('up')
    const feed = (stdin: { end(text: string): unknown }): unknown => stdin.end('from here\n')
    for (const where of [[], ['--on-host']]) {
      const given = await berth.fed(feed, 'exec', ...where, '--json', '--', 'cat; echo end')
      expect(given.exitCode).toBe(0)
      for (const host of Object.values(given.json?.hosts ?? {}))
        expect(host).toMatchObject({ stdout: 'from here\nend\n' })
      const none = await berth.fed(feed, 'exec', ...where, '-n', '--json', '--', 'cat; echo end')
      for (const host of Object.values(none.json?.hosts ?? {})) expect(host).toMatchObject({ stdout: 'end\n' })
    }
  })

  test('an open pipe that nobody ever ends keeps berth exec waiting no longer than the command runs', async () => {
    await berth.run('up')
    for (const where of [[], ['--on-host']]) {
      const { exitCode, stdout } = await berth.fed(() => undefined, 'exec', ...where, '--', 'echo done')
      expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringContaining('done') })
      const read = await berth.fed((stdin) => stdin.write('one\ntwo\n'), 'exec', ...where, '--', 'read -r x; echo "$x"')
      expect(read.stdout).toContain('\none\n')
    }
  })
})
