import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { documents } from './documents.js'
import { workspaceFolder } from './workspace.js'

for (const { path, made } of documents) {
  const file = join(workspaceFolder, path)
  await writeFile(file, made(existsSync(file) ? await readFile(file, 'utf8') : ''))
}
