import { workspaceFolder } from '../workspace.js'
import { tagOf } from './assert-newer.js'
import { release } from './release.js'
import { ReleaseError } from './release-error.js'
import { releaseRequest } from './release-request.js'

try {
  const request = releaseRequest(process.argv.slice(2), new Date().toISOString().slice(0, 10))
  await release(workspaceFolder, request)
  const tag = tagOf(request.version)
  process.stdout.write(`committed and tagged ${tag}; look at it (git show), then: git push origin main ${tag}\n`)
} catch (error) {
  if (!(error instanceof ReleaseError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
