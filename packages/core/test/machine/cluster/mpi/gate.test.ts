import { spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holdsMode, modeOf } from '../../../../../repository/test/security/writes/holds-mode.js'
import { Gate } from '../../../../src/cluster/mpi/gate/gate.js'
import { gateCommand, launchCommand, launchLines } from '../../../../src/cluster/mpi/gate/gate-commands.js'
import type { DaemonRequest } from '../../../../src/cluster/mpi/gate/gate-output.js'
import { LineSource } from '../../../../src/cluster/mpi/line-source.js'
import { asArgv } from '../../../../src/command/index.js'
import { programs } from '../../../../src/command/programs.generated.js'
import type { ContainerShell } from '../../../../src/contract/index.js'
import { eventually, processesWith } from '../../../command/processes.js'
import { everyShell } from '../../program/every-shell.js'

/** What ssh and sshd do: a login shell gets what follows the host, joined by spaces. Wants a quick key exchange. */
const loginByPath = `[ "$1" != -G ] || { echo kexalgorithms sntrup761x25519-sha512@openssh.com,curve25519-sha256,x; exit; }
case "$*" in *' KexAlgorithms=curve25519-sha256,x '*) ;; *) exit 99 ;; esac
while :; do case $1 in -o) shift 2 ;; -*) shift ;; *) break ;; esac; done
shift
exec sh -c "$*"`

