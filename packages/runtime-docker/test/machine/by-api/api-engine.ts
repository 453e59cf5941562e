import { copyFileSync, existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { HostProgram, ProgramAnswer } from '@berth/core/adapter'
import type { Dialect } from '../../../src/engine/dialect.js'
import { dockerDialect } from '../../../src/engine/docker-dialect.js'
import type { StubEngine } from '../../run-program.js'

/** What the interface answers to a path: an object as JSON, a text as it is, or whatever is done with it. */
export type ApiAnswer = readonly [status: number, body: unknown] | ((response: ServerResponse) => void)

/** An engine with a socket, and with a client that is no script. */
export class ApiEngine {
  /** The paths that were asked for, in order. */
  readonly asked: string[] = []
  readonly dialect: Dialect
  readonly #stub: StubEngine
  readonly #server: Server

  /** `client` is the shell program of every command of the client; `$0` is the command's first word. */
  constructor(stub: StubEngine, answers: Readonly<Record<string, ApiAnswer>>, client: string) {
    this.#stub = stub
    const { folder } = stub
    // A shell runs the file that its first word names.
    rmSync(join(folder, 'docker'))
    copyFileSync(realpathSync('/bin/dash'), join(folder, 'docker'))
    for (const command of ['info', 'ps', 'container', 'image', 'exec', 'context', 'create', 'start', 'rm', 'logs']) {
      writeFileSync(join(folder, command), `printf '%s\\n' "$0 $1 $2 $3" >>calls\n${client}\n`)
    }
    const usual = `default unix://${folder}/socket`
    this.dialect = { ...dockerDialect, whereabouts: { ...dockerDialect.whereabouts, usual } }
    this.#server = createServer(({ url = '' }, response) => {
      this.asked.push(url)
      const answer = answers[url.replace(/\?.*/, '')] ?? [404, { message: 'page not found' }]
      if (typeof answer === 'function') answer(response)
      else {
        const [status, body] = answer
        response.writeHead(status).end(typeof body === 'string' ? body : `${JSON.stringify(body)}\n`)
      }
    })
  }

  get folder(): string {
    return this.#stub.folder
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(join(this.folder, 'socket'), resolve))
    return this
  }

  /** Runs a program where the client and the socket are. */
  run(program: HostProgram): Promise<ProgramAnswer> {
    const env = ['env', '-u', 'DOCKER_CONFIG', '-u', 'DOCKER_HOST', `HOME=${this.folder}`]
    const inFolder = ['sh', '-c', 'cd "$1" && shift && exec "$@"', 'sh', this.folder]
    return this.#stub.run(program, { through: [...env, ...inFolder] })
  }

  /** The first four words of every call of the client, in order. */
  get calls(): readonly string[] {
    const file = join(this.folder, 'calls')
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []
  }

  /** Puts another command before the machine's own. */
  add(command: string, text: string): void {
    this.#stub.add(command, text)
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}
