import { readFileSync } from 'node:fs'

/** The TCP port of a service by its name or another name of it, by `/etc/services`; undefined for one not there. */
export function servicePort(service: string, path = '/etc/services'): number | undefined {
  for (const line of linesOf(path)) {
    const [name, port = '', ...aliases] = line.replace(/#.*/, '').trim().split(/\s+/)
    if (port.endsWith('/tcp') && [name, ...aliases].includes(service)) return Number.parseInt(port, 10)
  }
  return undefined
}

function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch {
    return []
  }
}
