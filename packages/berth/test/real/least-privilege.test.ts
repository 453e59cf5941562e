import { afterAll, beforeAll, expect } from 'vitest'
import { describeReal, realTest as test } from './support/index.js'
import { Recipe } from './support/recipe.js'

/** The image of the recipe, and where its hosts have the archive of it. */
const image = 'registry.example/suite:1'
const archive = '/var/tmp/suite.tar'

/** A user of the hosts who may call neither docker nor sudo. */
const user = 'nodocker'

const asUser = (program: string): string => `su - ${user} -c '${program}'`

/** What a command in the container tells of its rights. */
const look = `
awk '$1 ~ /^(CapEff|CapBnd|NoNewPrivs|Seccomp):$/ { print $1 $2 }' /proc/self/status
ls -d /dev/kfd /dev/dri /dev/infiniband /dev/mem 2>/dev/null || echo no devices
readlink /proc/self/ns/net`

describeReal('the recipe of least privilege for Podman, as it is printed', () => {
  let recipe: Recipe
  beforeAll(async () => {
    recipe = new Recipe('least-podman.yaml', user)
    const save = `docker save --output ${archive} ${image} && chmod 644 ${archive} && docker rmi ${image}`
    await recipe.onHosts(`docker tag berth/busybox:1 ${image} && ${save}`)
  })
  afterAll(async () => {
    await recipe.onHosts(`${asUser(`podman rm --force --time 0 suite; podman rmi ${image}`)} || :; rm -f ${archive}`)
    recipe.remove()
  })

  test('brings up what has no privileges on its hosts, works in it, and takes it down', async () => {
    const [up = '', rest = ''] = recipe.commands.split(/(?<=^berth up\n)/m)
    const before = await recipe.run(up)
    expect(before.exitCode, before.all).toBe(0)

    const seen = await recipe.run(`${up.replace('berth up\n', '')}berth exec -- "$(cat <<'END'${look}\nEND\n)"`)
    expect(seen.exitCode, seen.all).toBe(0)
    const none = '0000000000000000'
    for (const line of [`CapEff:${none}`, `CapBnd:${none}`, 'NoNewPrivs:1', 'Seccomp:2', 'no devices'])
      expect(seen.stdout).toContain(line)
    for (const network of await recipe.onHosts('readlink /proc/1/ns/net')) expect(seen.stdout).not.toContain(network)
    const init = asUser('podman inspect --format "{{.State.Pid}}" suite')
    for (const owner of await recipe.onHosts(`stat -c %U /proc/$(${init})`)) expect(owner).toBe(user)

    const after = await recipe.run(`${up.replace('berth up\n', '')}${rest}`)
    expect(after.exitCode, after.all).toBe(0)
    expect(after.all).toContain('ran as 0')
    expect(await recipe.onHosts(asUser('podman ps --all --quiet'))).toEqual(['', ''])
  })
})
