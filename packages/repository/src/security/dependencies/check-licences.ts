import { parseInstalledPackages } from './installed-package.js'
import { licenceProblems } from './licences.js'
import { npm } from './npm.js'

const { exitCode, stdout, stderr } = npm('query', '*')
if (exitCode !== 0) throw new Error(`npm query: ${stderr}`)
const packages = parseInstalledPackages(stdout)
const problems = licenceProblems(packages)
process.stdout.write(
  `licences of ${packages.length} packages: ${problems.length === 0 ? 'permitted' : 'not permitted'}\n`,
)
for (const text of problems) process.stdout.write(`  ${text}\n`)
if (problems.length > 0) process.exitCode = 1
