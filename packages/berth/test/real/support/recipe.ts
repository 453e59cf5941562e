import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestbedHost } from '@berth/testbed'
import { execa } from 'execa'
import { testbed } from '../../../../testbed/test/real-test.js'
import { fileName, type ReadmeBlock, readmeBlocks } from '../readme/readme-blocks.js'
import { workspace } from '../readme/readme-folder.js'

const security = new URL('../../../../../.github/SECURITY.md', import.meta.url)

/** How a program of a recipe's reader ended. */
interface Outcome {
  readonly exitCode?: number | undefined
  readonly stdout: string
  readonly all?: string | undefined
}

/**
 * What a reader of a recipe in SECURITY.md has: its cluster file in a folder, `berth`, hosts gpu1 and gpu2 that ssh
 * knows and logs in to as this user, and a suite to put there.
 */
export class Recipe {
  /** The host that is gpu1, and the one that is gpu2. */
  readonly hosts: readonly TestbedHost[] = testbed().hosts.slice(0, 2)
  readonly #top = mkdtempSync(join(tmpdir(), 'berth-recipe-'))

  constructor(file: string, user: string) {
    const at = (path: string): string => join(this.#top, path)
    for (const path of ['home/.ssh', 'work/suite', 'bin']) mkdirSync(at(path), { recursive: true, mode: 0o700 })
    symlinkSync(join(workspace, 'packages/berth/bin/berth.js'), at('bin/berth'))
    copyFileSync(testbed().keyFile, at('home/.ssh/id_ed25519'))
    copyFileSync(testbed().knownHostsFile, at('home/.ssh/known_hosts'))
    const config = this.hosts.map(
      ({ address }, index) => `Host gpu${index + 1}\n  HostName ${address}\n  User ${user}\n`,
    )
    writeFileSync(at('home/.ssh/config'), config.join(''))
    writeFileSync(at('work/suite/run.sh'), '#!/bin/sh\necho "ran as $(id -u)"\n', { mode: 0o755 })
    writeFileSync(
      at(`work/${file}`),
      blockOf((block) => fileName(block) === file),
    )
  }

  /** The commands of the recipe, as they are printed. */
  get commands(): string {
    return blockOf(({ language, text }) => language === 'sh' && text.includes('berth up\n'))
  }

  /** Runs a program as the reader would, in the folder of the cluster file. */
  run(program: string): Promise<Outcome> {
    return execa('bash', ['-eo', 'pipefail', '-c', program], {
      cwd: join(this.#top, 'work'),
      env: {
        HOME: join(this.#top, 'home'),
        PATH: `${join(this.#top, 'bin')}:${dirname(process.execPath)}:${process.env.PATH}`,
      },
      extendEnv: false,
      reject: false,
      all: true,
      stdin: 'ignore',
    })
  }

  /** Runs a program on both hosts as root, and gives what each printed. Throws where one fails. */
  onHosts(program: string): Promise<string[]> {
    return Promise.all(
      this.hosts.map(async ({ name }) => {
        const { exitCode, stdout, stderr } = await testbed().run(name, program)
        if (exitCode !== 0) throw new Error(`${name}: ${program}: ${stderr}`)
        return stdout.trim()
      }),
    )
  }

  remove(): void {
    rmSync(this.#top, { recursive: true })
  }
}

function blockOf(is: (block: ReadmeBlock) => boolean): string {
  const block = readmeBlocks(security).find(is)
  if (block === undefined) throw new Error('SECURITY.md has no such block')
  return block.text
}
