import type { ImageSource } from '@berth/core/adapter'
import { afterEach, expect, test } from 'vitest'
import { everyShell } from '../../../../core/test/machine/program/every-shell.js'
import { imageOutcome } from '../../../src/image/image-outcome.js'
import { imageProgram } from '../../../src/image/image-program.js'
import { programs } from '../../../src/programs.generated.js'
import { docker, useStubs } from '../../run-program.js'
import { apiImage, imageId } from './api-answers.js'
import { type ApiAnswer, ApiEngine } from './api-engine.js'

const source: ImageSource = { reference: 'reg.example:5000/a/tb@sha256:12', pull: 'never', archive: null }

/** A client that finds the image. */
const client = `printf '\\n%s\\n' '{"Id":"sha256:${'4'.repeat(64)}"}'`

everyShell(programs, ['image'], ({ container }) => {
  const stub = useStubs(container)
  const engines: ApiEngine[] = []
  afterEach(() => {
    for (const engine of engines.splice(0)) engine.close()
  })
  const look = async (answer: ApiAnswer) => {
    const engine = new ApiEngine(stub(''), { '/images/reg.example:5000/a/tb@sha256:12/json': answer }, client)
    engines.push(engine)
    await engine.listen()
    const asked = { ...docker, dialect: engine.dialect }
    const { reports, stderr } = await engine.run(imageProgram(source, asked))
    return { outcome: imageOutcome({ reports, stderr }, source, asked), end: reports.at(-1)?.[0], calls: engine.calls }
  }

  test('an image that is there, and one that is not, without the command line', async () => {
    const there = await look([200, apiImage])
    expect(there).toMatchObject({ outcome: { id: imageId, platform: 'linux/amd64' }, calls: [] })
    const message = `no such image: ${source.reference}: No such image: ${source.reference}`
    expect(await look([404, { message }])).toMatchObject({ end: 'not-here', calls: [] })
  })

  test.each<readonly [status: number, body: unknown]>([
    [404, { message: `no such image: ${source.reference}: invalid reference format` }],
    [200, { ...apiImage, Id: '' }],
  ])('what is no answer is asked for by the command line: %j', async (status, body) => {
    expect(await look([status, body])).toMatchObject({ outcome: { id: `sha256:${'4'.repeat(64)}` } })
  })
})
