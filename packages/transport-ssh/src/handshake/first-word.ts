import type { Duplex } from 'node:stream'

/**
 * Waits until the host has said something, hung up, or said nothing for so many milliseconds; tells whether it said
 * something. What it said stays to be read, and the connection is paused.
 */
export function firstWord(socket: Duplex, patience: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (said: boolean): void => {
      clearTimeout(timer)
      socket.off('data', onData).off('end', onSilence).off('close', onSilence)
      signal.removeEventListener('abort', onSilence)
      socket.pause()
      resolve(said)
    }
    const onData = (chunk: Buffer): void => {
      settle(true)
      socket.unshift(chunk)
    }
    const onSilence = (): void => settle(false)
    const timer = setTimeout(onSilence, patience)
    signal.addEventListener('abort', onSilence, { once: true })
    socket.on('data', onData).once('end', onSilence).once('close', onSilence)
    socket.resume()
  })
}
