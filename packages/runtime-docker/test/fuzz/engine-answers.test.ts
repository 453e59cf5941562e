import { type HostConnection, type ImageOutline, parseReports, parseSections } from '@berth/core/adapter'
import { bareSpec } from '@berth/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { damaged } from '../../../testbed/test/fuzz/damage.js'
import { fuzz } from '../../../testbed/test/fuzz/fuzz.js'
import { growsEvenly } from '../../../testbed/test/fuzz/growth.js'
import { oddJson, oddText, prototypeNames, textOf } from '../../../testbed/test/fuzz/odd-texts.js'
import { handleOutcome } from '../../src/containers/handle-outcome.js'
import { listOutcome } from '../../src/containers/list-outcome.js'
import { dockerRuntime } from '../../src/docker-runtime.js'
import { dockerDialect } from '../../src/engine/docker-dialect.js'
import { podmanDialect } from '../../src/engine/podman-dialect.js'
import { parsePodmanInfo } from '../../src/engine/podman-info.js'
import { engineTroubleKind } from '../../src/errors/engine-trouble.js'
import { imageIdentity } from '../../src/image/image-identity.js'
import { imageOutcome } from '../../src/image/image-outcome.js'
import { partsNeeded } from '../../src/image/parts-outcome.js'
import { inventoryOutcome } from '../../src/inventory/inventory-outcome.js'
import { launchOutcome } from '../../src/launch/launch-outcome.js'
import { parseListed } from '../../src/observe/listed-containers.js'
import { observeOutcome } from '../../src/observe/observe-outcome.js'
import { answer, report } from '../answer.js'
import { probed, recorded, withSection } from '../observe/probe.js'
import { docker as engine } from '../run-program.js'

const dialects = { docker: dockerDialect, podman: podmanDialect }
const id = 'a'.repeat(64)
const json = fc.oneof(
  oddJson.map((value) => JSON.stringify(value)),
  oddText,
)

describe.each(['docker', 'podman'] as const)('the observation of %s', (program) => {
  const folder = program === 'docker' ? '' : 'podman/'
  const name = 'box_running'
  const dialect = dialects[program]
  const running = recorded(`${folder}running`)
  const seen = (text: string) => probed(text, name, 'tb:1', 'auto', dialect).observation
  const whole = seen(running)

  it('of a running container is never another state, whatever is damaged', () => {
    expect(whole.state).toBe('running')
    fuzz(damaged([running]), ({ damaged: text, how }) => {
      const { state } = seen(text)
      expect(['running', 'unknown'], how).toContain(state)
    })
  })

  it('of no container is never a container', () => {
    const absent = recorded(`${folder}absent`)
    fuzz(damaged([absent]), ({ damaged: text }) => {
      expect(['absent', 'unknown']).toContain(probed(text, 'no_such', 'tb:1', 'auto', dialect).observation.state)
    })
  })

  it('may be made of any answers to its questions', () => {
    const names = [...running.matchAll(/\nNONCE (\S+\.\S+)\n/g)].map(([, section = '']) => section)
    fuzz(fc.constantFrom(...names), json, (section, text) => {
      expect(['running', 'stopped', 'absent', 'unknown']).toContain(
        seen(withSection(running, section, () => `${text}\n`)).state,
      )
    })
    fuzz(
      fc.constantFrom('Config', 'State', 'HostConfig', 'Image', 'Created', 'Name', 'ImageManifestDescriptor'),
      oddJson,
      (key, value) => {
        const text = withSection(running, 'plain.container', (stdout) => {
          const [first = '', described = ''] = stdout.split('\n')
          return `${first}\n${JSON.stringify({ ...JSON.parse(described), [key]: value })}\n`
        })
        expect(['running', 'stopped', 'unknown']).toContain(seen(text).state)
      },
    )
  })

  it('finds no label that every object has', () => {
    const labelled = withSection(running, 'plain.container', (stdout) =>
      stdout.replace(/"Labels":\{[^}]*\}/, '"Labels":{"__proto__":"x"}'),
    )
    expect(seen(labelled)).toMatchObject({ state: 'running', container: { inside: null } })
  })

  it('is any reports at all', () => {
    const word = fc.oneof(
      fc.constantFrom('plain.info', 'plain.list', 'plain.container', 'stderr', 'exit', 'host', ...prototypeNames),
      oddText,
    )
    fuzz(fc.array(fc.tuple(word, json), { maxLength: 9 }), (reports) => {
      const query = { name: 'box', image: 'tb:1', privilege: 'auto' } as const
      expect(observeOutcome(dialect, { reports, stderr: '' }, query).observation.state).toBe('unknown')
    })
  })

  it('takes as long as it is', () => {
    const section = (words: string) =>
      parseSections([
        ['plain.info', ''],
        ['stderr', words],
        ['exit', '1\n'],
      ])?.get('plain.info')
    for (const words of ['dial unix ', 'name ', 'Cannot connect ', 'cannot clone ', 'docker-init', 'x', '\n'])
      growsEvenly(
        (size) => section(words.repeat(size)),
        (answered) => answered && engineTroubleKind(dialect, answered),
      )
    growsEvenly(
      (size) => JSON.stringify({ ServerErrors: ['dial unix '.repeat(size)] }),
      (stdout) => engineTroubleKind(dialect, { stdout, stderr: '' }),
    )
    growsEvenly((size) => `${id} ${'a,'.repeat(size)}\n`, parseListed)
    growsEvenly((size) => `${id} a\n`.repeat(size), parseListed)
  })
})

