import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { damaged } from '../../../testbed/test/fuzz/damage.js'
import { fuzz } from '../../../testbed/test/fuzz/fuzz.js'
import { growsEvenly } from '../../../testbed/test/fuzz/growth.js'
import { oddJson, oddText, prototypeNames, textOf } from '../../../testbed/test/fuzz/odd-texts.js'
import { parseDetachedState } from '../../src/detach/detached-state.js'
import { type Looked, parseLook } from '../../src/files/look-answer.js'
import { usersIn } from '../../src/lifetime/execute/claims/describe-users.js'
import { parseClaim } from '../../src/lifetime/inside/claim.js'
import { parseInside } from '../../src/lifetime/inside/inside.js'
import { parseHostFacts } from '../../src/lifetime/observe/host-facts.js'
import { berthLabels, labelNames, readLabels, turnsOf } from '../../src/lifetime/owners/labels.js'
import { ownerText, readOwner } from '../../src/lifetime/owners/owner-text.js'
import { requestedGpus, setupScriptOf, specDifferences, specLabel } from '../../src/lifetime/spec/requested-spec.js'
import { objectOf, parseObject, parseString, stringMapOf, stringsOf } from '../../src/program/json.js'
import { parseReports } from '../../src/program/reports/parse-reports.js'
import { parseSections } from '../../src/program/reports/sections.js'
import { markerOpening, parseMarker } from '../../src/provision/marker.js'
import { parseAuthorizedKeys } from '../../src/sshd/files/authorized-keys.js'
import { parseKnownHosts } from '../../src/sshd/files/known-hosts.js'
import { parseInspection } from '../../src/sshd/inspection.js'
import { containerOf } from '../config/resolve.js'

const owner = { user: 'ann', machine: 'desk/1', pidNamespace: 'pid:[1]', pid: 4711, processStart: 'boot 7' }

describe('the reports of a program', () => {
  const nonce = '1b4e28ba-2fa1-11d2-883f-0016d3cca427'
  const whole = `noise\n${nonce} a\none\n${nonce} stderr\n\n${nonce} exit\n0\n\n${nonce} end\n`

  it('are no whole answer where their end is not the end', () => {
    fuzz(damaged([whole]), ({ damaged: text }) => {
      const { reports, end } = parseReports(text, nonce)
      expect(end === 'cut').toBe(!text.endsWith(`\n${nonce} end\n`))
      parseSections(reports)
    })
  })

  it('may be any text', () => {
    fuzz(textOf('\n', nonce, ' ', 'end', 'failed', 'stderr', 'exit', '0'), (text) => {
      const { reports } = parseReports(text, nonce)
      for (const [name, { exitCode }] of parseSections(reports) ?? [])
        expect([typeof name, exitCode >= 0]).toEqual(['string', true])
    })
  })

  it('take as long as they are', () => {
    const all: readonly [string, (size: number) => string][] = [
      ['reports', (size) => `\n${nonce} a\n`.repeat(size)],
      [
        'sections',
        (size) =>
          Array.from({ length: size }, (_, at) => `\n${nonce} ${at}\n\n${nonce} stderr\n\n${nonce} exit\n0\n`).join(''),
      ],
      [
        'a long line of words',
        (size) => `\n${nonce} a\n\n${nonce} stderr\n${'name '.repeat(size)}\n${nonce} exit\n0\n`,
      ],
      [
        'many lines of words',
        (size) => `\n${nonce} a\n\n${nonce} stderr\n${'name\n'.repeat(size)}\n${nonce} exit\n0\n`,
      ],
    ]
    for (const [, make] of all) growsEvenly(make, (text) => parseSections(parseReports(text, nonce).reports))
  })
})

describe('the JSON of an engine', () => {
  it('is an object, a text, texts or nothing', () => {
    fuzz(
      fc.oneof(
        oddJson.map((value) => JSON.stringify(value)),
        oddText,
      ),
      (text) => {
        const object = parseObject(text)
        expect(typeof (parseString(text) ?? '')).toBe('string')
        for (const value of Object.values(object ?? {})) {
          expect(stringsOf(value).every((item) => typeof item === 'string')).toBe(true)
          expect(Object.values(stringMapOf(value) ?? {}).every((item) => typeof item === 'string')).toBe(true)
          objectOf(value)
        }
      },
    )
    expect(parseObject('{"a":'.repeat(100_000))).toBeNull()
    expect(parseObject(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)).not.toBeNull()
  })
})

