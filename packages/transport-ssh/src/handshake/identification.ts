import type { Duplex } from 'node:stream'
import { inOneLine } from './greeting.js'

/** Bytes before and in an identification that are waited for at most. */
const longest = 4096

/** What a host says first. */
export interface Identification {
  /** Not where the host hung up, said too much else, or took too long. */
  readonly isIdentified: boolean
  /** The words, in one line, of a host that hung up in place of its identification; else empty. */
  readonly said: string
}

/**
 * Waits, for so many milliseconds, until the host has identified itself, with or without a notice before. What it said
 * stays to be read unless it hung up, in one piece (ssh2 misreads an identification that comes in three), and the
 * connection is paused.
 */
export function identification(socket: Duplex, patience: number, signal: AbortSignal): Promise<Identification> {
  return new Promise((resolve) => {
    const heard: Buffer[] = []
    let bytes = 0
    /** The beginning of the last line, as far as it matters. */
    let line = ''
    const settle = (isIdentified: boolean, isGone = false): void => {
      clearTimeout(timer)
      socket.off('data', onData).off('end', onGone).off('close', onGone)
      signal.removeEventListener('abort', onSilence)
      socket.pause()
      const all = Buffer.concat(heard)
      if (!isGone && bytes > 0) socket.unshift(all)
      resolve({ isIdentified, said: isGone ? wordsOf(all.toString('latin1')) : '' })
    }
    const onData = (chunk: Buffer): void => {
      heard.push(chunk)
      bytes += chunk.length
      const lines = (line + chunk.toString('latin1')).split('\n')
      const isIdentified = lines.slice(0, -1).some((one) => one.startsWith('SSH-'))
      line = lines.at(-1)?.slice(0, 4) ?? ''
      if (isIdentified || bytes >= longest) settle(isIdentified)
    }
    const onSilence = (): void => settle(false)
    const onGone = (): void => settle(false, true)
    const timer = setTimeout(onSilence, patience)
    signal.addEventListener('abort', onSilence, { once: true })
    socket.on('data', onData).once('end', onGone).once('close', onGone)
    socket.resume()
  })
}

/** An identification that was cut is no words. */
function wordsOf(heard: string): string {
  return /^SSH-/m.test(heard) ? '' : inOneLine(heard)
}
