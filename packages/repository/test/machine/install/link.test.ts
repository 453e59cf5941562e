import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkOut, install } from '../checkout.js'
import { readmeCommand } from './readme-command.js'

let top: string
let unbuilt: { readonly exitCode?: number | undefined; readonly stdout: string; readonly stderr: string }
const at = (name: 'checkout' | 'project' | 'prefix'): string => join(top, name)

beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'berth-checkout-'))
  await mkdir(at('project'))
  await writeFile(join(at('project'), 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  await checkOut(at('checkout'))
  await install(at('checkout'))
  unbuilt = await execa('npx', ['berth', '--version'], { cwd: at('checkout'), reject: false })
  // The other half of the line is done already.
  const [, link = ''] = readmeCommand('npm run link').split('npm ci && ')
  await shell(at('checkout'), link)
}, 600_000)

afterAll(() => rm(top, { recursive: true, force: true }), 120_000)

describe('a checkout, by the commands of the README', { timeout: 120_000 }, () => {
  it('has npx berth as soon as it is installed, which says what is missing before the build, and how to get it', async () => {
    expect(unbuilt).toMatchObject({ exitCode: 1, stdout: '' })
    const [said, remedy = ''] = unbuilt.stderr.split('\nTo build it: ')
    expect([said, remedy]).toEqual([
      'berth: this checkout is not built yet',
      `npm --prefix '${at('checkout')}' run build`,
    ])
    await shell(at('project'), remedy)
    expect(await shell(at('checkout'), 'npx berth --version')).toMatch(/^\d+\.\d+\.\d+$/)
  })

  it('gives berth on the PATH, from every folder', async () => {
    expect(await shell(at('project'), 'berth --help')).toContain('--cluster')
  })

  it('gives a project the library under the name by which it is imported', async () => {
    await shell(at('project'), readmeCommand('npm install CHECKOUT').replace('CHECKOUT', at('checkout')))
    const program = "import { openCluster } from 'berth-cluster'\nconsole.log(typeof openCluster)\n"
    await writeFile(join(at('project'), 'main.js'), program)
    expect(await shell(at('project'), 'node main.js')).toBe('function')
  })

  it('is taken off the PATH again, and stays what it is', async () => {
    await shell(at('checkout'), readmeCommand('npm uninstall'))
    expect(existsSync(join(at('prefix'), 'bin/berth'))).toBe(false)
    expect(existsSync(join(at('checkout'), 'packages/berth/dist/cli/main.js'))).toBe(true)
  })
})

/**
 * Runs a line as a user whose npm installs below a prefix of its own, and gives what it printed. Rejects where it
 * fails.
 */
async function shell(folder: string, line: string): Promise<string> {
  const PATH = `${join(at('prefix'), 'bin')}:${process.env.PATH}`
  const { stdout } = await execa('sh', ['-c', line], { cwd: folder, env: { PATH, npm_config_prefix: at('prefix') } })
  return stdout
}