describe('the facts of a host', () => {
  const patterns = ['/data', '/dev/kfd', '/dev/dri/*']
  const whole =
    'now 1767225600\0home\0/home/ann\0path 0 /data\0/data\0device 44 /dev/kfd\0/dev/kfd\0device 44 /dev/dri/*\0/dev/dri/card0\0listener 2224 0\0sshd (process 7)\0end\0'

  it('never say that something is missing which is there', () => {
    fuzz(damaged([whole]), ({ damaged: text, how }) => {
      const facts = parseHostFacts(text, patterns)
      // A record that is lost whole is missing from what looks whole.
      if (facts === null || how.startsWith('lose')) return
      for (const pattern of patterns) expect(facts.paths.get(pattern), how).toHaveLength(1)
    })
  })

  it('are no answer where the end is cut off', () => {
    for (let length = 0; length < whole.length; length += 1)
      expect(parseHostFacts(whole.slice(0, length), patterns)).toBeNull()
    expect(parseHostFacts(whole, patterns)?.paths.size).toBe(3)
  })

  it('may be any text', () => {
    fuzz(
      textOf('now 1', '\0', 'home', 'hidden ', '/data', 'path 0 ', 'device 44 ', 'listener 2224 0', 'end\0'),
      (text) => {
        const facts = parseHostFacts(text, ['/data', ...prototypeNames])
        if (facts !== null) expect(Number.isSafeInteger(facts.now)).toBe(true)
      },
    )
    growsEvenly(
      (size) => `now 1\0${'home\0\0'.repeat(size)}end\0`,
      (text) => parseHostFacts(text, []),
    )
  })
})

describe('what the inside of a container tells', () => {
  const marker = `${markerOpening('done', { run: 'r1', launch: 'l1', scriptHash: 'h' })},"at":1760000000}`
  const claim = `claim c1 l1 1760000000 r4 ${ownerText(owner)}`
  const view = (...lines: readonly string[]): string => ['inside 1', 'now 1760000001', ...lines, 'end', ''].join('\n')
  const uncommitted = view(`marker ${marker}`, 'provisioning l1 r2', 'seal l1 1760000000 r3', claim)
  const committed = view(`marker ${marker}`, 'committed l1 u1', claim)

  it('is whole, or unreadable', () => {
    for (let length = 0; length < committed.length; length += 1)
      expect(parseInside({ text: committed.slice(0, length) }, 'l1')).toHaveProperty('unreadable')
  })

  it('never tells of more than was told', () => {
    fuzz(damaged([uncommitted, committed]), ({ whole, damaged: text }) => {
      const inside = parseInside({ text }, 'l1')
      if ('unreadable' in inside) return
      if (whole === uncommitted) expect(inside.committed).toBe(false)
      if (whole === committed) expect([inside.provisioning, inside.seals]).toEqual([null, []])
      for (const { at } of [...inside.seals, ...inside.claims]) expect(new Date(at).toISOString()).toBe(at)
      // A marker that was damaged is none that could be read, unless its line was lost as a whole.
      if (inside.marker.state !== 'none' && inside.marker.state !== 'unreadable')
        expect(inside.marker.state).toBe('done')
    })
  })

  it('may be any text', () => {
    fuzz(
      textOf(
        'inside 1\n',
        'uptime b 7\n',
        'lease l1 b 9\n',
        'now 1\n',
        'now \n',
        'marker ',
        marker,
        'claim ',
        'l1',
        'seal l1 ',
        '9',
        ' ',
        '\n',
        'end\n',
      ),
      (text) => {
        parseInside({ text }, 'l1')
        parseInside({ text: view(text) }, 'l1')
        expect(parseClaim('c', text)?.run ?? '').not.toContain(' ')
        expect(usersIn(text).every((user) => typeof user === 'string')).toBe(true)
      },
    )
    growsEvenly(
      (size) => view(...Array.from({ length: size }, () => claim)),
      (text) => parseInside({ text }, 'l1'),
    )
    growsEvenly(
      (size) => view(`marker ${'{'.repeat(size)}`),
      (text) => parseInside({ text }, 'l1'),
    )
  })
})

