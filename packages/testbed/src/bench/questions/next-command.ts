import type { Question } from './question.js'

/** What a command costs where connections are there already. */
export const nextCommand: Question = {
  id: 'next-command',
  title: (hosts) => `The next command: true on ${hosts} hosts, over connections that are there`,
  rounds: { counted: 7, warmUp: 1 },
  contenders: ({ cluster, ssh, onEachHost, signal }) => [
    { what: 'ssh, ControlMaster', run: () => onEachHost((host) => ssh.ssh('shared', host, 'true')) },
    { what: 'ssh, new connections', run: () => onEachHost((host) => ssh.ssh('own', host, 'true')) },
    {
      what: 'Berth',
      async run() {
        ;(await cluster.execOnHost(['true'], { signal })).throwIfFailed()
      },
    },
  ],
}
