import { readFile, writeFile } from 'node:fs/promises'
import { clusterFileSchema, referenceMarkdown } from '@berth/core'
import { withReference } from './readme-reference.js'

const path = new URL('../../../../README.md', import.meta.url)
await writeFile(path, withReference(await readFile(path, 'utf8'), referenceMarkdown(clusterFileSchema)))