describe('what an engine says of itself, of images and of containers', () => {
  it('is read, or nothing', () => {
    fuzz(json, fc.constantFrom('classic', 'containerd'), (text, store) => {
      expect(dockerDialect.parseInfo(text)).toBeNull()
      expect(parsePodmanInfo(text)).toBeNull()
      expect(imageIdentity(text, store)).toHaveProperty('unreadable')
      for (const listed of parseListed(text) ?? []) expect(listed.id).toMatch(/^[0-9a-f]{64}$/)
    })
  })

  it('may have any members', () => {
    const members = fc.dictionary(
      fc.constantFrom(
        'ID',
        'ServerVersion',
        'Driver',
        'DockerRootDir',
        'SecurityOptions',
        'DriverStatus',
        'host',
        'store',
        'version',
      ),
      oddJson,
    )
    fuzz(members, (object) => {
      dockerDialect.parseInfo(JSON.stringify(object))
      parsePodmanInfo(JSON.stringify(object))
    })
    fuzz(
      fc.dictionary(fc.constantFrom('RepoDigests', 'RepoTags', 'RootFS', 'Os', 'Architecture', 'Variant'), oddJson),
      (object) => {
        expect(imageIdentity(JSON.stringify({ Id: `sha256:${id}`, ...object }), 'classic')).toMatchObject({
          configDigest: `sha256:${id}`,
        })
      },
    )
  })
})

describe('the containers of an engine', () => {
  const info = /\nNONCE plain\.info\n(.*?)\nNONCE stderr\n/s.exec(recorded('running'))?.[1] ?? ''
  const other = 'b'.repeat(64)
  const container = (of: string): string =>
    `container ${JSON.stringify({ Id: of, Name: '/box', Created: '2026-01-02T03:04:05Z', State: { Status: 'exited' }, Config: { Labels: { 'berth.run': 'r1' } } })}\n`
  const told = (name: string, stdout: string): string => `\nNONCE ${name}\n${stdout}\nNONCE stderr\n\nNONCE exit\n0\n`
  const whole = [
    told('now', '1767225600\n'),
    told('plain.info', info),
    told('plain.labels', `${id} berth.run=r1\n${other} berth.run=r1\n${'c'.repeat(64)} \n`),
    told('plain.containers', `${container(id)}${container(other)}`),
    '\nNONCE end\n',
  ].join('')
  const read = (text: string) => {
    const { reports, end } = parseReports(text, 'NONCE')
    return end === 'finished' ? inventoryOutcome(dockerDialect, { reports, stderr: '' }) : null
  }

  it('are all that are listed, or there is trouble', () => {
    expect(read(whole)).toMatchObject({
      now: 1_767_225_600,
      troubles: [],
      engines: [{ containers: [{ id }, { id: other }] }],
    })
    fuzz(damaged([whole]), ({ damaged: text, how }) => {
      const inventory = read(text)
      if (inventory === null || 'reason' in inventory || inventory.troubles.length > 0) return
      const [engine] = inventory.engines
      // A list that lost a line whole, or whose line lost its label, has fewer to be looked for.
      if (how.startsWith('lose') || how.startsWith('flip') || how.startsWith('insert')) return
      expect(new Set(engine?.containers.map((one) => one.id)), how).toEqual(new Set([id, other]))
    })
  })

  it('may be told in any way', () => {
    const names = fc.constantFrom(
      'now',
      'host',
      'plain.info',
      'plain.labels',
      'plain.containers',
      'sudo.info',
      ...prototypeNames,
    )
    fuzz(fc.array(fc.tuple(names, json), { maxLength: 4 }), (sections) => {
      const inventory = read(`${sections.map(([name, text]) => told(name, text)).join('')}\nNONCE end\n`)
      if (inventory === null || 'reason' in inventory) return
      expect(Number.isSafeInteger(inventory.now)).toBe(true)
    })
    growsEvenly(
      (size) => {
        const ids = Array.from({ length: size }, (_, index) => index.toString(16).padStart(64, '0'))
        const [labels, containers] = [ids.map((one) => `${one} berth.run=r1\n`).join(''), ids.map(container).join('')]
        return [
          told('now', '1\n'),
          told('plain.info', info),
          told('plain.labels', labels),
          told('plain.containers', containers),
          '\nNONCE end\n',
        ].join('')
      },
      read,
      { from: 50, most: 2_000 },
    )
  })
})

