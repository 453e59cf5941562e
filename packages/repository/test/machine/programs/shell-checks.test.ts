import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { testWith } from '../../../../testbed/test/tiers/test-with.js'
import type { ProgramPackage } from '../../../src/programs/program-packages.js'
import { shellcheckProblems, syntaxProblems } from '../../../src/programs/shell-checks.js'

let sender: ProgramPackage
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'berth-programs-'))
  mkdirSync(join(folder, 'functions'))
  sender = { name: 'sender', folder, module: join(folder, 'programs.generated.ts') }
})
afterEach(() => rmSync(sender.folder, { recursive: true }))

const write = (file: string, text: string): void => writeFileSync(join(sender.folder, file), text)

it('syntax is that of the shell that the first line names, in functions too', async () => {
  write('good.sh', '#!/bin/bash\nread -r x <<<"$1"; echo "$x"\n')
  expect(await syntaxProblems(sender)).toEqual([])
  write('sends.sh', '#!/bin/sh\nread -r x <<<"$1"\n')
  write('functions/open.sh', '#!/bin/sh\nopen() {\n')
  expect(await syntaxProblems(sender)).toEqual([
    expect.stringContaining('sends.sh'),
    expect.stringContaining('functions/open.sh'),
  ])
})

testWith('shellcheck')('shellcheck knows what is included, and checks that too', async () => {
  write('functions/name.sh', '#!/bin/sh\nname=$1\n')
  write('program.sh', '#!/bin/sh\n. ./functions/name.sh\necho "$name"\n')
  expect(await shellcheckProblems(sender)).toEqual([])
  write('functions/name.sh', '#!/bin/sh\nname=$1\necho $name\n')
  expect(await shellcheckProblems(sender)).toEqual([expect.stringMatching(/functions\/name.sh line 3:[\s\S]*SC2086/)])
})
