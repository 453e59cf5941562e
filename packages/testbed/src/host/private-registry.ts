import type { HostReference, Testbed } from '../contract/testbed.js'
import { TestbedError } from '../contract/testbed-error.js'

/** A real registry that nothing is had from without a login, by TLS with a certificate of an authority of its own. */
export interface PrivateRegistry {
  /** The beginning of its images' names: an address that no engine takes for one of a network that it trusts. */
  readonly address: string
  /** The only account. */
  readonly username: string
  readonly password: string
}

const account = { username: 'puller', password: `p$(x)"w\\%s'!` }

/** The password above, as the registry has it: by bcrypt, of little cost. */
const hash = '$2y$05$qUU4Ek6IU8OXznhjIXpmBufRP2K8zLd2vgvJZjnEbjdyXiZm6RkFG'

/**
 * Starts a private registry on a host, where its process and its data stay until the testbed goes. All hosts of the
 * testbed have a route to it, and their engines and curl trust its authority.
 */
export async function startPrivateRegistry(testbed: Testbed, host: HostReference): Promise<PrivateRegistry> {
  const run = async (where: HostReference, script: string, ...words: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await testbed.run(where, ['sh', '-c', script, 'sh', ...words])
    if (exitCode !== 0) throw new TestbedError(`The private registry failed on ${testbed.host(where).name}: ${stderr}`)
    return stdout
  }
  const authority = await run(host, START, ADDRESS, `${account.username}:${hash}`)
  for (const each of testbed.hosts) {
    const gateway = each.address === testbed.host(host).address ? '' : testbed.host(host).address
    await run(each, TRUST, ADDRESS, gateway, authority)
  }
  return { address: `${ADDRESS}:${PORT}`, ...account }
}

/** Of a network that is kept for examples, and so nobody's. */
const ADDRESS = '192.0.2.77'
const PORT = 5443

/** Prints the certificate of the authority. */
const START = `
set -e
address=$1 login=$2
umask 077
mkdir -p /var/tmp/private-registry /run/private-registry
cd /run/private-registry
ip address add "$address/32" dev lo
{
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=testbed authority' -keyout authority.key -out authority.crt
  openssl req -newkey rsa:2048 -nodes -subj "/CN=$address" -keyout server.key -out server.csr
  echo "subjectAltName=IP:$address" >names
  openssl x509 -req -in server.csr -CA authority.crt -CAkey authority.key -CAcreateserial -days 2 -extfile names -out server.crt
} >openssl.log 2>&1 || { cat openssl.log >&2; exit 1; }
printf '%s\\n' "$login" >accounts
cat >registry.yml <<END
version: 0.1
storage: { filesystem: { rootdirectory: /var/tmp/private-registry } }
auth: { htpasswd: { realm: testbed, path: /run/private-registry/accounts } }
http:
  addr: '$address:${PORT}'
  tls: { certificate: /run/private-registry/server.crt, key: /run/private-registry/server.key }
END
setsid docker-registry serve registry.yml >/var/log/private-registry.log 2>&1 </dev/null &
for attempt in $(seq 200); do
  ! curl -sS --cacert authority.crt -o /dev/null "https://$address:${PORT}/v2/" 2>/dev/null || { cat authority.crt; exit; }
  sleep 0.05
done
cat /var/log/private-registry.log >&2
exit 1
`

const TRUST = `
set -e
[ -z "$2" ] || ip route add "$1/32" via "$2"
for folder in /etc/docker/certs.d /etc/containers/certs.d; do
  mkdir -p "$folder/$1:${PORT}"
  printf '%s\\n' "$3" >"$folder/$1:${PORT}/ca.crt"
done
printf '%s\\n' "$3" >>/etc/ssl/certs/ca-certificates.crt
`
