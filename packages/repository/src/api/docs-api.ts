import { join, relative } from 'node:path'
import { publicPackages } from '../packing/public-packages.js'
import { workspaceFolder } from '../workspace.js'
import { entryPoints } from './entry-points.js'
import { generateApi } from './generate-api.js'

const own = join(workspaceFolder, 'packages/repository')
const out = join(own, 'api')
const warnings = await generateApi(entryPoints(publicPackages()), { tsconfig: join(own, 'tsconfig.api.json'), out })
if (warnings > 0) process.exitCode = 1
else process.stdout.write(`${relative(process.cwd(), out)}/index.html\n`)
