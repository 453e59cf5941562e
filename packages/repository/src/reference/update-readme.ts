import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { clusterFileSchema, referenceMarkdown } from '@berth/core'
import { workspaceFolder } from '../workspace.js'
import { withReference } from './readme-reference.js'

const path = join(workspaceFolder, 'README.md')
await writeFile(path, withReference(await readFile(path, 'utf8'), referenceMarkdown(clusterFileSchema)))