describe('a marker of provisioning', () => {
  const at = ',"at":1760000000}'
  const texts = (['provisioning', 'done'] as const).map(
    (state) => `${markerOpening(state, { run: 'r1', launch: 'l1', scriptHash: 'h' })}${at}`,
  )

  it('that is damaged says the same, or cannot be read', () => {
    fuzz(damaged([texts[0] ?? '', ...texts]), ({ whole, damaged: text }) => {
      const { state } = parseMarker(text)
      if (state !== 'unreadable') expect(state).toBe(parseMarker(whole).state)
    })
  })

  it('may be any text', () => {
    fuzz(
      fc.oneof(
        oddText,
        oddJson.map((value) => JSON.stringify(value)),
      ),
      (text) => {
        expect(parseMarker(text).state).toBe('unreadable')
      },
    )
    for (const at of ['1e999', '-1e999', '1e300', '"1"', 'null'])
      expect(parseMarker(`${texts[0]?.slice(0, -at.length)}`).state).toBe('unreadable')
  })
})

describe('labels', () => {
  const spec = specLabel(containerOf({ env: { A: '1' } }), 'hash', 'salt')
  const labels = berthLabels({
    cluster: 'lab',
    run: 'r1',
    launch: 'l1',
    handedOver: false,
    owner,
    lifetime: 'persistent',
    spec,
  })
  const names = Object.keys(labels)

  it('that are damaged are unreadable, or say the same of what protects a container', () => {
    fuzz(
      fc.constantFrom(...names).chain((name) => fc.tuple(fc.constant(name), damaged([labels[name] ?? '']))),
      ([name, { damaged: text }]) => {
        const read = readLabels({ ...labels, [name]: text })
        if (read !== null) expect([read.lifetime, read.handedOver]).toEqual(['persistent', false])
      },
    )
  })

  it('may be any texts', () => {
    fuzz(
      fc.dictionary(
        fc.constantFrom(...names, ...prototypeNames),
        fc.oneof(oddText, fc.constantFrom(...Object.values(labels))),
      ),
      (texts) => {
        const read = readLabels(texts)
        if (read !== null) expect(['per_run', 'persistent']).toContain(read.lifetime)
        expect(turnsOf(texts)).toBeGreaterThan(0)
      },
    )
    expect(readLabels(JSON.parse('{"__proto__": {"berth.version": "2"}}'))).toBeNull()
    expect(readLabels({ ...labels, [labelNames.version]: '3' })).toBeNull()
  })

  it('name an owner that a process can be, or none', () => {
    for (const pid of ['-1', '0', '1.5', '1e400', '99999999999999999999', '"7"', 'null'])
      expect(readOwner(ownerText(owner).replace('4711', pid)), pid).toBeNull()
    fuzz(
      fc.oneof(
        oddJson.map((value) => JSON.stringify(value)),
        oddText,
      ),
      (text) => {
        expect(readOwner(text)).toBeNull()
      },
    )
    expect(readOwner('['.repeat(100_000))).toBeNull()
  })

  it('with a spec are compared, or cannot be read', () => {
    const container = containerOf()
    const fields = fc.record({
      salt: oddText,
      image: oddText,
      args: oddJson,
      own: oddJson,
      env: oddJson,
      setupScript: oddJson,
    })
    const odd = fc.oneof(
      oddText,
      damaged([spec]).map(({ damaged: text }) => text),
      fields.map((value) => JSON.stringify({ version: 1, ...value })),
    )
    fuzz(odd, (text) => {
      for (const { path } of specDifferences(text, container) ?? []) expect(typeof path).toBe('string')
      expect(typeof (setupScriptOf(text) ?? '')).toBe('string')
      requestedGpus(text)
    })
    const deep = `{"version":1,"salt":"","image":"","args":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`
    expect(specDifferences(deep, container)).toBeNull()
    growsEvenly(
      (size) => `{"version":1,"salt":"","image":"","args":{"a":[${'1,'.repeat(size)}1]}}`,
      (text) => specDifferences(text, container),
    )
  })
})

