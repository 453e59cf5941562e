import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { observedEngine, type RuntimeFixture } from '@berth/testkit'
import { localTransport } from '@berth/transport-local'
import { sandboxRuntime } from '../src/index.js'

/** An archive of a root filesystem that is BusyBox and nothing else. */
const makeArchive = `
cd "$1" && mkdir -p rootfs/bin rootfs/etc rootfs/tmp rootfs/var/lib || exit
cp "$(command -v busybox)" rootfs/bin/busybox || exit
for name in $(busybox --list); do [ "$name" = busybox ] || ln -s busybox "rootfs/bin/$name"; done
echo root:x:0:0:root:/root:/bin/sh >rootfs/etc/passwd
tar -cf archive.tar -C rootfs .`

/** A sandbox that is made by hand, as \`launch\` makes it, and not started. */
const create = `
cd "$1" && mkdir "sandboxes/$2" && cd "sandboxes/$2" && mkdir upper work root && ln -s "../../images/$4" image
printf %s "$5" >metadata && ln -sT "$2" "../../names/$3"`

/** Ends an init, and waits for it. */
const stop =
  'read -r pid rest <"$1/sandboxes/$2/init"; kill -KILL "$pid"; while [ -e "/proc/$pid" ]; do sleep 0.02; done'

/** This machine as the host, and a folder of its own for all that is made. */
export async function sandboxFixture(): Promise<
  RuntimeFixture & { readonly folder: string; readonly archive: { readonly path: string } }
> {
  const base = await mkdtemp(join(tmpdir(), 'sandbox-runtime-'))
  const [folder, path] = [join(base, 'store'), join(base, 'archive.tar')]
  const transport = localTransport()
  const host = await transport.connect('localhost')
  const run = async (program: string, ...words: readonly string[]): Promise<void> => {
    const { exitCode, stderr } = await host.exec(['sh', '-c', program, 'sh', ...words])
    if (exitCode !== 0) throw new Error(stderr)
  }
  await run(makeArchive, base)
  const runtime = sandboxRuntime({ folder })
  const image = 'busybox:present'
  await runtime.ensureImage(await observedEngine(runtime, host), { reference: image, pull: 'missing', archive: path })
  return {
    folder,
    runtime,
    host,
    image,
    archive: { reference: 'busybox:archived', path },
    async create({ name, image, labels }) {
      const id = randomUUID()
      const each = Object.entries(labels).map(([label, value]) => ({ [label]: value }))
      const lines = [...each, { id, name, image: image.id }].map((line) => JSON.stringify(line))
      await run(create, folder, id, name, image.id, lines.join('\n'))
      return id
    },
    stop: (id) => run(stop, folder, id),
    async close() {
      await transport.close()
      await rm(base, { recursive: true })
    },
  }
}
