import type { Act } from './act.js'
import { mustOnEach } from './must.js'

/** Two commands at a time on all hosts, with input, environment, both streams and an exit code. */
export const plainCommands: Act = {
  what: 'commands with input, output and an exit code',
  async perform({ cluster, signal }) {
    const command = 'read -r line; echo "$line $WORD"; echo err >&2; exit 3'
    const results = await Promise.all(
      ['first', 'second'].map((word) =>
        cluster.exec(command, { stdin: `${word}\n`, env: { WORD: word }, signal, timeout: '5m' }),
      ),
    )
    const ran = results.map((each) =>
      mustOnEach(each, ({ exitCode, stderr, stdout }) => {
        const [word = '', again] = stdout.trimEnd().split(' ')
        return exitCode === 3 && stderr === 'err\n' && word === again && word !== ''
      }),
    )
    return ran.reduce((sum, count) => sum + count, 0)
  },
}
