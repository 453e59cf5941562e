import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { everyShell } from '../../../../core/test/machine/program/every-shell.js'
import { podmanDialect } from '../../../src/engine/podman-dialect.js'
import { saveCommand } from '../../../src/image/parts-program.js'
import { programs } from '../../../src/programs.generated.js'
import { docker, useStubs } from '../../run-program.js'

everyShell(programs, ['save'], ({ container }) => {
  const stub = useStubs(container)

  test.each([
    [docker, 'save -- lab:1'],
    [{ ...docker, dialect: podmanDialect }, 'save --quiet --format docker-archive -- lab:1'],
  ])('writes out an image, byte for byte', async (engine, call) => {
    const made = stub("printf 'a\\0b\\377'")
    copyFileSync(join(made.folder, 'docker'), join(made.folder, 'podman'))
    const pieces: Uint8Array[] = []
    const within = ['sh', '-c', 'PATH=$1:$PATH && shift && exec "$@"', 'sh', made.folder]
    const { exitCode } = await container.exec([...within, ...saveCommand('lab:1', engine)], {
      onOutput: (stream, piece) => void (stream === 'stdout' && pieces.push(Buffer.from(piece))),
    })
    expect([exitCode, Buffer.concat(pieces).toString('latin1')]).toEqual([0, 'a\0b\xff'])
    expect(made.calls).toEqual([call])
  })
})
