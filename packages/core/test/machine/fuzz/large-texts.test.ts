import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { beforeAll, expect, test } from 'vitest'
import { buildPackages } from '../../../../testbed/test/tiers/build-packages.js'

beforeAll(buildPackages)

/** The module in which a parser is, as it was built. */
const built = (path: string): string => fileURLToPath(new URL(`../../../dist/${path}`, import.meta.url))

/** Megabytes that a process may keep in mind; one more would end it. */
const memory = 700

/** What takes seconds of computing is for `npm run fuzz`. */
const isShort = process.env.BERTH_FUZZ_RUNS === undefined

const texts: readonly [string, string, string][] = [
  ['a list of JSON', 'config/parse/parse-json.js', `m.parseJson('[' + '1,'.repeat(5e6) + '1]').value.length`],
  ['a text of YAML', 'config/parse/parse-yaml.js', `m.parseYaml('a: ' + 'x'.repeat(2e6)).value.a.length`],
  ['too much YAML', 'config/parse/parse-yaml.js', `m.parseYaml('- 1\\n'.repeat(2.5e6)).problems[0].message`],
  [
    'reports',
    'program/reports/parse-reports.js',
    `m.parseReports('\\nN a\\nx'.repeat(1.5e6) + '\\nN end\\n', 'N').reports.length`,
  ],
  ['maps of JSON', 'config/parse/parse-json.js', `m.parseJson('[' + '{"a":1},'.repeat(1.2e6) + '1]').value.length`],
  ['mistakes in JSON', 'config/parse/parse-json.js', `m.parseJson('{' + '"a":1,'.repeat(1.5e6) + '}').problems.length`],
  ['a list of YAML', 'config/parse/parse-yaml.js', `m.parseYaml('- 1\\n'.repeat(5e5)).value.length`],
  [
    'what is there of a tree',
    'files/look-answer.js',
    `m.parseLook('mode 644 ./a\\n'.repeat(8e5) + 'looked\\n', { files: [] }).modes.size`,
  ],
  ['known hosts', 'sshd/files/known-hosts.js', `m.parseKnownHosts('gpu1 ssh-ed25519 AAAA\\n'.repeat(5e5)).size`],
]

test.each(isShort ? texts.slice(0, 4) : texts)(
  'megabytes of it are read within the memory of a small process: %s',
  async (_, module, work) => {
    const program = `const m = await import(${JSON.stringify(built(module))}); console.log(${work})`
    const { stdout } = await execa('node', [`--max-old-space-size=${memory}`, '--input-type=module', '-e', program])
    expect(stdout).not.toBe('')
  },
)
