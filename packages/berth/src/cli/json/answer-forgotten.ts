import { BerthError, HostsError } from '@berth/core'
import type { Answer } from './answer.js'

/** What was forgotten of several detached commands, gathered for each host. */
export class AnswerForgotten {
  readonly #answer: Answer<'forget'>
  readonly #hosts: readonly string[]
  readonly #everywhere: string[] = []
  readonly #forgottenOn = new Map<string, string[]>()
  readonly #firstError = new Map<string, BerthError>()

  constructor(answer: Answer<'forget'>, hosts: readonly string[]) {
    this.#answer = answer
    this.#hosts = hosts
  }

  /** Takes a command of which nothing is kept on these hosts any more, which are all that have it. */
  forgotten(id: string, hosts: readonly string[]): void {
    this.#everywhere.push(id)
    for (const host of hosts) this.#add(id, host)
  }

  /** Takes a command that could not be forgotten on all hosts. */
  failed(id: string, error: unknown): void {
    if (error instanceof HostsError) for (const host of error.succeeded.keys()) this.#add(id, host)
    if (!BerthError.isInstance(error)) return
    // An error that is of no host is one of all: nothing was forgotten anywhere.
    const own = error.byHost.size > 0 ? error.byHost : new Map(this.#hosts.map((host) => [host, error]))
    for (const [host, failure] of own) if (!this.#firstError.has(host)) this.#firstError.set(host, failure)
  }

  /** Puts it into the answer. */
  tell(): void {
    this.#answer.members({ forgotten: this.#everywhere })
    for (const host of this.#hosts) {
      const members = { forgotten: this.#forgottenOn.get(host) ?? [] }
      const error = this.#firstError.get(host)
      if (error === undefined) this.#answer.done(host, members)
      else this.#answer.failedOn(host, error, members)
    }
  }

  #add(id: string, host: string): void {
    this.#forgottenOn.set(host, [...(this.#forgottenOn.get(host) ?? []), id])
  }
}