describe('the state of a detached command', () => {
  it('is one that it can have, or unreadable', () => {
    fuzz(
      fc.oneof(textOf('exit ', '0', '255', '256', '999', 'running', 'stopped', 'lost', '\n', ' '), oddText),
      (text) => {
        const state = parseDetachedState(text)
        if (state.state === 'exited') expect(state.exitCode).toBeLessThanOrEqual(255)
        if (state.state === 'unreadable') expect(typeof state.reason).toBe('string')
      },
    )
    for (const name of [...prototypeNames, 'exit 256', 'exit -1', 'exit', ''])
      expect(parseDetachedState(name).state).toBe('unreadable')
  })
})

describe('what is there of a tree', () => {
  const hash = (digit: string): string => digit.repeat(64)
  const file = (path: string) => ({ path, source: path, size: 3, mode: 0o644, hash: hash('a') })
  const files = ['a', 'b/c', '__proto__', 'constructor'].map(file)
  const whole = `${files.map(({ path }) => `${hash('a')}  ./${path}\nmode 644 ./${path}\n`).join('')}folder 4\nlink 5 /x\npart p 7\ntar\nlooked\n`

  it('is no answer where the end is cut off', () => {
    for (let length = 0; length < whole.length; length += 1)
      expect(parseLook(whole.slice(0, length), { files })).toBeNull()
  })

  it('never has a file that is not there as it is to be', () => {
    const others = whole.replaceAll(hash('a'), hash('b'))
    fuzz(damaged([whole, others]), ({ whole: from, damaged: text }) => {
      const looked = parseLook(text, { files })
      if (from === others) expect([...there(looked)]).toEqual([])
      else expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining([...there(looked)]))
    })
  })

  it('takes as long as it is', () => {
    growsEvenly(
      (size) => `${'mode 644 ./a\n'.repeat(size)}looked\n`,
      (text) => parseLook(text, { files }),
    )
    growsEvenly(
      (size) => `link 5 ${'x'.repeat(size)}\n${'part '.repeat(size)}\nlooked\n`,
      (text) => parseLook(text, { files }),
    )
  })

  function there(looked: Looked | null): readonly string[] {
    return [...(looked?.hashes ?? [])].flatMap(([path, seen]) => (seen === hash('a') ? [path] : []))
  }
})

describe('what is in the sshd folder of a container', () => {
  const inspected =
    'missing \nversion OpenSSH_9.2p1\nrunning yes\nhost_key ssh-ed25519 AAAA\ntrusted none\n\nenviron\nA=1\0PATH=/bin\0\nend\n'

  it('is whole, or no answer', () => {
    expect(parseInspection(inspected)).toMatchObject({ running: true, environment: { A: '1', PATH: '/bin' } })
    for (let length = 0; length < inspected.length; length += 1)
      expect(parseInspection(inspected.slice(0, length))).toBeNull()
  })

  it('says whether sshd runs, or nothing', () => {
    fuzz(damaged([inspected, inspected.replace('running yes', 'running no')]), ({ whole, damaged: text }) => {
      const read = parseInspection(text)
      if (read !== null) expect(read.running).toBe(whole === inspected)
    })
    fuzz(textOf('running yes\n', 'trusted x\n', 'environ\n', '\nend\n', 'A=', '\0', '__proto__=1\0', '\n'), (text) => {
      parseInspection(text)
      expect({}).not.toHaveProperty('1')
    })
    growsEvenly((size) => `running yes\ntrusted x\n\nenviron\n${'A=1\0'.repeat(size)}\nend\n`, parseInspection)
  })

  it('names known hosts and keys, or leaves out what it cannot be', () => {
    fuzz(textOf('a', '[::1]:22', '[a]:', '2224', ',', ' ssh-ed25519 AAAA', ' berth', '\n'), (text) => {
      for (const [name, { port }] of parseKnownHosts(text)) {
        expect(name).toMatch(/^[\w:]/)
        expect(port > 0 && port <= 65_535).toBe(true)
      }
      for (const key of parseAuthorizedKeys(text)) expect(key).toMatch(/^ssh-\S+ \S+$/)
    })
    growsEvenly((size) => 'a ssh-ed25519 AAAA\n'.repeat(size), parseKnownHosts)
    growsEvenly((size) => `${'a,'.repeat(size)} ssh-ed25519 AAAA\n`, parseKnownHosts)
    growsEvenly(
      (size) => `[${'a'.repeat(size)}]:1 ssh-ed25519 AAAA\n${'ssh-a '.repeat(size)}`,
      (text) => [parseKnownHosts(text), parseAuthorizedKeys(text)],
    )
  })
})