describe('the outcome of a call', () => {
  const words = [
    'done',
    'changed',
    'guarded',
    'unread',
    'undone',
    'created',
    'running',
    'refused',
    'removed',
    'left',
    'image',
    'containers',
    'incomplete',
    'engine',
  ]
  const reports = fc.array(
    fc.tuple(
      fc.constantFrom(...words, ...prototypeNames),
      fc.oneof(json, fc.constantFrom(id, '"2026-01-02T03:04:05Z"')),
    ),
    { maxLength: 4 },
  )
  const handle = { id, name: 'box', labels: {} }

  it('is a container of a whole id, or a refusal', () => {
    fuzz(reports, oddText, (said, stderr) => {
      const launched = launchOutcome({ reports: said, stderr }, bareSpec({ name: 'box' }), engine)
      if ('id' in launched) expect(launched.id).toMatch(/^[0-9a-f]{64}$/)
      const listed = listOutcome({ reports: said, stderr }, {}, engine)
      if (Array.isArray(listed)) for (const one of listed) expect(one.id).toMatch(/^[0-9a-f]{64}$/)
      const image = imageOutcome({ reports: said, stderr }, { reference: 'a', pull: 'missing', archive: null }, engine)
      if ('id' in image) expect([image.configDigest, ...image.manifestDigests].join()).toMatch(/sha256:[0-9a-f]{64}/)
    })
  })

  it('is done only where that was said', () => {
    const failed = [report('undone'), report('changed'), report('guarded in use'), report('unread')] as const
    fuzz(damaged([failed[0], ...failed]), fc.constantFrom('restart', 'remove'), (text, action) => {
      expect(handleOutcome(action, answer(text.damaged, 'Error: something else'), handle, engine)).not.toBeNull()
    })
    fuzz(textOf('No such container: ', 'b'.repeat(64), 'No such image', '\n', ' '), (stderr) => {
      expect(handleOutcome('remove', answer(report('undone'), stderr), handle, engine)).not.toBeNull()
    })
  })

  it.each(['name ', 'dial unix ', 'manifest for ', 'x', 'x\n'])(
    'is an error that has an end, though the engine says %j over and over',
    async (piece) => {
      const ended = {
        host: 'gpu1',
        exitCode: 1,
        signal: null,
        endedBy: 'exit',
        truncated: false,
        duration: 1,
        stdout: '',
      } as const
      const exec: HostConnection['exec'] = async () => ({ ...ended, stderr: piece.repeat(1_000_000) })
      const engineFacts = { id: null, boot: null, own: true, version: '1', store: 'overlay2', root: '/' }
      const facts = { ...engineFacts, reachedBy: 'plain', rootless: false, endsWithLogin: false } as const
      const error = await dockerRuntime()
        .list?.({ facts, connection: { host: 'gpu1', exec } as HostConnection }, {})
        .catch((failure: unknown) => failure)
      expect(error).toMatchObject({ code: 'BERTH_PROBE_UNTRUSTED' })
      expect(String(error).length).toBeLessThan(80_000)
    },
  )
})

describe('the layers that an engine has', () => {
  const [one, two] = ['1', '2'].map((digit) => `sha256:${digit.repeat(64)}`) as [string, string]
  const layer = { compression: 'none', size: 1, unpacked: 1 } as const
  const outline: ImageOutline = {
    reference: 'lab:1',
    form: 'layers',
    config: { digest: one, size: 1 },
    manifest: { digest: two, size: 2, mediaType: 'x', text: '{}' },
    layers: [one, two].map((digest) => ({ ...layer, diffId: digest, digest })),
  }
  const told = (name: string, stdout: string): readonly [string, string][] => [
    [name, stdout],
    ['stderr', ''],
    ['exit', '0\n'],
  ]
  it('are some of those that are wanted, whatever it says', () => {
    fuzz(damaged([`["${one}"]\n["${two}"]\n`, `["${one}","${two}"]`]), ({ damaged: text }) => {
      const reports = [...told('layers', text), ...told('folder', '/f'), ...told('folder-room', text)]
      expect(partsNeeded({ reports, stderr: '' }, outline, engine)).toMatchObject({ folder: '/f' })
    })
  })
})
