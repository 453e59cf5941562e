import type { Duplex } from 'node:stream'

/** Bytes of a greeting that are listened to at most. */
const longest = 1024

/** The words that a host says in place of its identification. */
export interface Greeting {
  /** Whether the host has identified itself. */
  readonly isIdentified: boolean
  /** The words in one line; empty if the host said nothing, or has identified itself. */
  said(): string
}

/** Listens to a connection from its beginning, and pauses it: its reader must begin afterwards, by `resume`. */
export function listenToGreeting(socket: Duplex): Greeting {
  let heard = ''
  let identified = false
  const listen = (chunk: Buffer): void => {
    heard += chunk.toString('latin1', 0, longest)
    identified = /^SSH-/m.test(heard)
    if (identified || heard.length >= longest) socket.off('data', listen)
  }
  socket.pause()
  socket.on('data', listen)
  return {
    get isIdentified() {
      return identified
    },
    said: () => (identified ? '' : inOneLine(heard)),
  }
}

/** The first words of what was heard, in one line. */
export function inOneLine(heard: string): string {
  const text = heard.slice(0, 200).replace(/[^\x20-\x7e]+/g, ' ')
  return text.trim()
}
