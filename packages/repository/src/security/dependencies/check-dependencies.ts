import { readAudit, readSignatures } from './audit.js'
import { npm } from './npm.js'

/** Where what was not checked is a failure: in the workflow that is there for this alone. */
const mustAsk = process.argv.includes('--must-ask')

const checks = {
  'known vulnerabilities': readAudit(npm('audit', '--json')),
  signatures: readSignatures(npm('audit', 'signatures', '--json')),
}
for (const [what, audit] of Object.entries(checks)) {
  switch (audit.state) {
    case 'clean':
      process.stdout.write(`${what}: none found wrong\n`)
      break
    case 'found':
      process.stdout.write(`${what}:\n${audit.what.map((text) => `  ${text}\n`).join('')}`)
      process.exitCode = 1
      break
    case 'not checked':
      process.stdout.write(`${what}: NOT CHECKED, since npm could not ask the registry: ${audit.why}\n`)
      if (mustAsk) process.exitCode = 1
      break
    default:
      audit satisfies never
  }
}
