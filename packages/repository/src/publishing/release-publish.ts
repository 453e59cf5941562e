import { readManifests } from '../manifests/read-manifests.js'
import { tagOf } from '../version/assert-newer.js'
import { workspaceFolder } from '../workspace.js'
import { publishOrder } from './publish-order.js'
import { publishPackages } from './publish-packages.js'

const [tag] = process.argv.slice(2)
const packages = publishOrder(readManifests())
const [version = ''] = packages.map(({ manifest }) => manifest.version)
if (tag !== tagOf(version)) {
  process.stderr.write(`the packages have the version ${version}, whose tag is ${tagOf(version)}, not ${tag}\n`)
  process.exitCode = 2
} else {
  await publishPackages(packages, {
    workspace: workspaceFolder,
    words: ['--provenance'],
    onPublished: (name) => process.stdout.write(`${name}\n`),
  })
}
