import { execFile, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { BerthError } from 'berth-cluster'
import { expect, onTestFinished } from 'vitest'
import { printedCommand } from '../../../../testbed/test/remedies/printed-commands.js'
import { runsRemedy } from '../../../../testbed/test/remedies/runs-remedy.js'
import { loadConfig } from '../../../src/load-config.js'
import { clusterFile, folderWith, members } from '../modules/a-lab.js'

const name = 'berth-runtime-mine'

/** A registry that has one version of the package, and nothing else. Gives its address. */
async function registry(): Promise<string> {
  const manifest = { name, version: '1.0.0', type: 'module', exports: { import: './main.js' } }
  const source = folderWith({
    'package.json': JSON.stringify(manifest),
    'main.js': `export const runtime = {${members}}`,
  })
  const packed = execFileSync('npm', ['pack', '--silent'], { cwd: source, encoding: 'utf8' }).trim()
  const tarball = readFileSync(join(source, packed))
  const server = createServer((request, response) => {
    if (request.url === `/${packed}`) return response.end(tarball)
    if (request.url !== `/${name}`) return response.writeHead(404).end('{}')
    const dist = { tarball: `${address}${packed}` }
    const versions = { [manifest.version]: { ...manifest, dist } }
    return response.end(JSON.stringify({ name, 'dist-tags': { latest: manifest.version }, versions }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return address
}

runsRemedy('npm-install', 'puts the package where the cluster file is, and nowhere above it', async () => {
  // A folder above that npm would take for the project.
  const folder = folderWith({ 'package.json': '{"name": "above"}', 'my lab/cluster.json': clusterFile(name) })
  const file = join(folder, 'my lab/cluster.json')
  const error: unknown = await loadConfig(file).catch((caught: unknown) => caught)
  expect(error).toMatchObject({ code: 'BERTH_RUNTIME_UNKNOWN' })
  const { line } = printedCommand(BerthError.isInstance(error) ? error.message : '', 'npm install')
  const env = {
    ...process.env,
    npm_config_registry: await registry(),
    npm_config_audit: 'false',
    npm_config_cache: join(folder, 'cache'),
  }
  await promisify(execFile)('sh', ['-c', line], { cwd: '/', env })

  expect((await loadConfig(file)).config.container?.runtime).toMatchObject({ name: 'mine', module: name })
  expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).toEqual({ name: 'above' })
  expect(readFileSync(join(folder, 'my lab/node_modules', name, 'main.js'), 'utf8')).toContain('export const runtime')
})
