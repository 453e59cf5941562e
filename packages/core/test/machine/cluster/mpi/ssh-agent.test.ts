import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { programs } from '../../../../src/command/programs.generated.js'
import { everyShell } from '../../program/every-shell.js'

describe('the agent by which daemons are started through sshd', () => {
  everyShell(programs, ['mpi/ssh-agent'], ({ argv }) => {
    let folder: string
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'berth-mpi-ssh-'))
      // What sshd does: a login shell gets what follows the host, joined by spaces.
      writeFileSync(
        join(folder, 'ssh'),
        '#!/bin/sh\nwhile :; do case $1 in -o) shift 2 ;; -*) shift ;; *) break ;; esac; done\necho "$1"; shift\nexec sh -c "$*"\n',
      )
      chmodSync(join(folder, 'ssh'), 0o755)
    })
    afterEach(() => rmSync(folder, { recursive: true }))
    const agent = (...words: readonly string[]) => {
      const start = 'program=$1; PATH=$0:$PATH; export PATH; shift; exec sh -c "$program" "$0/agent" "$@"'
      const [first = '', ...rest] = argv(['sh', '-c', start, folder, programs['mpi/ssh-agent'], ...words])
      return spawnSync(first, rest, { encoding: 'utf8' })
    }

    it('gives the daemon its tag and the variables of its host, and the command as ssh would', () => {
      writeFileSync(join(folder, 'host.10.0.0.2'), 'BERTH_EXEC=tag-1 BERTH_RANK=1\n')
      const command = ['FOO="a b"; export FOO;', 'echo "$FOO" $BERTH_EXEC $BERTH_RANK', "'it is'"]
      const { stdout, status, stderr } = agent('-x', '10.0.0.2', ...command)
      expect({ stdout, status, stderr }).toEqual({ stdout: '10.0.0.2\na b tag-1 1 it is\n', status: 0, stderr: '' })
    })

    it('starts daemons on other hosts too, as the launcher may know more than Berth', () => {
      expect(agent('h9', 'exit', '3')).toMatchObject({ stdout: 'h9\n', status: 3, stderr: '' })
    })
  })
})
