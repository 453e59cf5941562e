import { readAudit, readSignatures } from './audit.js'
import { npm } from './npm.js'
import { tellAudits } from './tell-audits.js'

const audits = {
  'known vulnerabilities': readAudit(npm('audit', '--json')),
  signatures: readSignatures(npm('audit', 'signatures', '--json')),
}
// In the workflow that is there for this alone, what was not checked is a failure.
const { text, failed } = tellAudits(audits, { mustAsk: process.argv.includes('--must-ask') })
process.stdout.write(text)
if (failed) process.exitCode = 1
