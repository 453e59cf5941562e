import type { Question } from './question.js'

const commands = 200

/** What a script with many small steps feels. */
export const manyCommands: Question = {
  id: 'many-commands',
  title: () => `One after the other: true ${commands} times on one host`,
  rounds: { counted: 3, warmUp: 0 },
  contenders: ({ cluster, hosts: [host = ''], ssh, signal, runHere }) => [
    {
      what: 'ssh, ControlMaster',
      run: () =>
        runHere(`i=0; while [ $i -lt ${commands} ]; do ${ssh.ssh('shared', host, 'true')} || exit 1; i=$((i+1)); done`),
    },
    {
      what: 'Berth',
      async run() {
        for (let count = 0; count < commands; count++) {
          ;(await cluster.execOnHost(['true'], { hosts: [host], signal })).throwIfFailed()
        }
      },
    },
  ],
}
