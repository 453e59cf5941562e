import type { ContainerSeen, HostSnapshot, ProcessSeen } from './host-snapshot.js'
import { type Section, sectionsOf } from './sections.js'

/** What the program that looks at a host tells, apart from the engine that is asked through its socket. */
export type Looked = Omit<HostSnapshot, 'containers' | 'images' | 'volumes'> & {
  readonly containers: readonly ContainerSeen[]
  readonly images: readonly string[]
  readonly volumes: readonly string[]
}

/** Reads what the program printed. Throws where something of it is missing. */
export function readLook(printed: string): Looked {
  const { sections, files } = sectionsOf(printed)
  const text = (name: string): string => sections.find((section) => section.name === name)?.text ?? ''
  const of = (name: string): readonly Section[] => sections.filter((section) => section.name === name)
  const tagged = new Set([...text('tags').matchAll(tagLine), ...text('marks').matchAll(markLine)].map(([, pid]) => pid))
  const rows = [...text('processes').matchAll(processLine)]
  const own = /\d+/.exec(text('namespace'))?.[0]
  const looking = new Set(
    rows.filter(([, , , , , , line = '']) => line.includes('podman-images')).map(([, pid]) => pid),
  )
  const processes = rows.flatMap(([, pid = '', parent = '', namespace, state = '', name = '', line = '']) => {
    if (state.startsWith('Z') || looking.has(pid) || looking.has(parent)) return []
    const contained = namespace !== own
    return [{ pid: Number(pid), name, line, contained, tagged: tagged.has(pid) } satisfies ProcessSeen]
  })
  return {
    containers: [...of('podman-containers').flatMap(podmanContainers), ...enrootContainers(sections)],
    images: of('podman-images').flatMap(({ words, text }) => list(text).map(({ id }) => `${podman(words)} ${id}`)),
    volumes: of('podman-volumes').flatMap(({ words, text }) => lines(text).map((name) => `${podman(words)} ${name}`)),
    processes: new Map(processes.map((process) => [process.pid, process])),
    sessions: new Set(processes.filter(({ line }) => session.test(line)).map(({ pid }) => pid)),
    files: new Map(files.split('\0').flatMap((line) => file(line))),
  }
}

const tagLine = /^\/proc\/(\d+)\/environ:/gm
/** All marks have 15 digits; the largest of them is nobody's, and is given to what outlives its command. */
const markLine = /^\/proc\/(\d+)\/limits:Max file locks +(?!281474976710656 )\d{15} /gm
const processLine = /^ *(\d+) +(\d+) +(\S+) +(\S+) +(\S+) +(.*)$/gm
/** Where a name leads: `../containers/ID NAME`. */
const enrootName = /\/([^/ ]+) (.+)$/gm
const session = /^sshd(-session)?: \S+@/

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '')
const list = (text: string): readonly { readonly id: string }[] => (text.trim() === '' ? [] : JSON.parse(text))
const podman = ([user = '']: readonly string[]): string => (user === '' ? 'podman' : `podman of ${user}`)

interface PodmanListed {
  readonly Id: string
  readonly Names: readonly string[]
  readonly ImageID: string
  readonly State: string
  readonly Created: number
  readonly StartedAt: number
  readonly Labels: Readonly<Record<string, string>> | null
}

function podmanContainers({ words, text }: Section): ContainerSeen[] {
  if (text.trim() === 'failed') throw new Error(`${podman(words)} does not list its containers`)
  return (JSON.parse(text) as readonly PodmanListed[]).map((listed) => ({
    engine: podman(words),
    id: listed.Id,
    name: listed.Names[0] ?? '',
    state: listed.State,
    labels: listed.Labels ?? {},
    created: String(listed.Created),
    started: String(listed.StartedAt),
    image: listed.ImageID,
    volumes: [],
  }))
}

/** Those of Berth, and the root filesystems of others, which have nothing but a name. */
function enrootContainers(sections: readonly Section[]): ContainerSeen[] {
  const of = (name: string): readonly Section[] => sections.filter((section) => section.name === name)
  const links = of('enroot-names').flatMap(({ text }) => [...text.matchAll(enrootName)])
  const names = new Map(links.map(([, id = '', name = '']) => [id, name]))
  const ours = of('enroot-container').map(
    ({ words: [user, id = '', state = '', started = '', created = ''], text }) => ({
      engine: `enroot of ${user}`,
      id,
      name: names.get(id) ?? '',
      state,
      labels: text.trim() === '' ? {} : JSON.parse(text),
      created,
      started,
      image: '',
      volumes: [],
    }),
  )
  const known = new Set(ours.map(({ engine, name }) => `${engine} ${name}`))
  const others = of('enroot-folders').flatMap(({ words: [user], text }) =>
    lines(text)
      .filter((name) => name !== '.berth' && !known.has(`enroot of ${user} ${name}`))
      .map((name) => ({
        engine: `enroot of ${user}`,
        id: name,
        name,
        state: '',
        labels: {},
        created: '',
        started: '',
        image: '',
        volumes: [],
      })),
  )
  return [...ours, ...others]
}

function file(line: string): (readonly [string, string])[] {
  const [path = '', owned = '', written = ''] = line.split('\t')
  if (path === '') return []
  return [[path, owned.startsWith('d') ? owned : `${owned} ${written.trim()}`]]
}
