import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** The members of a runtime that does nothing, as JavaScript. */
export const members = `
  name: 'mine',
  capabilities: { labels: true, detachedStart: true, imageIdentity: true, archives: true, pull: true, stdin: true,
    hostNetwork: true, outlives: 'host' },
  argsSchema: { properties: { partition: { enum: ['gpu', 'cpu'] } } },
  observe() {}, ensureImage() {}, launch() {}, restart() {}, remove() {}, exec() {}, list() {},
`

/** A folder with these files, which is gone after the test. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'berth-modules-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

/** A cluster file whose runtime `mine` comes from a module. */
export function clusterFile(module: string, args: Readonly<Record<string, unknown>> = {}): string {
  const runtime = { name: 'mine', module, args: { defaults: 'none', ...args } }
  const container = { image: 'lab:1', name: 'lab', setup_script: false, runtime }
  return JSON.stringify({ orchestrator: 'container', node_dict: { localhost: {} }, container }, null, 1)
}

/** The manifest of an ES module package that only an import finds. */
export const importOnly: string = JSON.stringify({
  name: 'berth-runtime-mine',
  version: '1.2.3',
  type: 'module',
  exports: { '.': { import: './main.js' }, './other': { import: './other.js' } },
})
