import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { FetchError } from './fetch-error.ts'

/** Special-purpose networks (IANA registries, RFC 6890 and successors) that no public site lives in. */
const NETWORKS = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/96',
  // Addresses that carry an IPv4 address: behind a translator they would reach it.
  '::ffff:0:0/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '2002::/16',
  '2001::/32',
  '100::/64',
  '2001:db8::/32',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
] as const

const blocked = new BlockList()
for (const network of NETWORKS) {
  const [address = '', bits = ''] = network.split('/')
  // An IPv4 rule would be matched by the mapped form too, and the other way round, so families are kept apart.
  if (address !== '::ffff:0:0')
    blocked.addSubnet(address, Number(bits), isIP(address) === 4 ? 'ipv4' : 'ipv6')
}

/** Whether an IP address lies in a private, link-local, loopback or otherwise special network. */
export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  const family = isIP(bare)
  if (family === 0) return true
  return /^::ffff:/i.test(bare) || blocked.check(bare, family === 4 ? 'ipv4' : 'ipv6')
}

/**
 * Whether an address is on one of the hosts named: `host:port`, or `host` for all its ports. An IPv6 address stands in
 * brackets.
 */
export function isNamed(url: URL, hosts: readonly string[]): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  return hosts.some((name) => {
    const host = name.toLowerCase()
    return host === url.hostname || host === `${url.hostname}:${port}`
  })
}

/** @throws FetchError for an address whose host is an IP address of a private network: no look-up would see it */
export function refusePrivateHost(url: URL): void {
  const bare = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(bare) !== 0 && isPrivateAddress(bare)) throw privateError(url.hostname, url.host)
}

/** A look-up for connections that gives no address of a private network: what it gives is what is connected to. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) {
      callback(error, [])
      return
    }
    const open = addresses.filter(({ address }) => !isPrivateAddress(address))
    const [first] = open
    if (first === undefined || open.length < addresses.length) {
      const found = addresses.map(({ address }) => address).join(', ')
      callback(privateError(`${hostname} (${found})`, hostname), [])
    } else if (options.all) callback(null, open)
    else callback(null, first.address, first.family)
  })
}

function privateError(where: string, host: string): FetchError {
  return new FetchError(
    'private',
    `${where} is an address on a private network: give --allow-private if it is the site that is meant, or --private-hosts ${host} for another host of it.`,
  )
}
