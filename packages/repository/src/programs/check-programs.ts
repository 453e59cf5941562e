import { installNeeds, missingNeeds } from '@berth/testbed'
import { programFiles } from './program-files.js'
import { programPackages } from './program-packages.js'
import { shellcheckProblems, syntaxProblems } from './shell-checks.js'

const need = { command: 'shellcheck', package: 'shellcheck' }
const isThere = (): boolean => missingNeeds([need]).length === 0

if (!isThere() && process.getuid?.() === 0 && missingNeeds([{ command: 'apt-get', package: 'apt' }]).length === 0) {
  await installNeeds([need], (line) => process.stderr.write(`${line}\n`))
}
const checked = isThere()
if (!checked) {
  process.stdout.write(
    'shellcheck is missing: only the syntax of the programs is checked. Debian has it as "shellcheck".\n',
  )
  if (process.env.CI === 'true') process.exitCode = 1
}
for (const sender of programPackages()) {
  const problems = [...(await syntaxProblems(sender)), ...(checked ? await shellcheckProblems(sender) : [])]
  const count = programFiles(sender.folder).programs.length
  process.stdout.write(`programs of ${sender.name}: ${problems.length === 0 ? `${count} clean` : 'have problems'}\n`)
  for (const text of problems) process.stdout.write(`${text.replace(/^/gm, '  ')}\n`)
  if (problems.length > 0) process.exitCode = 1
}
