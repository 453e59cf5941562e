import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { sandboxFixture } from './fixture.js'

const run = promisify(execFile)
const checkout = fileURLToPath(new URL('../../../../../', import.meta.url))
const example = fileURLToPath(new URL('../', import.meta.url))

/** Packs the example as it would be published, and installs it into a folder, beside the core that it needs. */
async function install(folder: string): Promise<void> {
  const source = join(folder, 'source')
  await mkdir(source)
  for (const file of ['package.json', 'sandbox.sh']) await cp(join(example, file), join(source, file))
  await run(join(checkout, 'node_modules/.bin/tsc'), ['-p', example, '--outDir', join(source, 'dist')])
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: source })
  const lab = join(folder, 'lab')
  const options = ['--prefix', lab, '--offline', '--no-audit', '--no-fund', '--legacy-peer-deps']
  await run('npm', ['install', ...options, join(folder, stdout.trim())])
  await mkdir(join(lab, 'node_modules/@berth'))
  await symlink(join(checkout, 'packages/core'), join(lab, 'node_modules/@berth/core'))
}

// The sandboxes are where they are by default; a mount namespace keeps them from those of this machine.
const inNamespace = 'mount -t tmpfs tmpfs /var/lib && eval "$1"'

describe.skipIf(process.getuid?.() !== 0)('the command line', () => {
  test('keeps sandboxes, by the package that the cluster file names', { timeout: 120_000 }, async () => {
    const fixture = await sandboxFixture()
    const folder = await mkdtemp(join(tmpdir(), 'berth-sandbox-'))
    await install(folder)
    const runtime = { name: 'sandbox', module: 'berth-runtime-sandbox', args: { defaults: 'none' } }
    const image = { image: 'busybox:1', image_tar: fixture.archive.path, name: 'lab', setup_script: false }
    const file = { orchestrator: 'container', node_dict: { localhost: {} }, container: { ...image, runtime } }
    await writeFile(join(folder, 'lab/berth.json'), JSON.stringify(file))

    const env = { PATH: process.env.PATH, HOME: folder }
    const berth = `"${process.execPath}" "${join(checkout, 'packages/berth/dist/cli/main.js')}"`
    const lines = ['--version', 'up', `exec -- sh -c 'echo "in $(readlink /bin/sh)"'`, 'down', 'status --json']
    const program = lines.map((line) => `${berth} ${line}`).join(' && ')
    const words = ['--mount', '--propagation', 'private', 'sh', '-c', inNamespace, 'sh', program]
    const { stdout } = await run('unshare', words, { cwd: join(folder, 'lab'), env })

    const installed = join(folder, 'lab/node_modules/berth-runtime-sandbox')
    expect(stdout).toContain(`runtime sandbox: berth-runtime-sandbox 0.1.0 in ${installed}, named by ./berth.json\n`)
    expect(stdout).toContain('in busybox\n')
    expect(JSON.parse(stdout.slice(stdout.indexOf('\n{') + 1))).toMatchObject({
      hosts: { localhost: { state: 'absent' } },
    })

    await fixture.close()
    await rm(folder, { recursive: true })
  })
})
