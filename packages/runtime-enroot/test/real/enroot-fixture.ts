import { randomUUID } from 'node:crypto'
import { enrootRuntime } from '@berth/runtime-enroot'
import type { RuntimeFixture } from '@berth/testkit'
import { testbed } from '../../../testbed/test/real-test.js'
import { enrootTransport, onHost, prepareHost } from './enroot-host.js'

/** A host of the testbed, with enroot for an unprivileged user. */
export async function enrootFixture(): Promise<RuntimeFixture> {
  const { address } = testbed().host(3)
  const { image, other } = await prepareHost(testbed(), address)
  const transport = enrootTransport(testbed())
  const host = await transport.connect(address)
  const outside = await enrootTransport(testbed()).connect(address)
  return {
    runtime: enrootRuntime(),
    host,
    image,
    archive: { reference: `berth/conformance:${randomUUID().slice(0, 8)}`, path: other },
    create: ({ name, image, labels }) =>
      onHost(outside, create, name, image.id, JSON.stringify(labels), JSON.stringify({ image })),
    stop: async (id) => void (await onHost(outside, stop, id)),
    close: async () => {
      await onHost(outside, 'rm -rf ~/.local/share/enroot/.berth/images')
      await outside.close()
      await transport.close()
    },
  }
}

/** What a launch does until it starts anything: enroot itself keeps no labels. */
const create = `
set -e
data=~/.local/share/enroot id=$(cat /proc/sys/kernel/random/uuid)
folder=$data/.berth/containers/$id
mkdir -p "$folder" "$data/.berth/names"
printf %s "$3" >"$folder/labels"
printf %s "$4" >"$folder/record"
date -u +%Y-%m-%dT%H:%M:%SZ >"$folder/created"
: >"$folder/limits" >"$folder/environment" >"$folder/start"
enroot create --name "$1" "$2" >/dev/null 2>&1
{ uname -n; cat /etc/machine-id 2>/dev/null; } >"$folder/host"
echo "$id" >"$data/$1/.berth"
: >"$folder/placed"
ln -sT "../containers/$id" "$data/.berth/names/$1"
echo "$id"
`

/** A reboot ends the init and its supervisor alike; here the supervisor sees the end and is waited for. */
const stop = `
set -e
read -r init rest <~/.local/share/enroot/.berth/containers/"$1"/process
kill -KILL "$init"
while [ -e "/proc/$init/root/etc" ]; do sleep 0.02; done
`
