import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Cluster, resolveConfig } from '@berth/core'
import { localTransport } from '@berth/transport-local'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

let folder: string
let programs: string
let cluster: Cluster

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-programs-'))
  programs = join(folder, 'programs')
  await mkdir(programs)
  const config = resolveConfig({ orchestrator: 'baremetal', node_dict: { localhost: {} } })
  vi.stubEnv('PATH', `${programs}:${process.env.PATH}`)
  cluster = new Cluster({ config, transport: localTransport(), runtimes: {} })
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await cluster.close()
  await rm(folder, { recursive: true })
})

/** Bash as it is where it is the system's sh. */
const bashAsSh = `#!/bin/bash
: >"\${0%/*}/used"
exec -a sh /bin/bash "$@"
`

/** Takes all that there is, and prints what it was asked for. */
const greedyHead = `#!/bin/sh
: >"\${0%/*}/used"
cat | PATH=\${PATH#*:} exec head "$@"
`

/** None, for all that it says of itself. */
const noTar = `#!/bin/sh
: >"\${0%/*}/used"
exit 1
`

it.each<[string, Readonly<Record<string, string>>]>([
  ['a bash for sh', { sh: bashAsSh }],
  ['what there is without a tar', { tar: noTar }],
  ['a head that takes more than it prints', { head: greedyHead, tar: noTar }],
])('a folder that is put by %s is there as it was', async (_name, given) => {
  for (const [program, text] of Object.entries(given)) await writeFile(join(programs, program), text, { mode: 0o755 })
  const source = join(folder, 'source')
  await mkdir(source)
  const contents = new Map(
    ['one', ' two\nlines', 'Icon\r', '-n', 'b\\n'].map((name, index) => [name, randomBytes(70_000 * index + 1)]),
  )
  for (const [name, content] of contents) await writeFile(join(source, name), content)
  await cluster.putDirectory(join(folder, 'target'), source)
  expect((await readdir(join(folder, 'target'))).sort()).toEqual([...contents.keys()].sort())
  for (const [name, content] of contents)
    expect(content.equals(await readFile(join(folder, 'target', name)))).toBe(true)
  expect((await readdir(programs)).sort()).toEqual([...Object.keys(given), 'used'])
})