describe('the gate', () => {
  everyShell(programs, ['mpi/gate', 'mpi/agent', 'mpi/ssh-agent', 'mpi/guard', 'mpi/launch'], ({ container, argv }) => {
    let bin: string
    let asked: DaemonRequest[]
    let heard: string[]
    let gate: Gate | null
    let inBin: readonly string[]
    const words = { tag: randomUUID(), lostAfter: 60_000, name: 'h1', mpi: 'auto', launch: 'berth' } as const
    beforeEach(() => {
      bin = mkdtempSync(join(tmpdir(), 'berth-mpi-bin-'))
      inBin = ['sh', '-c', 'PATH=$0:$PATH; export PATH; exec "$@"', bin]
      asked = []
      heard = []
      gate = null
      launcher('mpirun', 'mpirun (Open MPI) 4.1.4\nmore')
    })
    afterEach(async () => {
      await gate?.close()
      rmSync(bin, { recursive: true })
    })
    const launcher = (name: string, says: string): void => {
      program(name, `echo '${says}'`)
    }
    const program = (name: string, text: string): void => {
      writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`)
      chmodSync(join(bin, name), 0o755)
    }
    const withBin: ContainerShell = {
      host: 'here',
      exec: (command, options) => container.exec([...inBin, ...asArgv(command)], options),
    }
    const open = async (mpi: 'auto' | 'mpich' = 'auto', launch: 'berth' | 'sshd' = 'berth'): Promise<Gate> => {
      gate = await Gate.open(withBin, {
        words: { ...words, mpi, launch },
        onRequest: (request) => void asked.push(request),
        onGuard: (word, name) => void heard.push(`${word} ${name}`),
        exec: {},
      })
      return gate
    }
    const agentOf = ({ facts }: Gate, ...agentWords: readonly string[]) => {
      const [first = '', ...rest] = argv([...inBin, `${facts.folder}/agent`, ...agentWords])
      const child = spawn(first, rest, { stdio: ['ignore', 'pipe', 'pipe'] })
      const text = { stdout: '', stderr: '' }
      for (const stream of ['stdout', 'stderr'] as const)
        child[stream].setEncoding('latin1').on('data', (piece: string) => {
          text[stream] += piece
        })
      return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
        child.on('close', (code) => resolve({ code, ...text }))
      })
    }

    it('finds the launcher, and makes a folder of its own, which is gone afterwards', async () => {
      const { facts } = await open()
      expect(facts.found[0]).toEqual({ path: join(bin, 'mpirun'), said: 'mpirun (Open MPI) 4.1.4\nmore' })
      expect(facts.user).toBe(process.getuid?.())
      holdsMode('mpi-folder', modeOf(facts.folder))
      holdsMode('mpi-agent', modeOf(join(facts.folder, 'agent')))
      await gate?.close()
      expect(existsSync(facts.folder)).toBe(false)
    })

    it('looks on where a launcher is of another family', async () => {
      launcher('mpiexec.hydra', 'HYDRA build details:\n    Version:    4.0.2')
      const { facts } = await open('mpich')
      expect(facts.found.map(({ path }) => path)).toEqual([join(bin, 'mpiexec.hydra')])
    })

    it('makes files of any bytes', async () => {
      const { facts } = await open()
      const text = `a b\n\\n %s 'x' "y" ü \x07$HOME\n`
      await gate?.makeFiles(
        new Map([
          ['hosts', text],
          ['host.10.0.0.2', ''],
        ]),
      )
      const path = join(facts.folder, 'hosts')
      expect(readFileSync(path, 'utf8')).toBe(text)
      expect(readFileSync(join(facts.folder, 'host.10.0.0.2'), 'utf8')).toBe('')
      holdsMode('mpi-file', modeOf(path))
    })

    it('passes on what agents ask, and what they are answered, byte for byte', async () => {
      const opened = await open()
      const first = agentOf(opened, '-x', '10.0.0.2', 'PATH=/x:$PATH ;', 'orted', '-mca', 'a "b ü c"')
      const other = agentOf(opened, 'h3', '"/usr/bin/hydra_pmi_proxy"', '--id', '1')
      await eventually(
        () => asked.length,
        (count) => count === 2,
      )
      const [two, three] = asked.toSorted((a, b) => (a.host < b.host ? -1 : 1))
      if (two === undefined || three === undefined) throw new Error('two have asked')
      expect([two.host, two.command]).toEqual(['10.0.0.2', 'PATH=/x:$PATH ; orted -mca a "b ü c"'])
      expect([three.host, three.command]).toEqual(['h3', '"/usr/bin/hydra_pmi_proxy" --id 1'])
      const bytes = Buffer.from([...Array(256).keys()])
      gate?.print(two.id, 'stdout', bytes)
      gate?.print(two.id, 'stderr', Buffer.from('why\n'))
      gate?.exit('999999', 1)
      gate?.exit(two.id, 7)
      expect(await first).toEqual({ code: 7, stdout: bytes.toString('latin1'), stderr: 'why\n' })
      gate?.exit(three.id, 0)
      expect(await other).toEqual({ code: 0, stdout: '', stderr: '' })
    })

    it('has a guard of its own, and passes on what those say that came with daemons through sshd', async () => {
      program('ssh', loginByPath)
      const opened = await open('auto', 'sshd')
      await gate?.makeFiles(new Map([['host.h2', 'BERTH_EXEC=tag-1 BERTH_RANK=1\n']]))
      const mark = randomUUID()
      const command = `export MARK=${mark}; trap '' TERM; sleep 60 & wait`
      const daemon = agentOf(opened, '-x', 'h2', 'echo "rank $BERTH_RANK";', command)
      const other = agentOf(opened, 'h3', 'exit', '7')
      expect((await other).code).toBe(7)
      await eventually(
        () => {
          gate?.tell('beat\n')
          return heard
        },
        (all) => ['beat h1', 'begun h2', 'beat h2', 'gone h3'].every((word) => all.includes(word)),
      )
      gate?.tell('end 10\n')
      expect(await daemon).toMatchObject({ code: 137, stdout: '', stderr: 'rank 1\n' })
      await eventually(
        () => heard,
        (all) => all.includes('gone h1') && all.includes('gone h2'),
      )
      expect(processesWith(mark)).toEqual([])
      expect(asked).toEqual([])
    })

    it('lets no agent wait for ever', async () => {
      const opened = await open()
      const agent = agentOf(opened, 'h2', 'orted')
      await eventually(
        () => asked.length,
        (count) => count === 1,
      )
      await gate?.close()
      expect((await agent).code).toBe(255)
    })

    it('launches nothing of which the words have not come to their end', async () => {
      const { facts } = await open()
      const ran = join(facts.folder, 'ran')
      const words = launchLines(facts.folder, ['touch', ran])
      for (const said of ['', `${facts.folder}\n`, words.slice(0, -1), words]) {
        const [first = '', ...rest] = argv(launchCommand())
        const child = spawn(first, rest, { stdio: ['pipe', 'ignore', 'ignore'] })
        child.stdin?.end(said)
        const [code] = await once(child, 'exit')
        const launched = said === words
        expect([code, existsSync(ran), existsSync(join(facts.folder, 'launched'))]).toEqual([
          launched ? 0 : 125,
          launched,
          launched,
        ])
      }
    })

    it('ends what was launched once nobody holds it open, and not where it is told that all is done', async () => {
      const tag = randomUUID()
      const launched = (folder: string) => {
        const [first = '', ...rest] = argv(launchCommand())
        const child = spawn(first, rest, {
          stdio: ['pipe', 'ignore', 'ignore'],
          env: { ...process.env, BERTH_EXEC: tag },
        })
        child.stdin?.end(launchLines(folder, ['sh', '-c', 'sleep 60 & setsid sleep 61 & wait']))
        return child
      }
      const lines = new LineSource()
      let folder = ''
      const held = withBin.exec(gateCommand(words), {
        stdin: lines,
        onOutput: (_, chunk) => {
          folder = /^ready (.*)$/m.exec(Buffer.from(chunk).toString())?.[1] ?? folder
        },
      })
      await eventually(
        () => folder,
        (path) => path !== '',
      )
      launched(folder)
      await eventually(
        () => processesWith(tag).length,
        (count) => count >= 3,
      )
      lines.end()
      await held
      expect(processesWith(tag)).toEqual([])

      const opened = await open()
      const child = launched(opened.facts.folder)
      await eventually(
        () => existsSync(join(opened.facts.folder, 'launched')),
        (there) => there,
      )
      await gate?.close()
      expect(processesWith(tag).length).toBeGreaterThan(0)
      for (const process_ of processesWith(tag)) spawnSync('kill', ['-9', String(process_)])
      child.kill('SIGKILL')
    })
  })
})
