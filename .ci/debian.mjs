import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What the tests start besides Node: each Debian package with the file that proves it is there. */
const NEEDED = [
  { name: 'chromium', file: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium' },
  { name: 'redis-server', file: '/usr/bin/redis-server' },
  { name: 'redis-sentinel', file: '/usr/bin/redis-sentinel' },
  { name: 'nginx', file: '/usr/sbin/nginx' },
  // Makes the certificate that nginx shows.
  { name: 'openssl', file: '/usr/bin/openssl' },
];

// A package that starts its service on installation would take ports 80 and 6379: policy-rc.d says no to that.
const APT = `set -e
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
  trap 'rm -f /usr/sbin/policy-rc.d' EXIT
  printf '#!/bin/sh\\nexit 101\\n' > $policy
  chmod 755 $policy
fi
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update
apt-get -qq -y install --no-install-recommends "$@"`;

const runs = (/** @type {string} */ command, /** @type {string[]} */ ...args) =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Installs the Debian packages the tests need and this machine lacks; throws what to do where it cannot. */
export function installDebianPackages() {
  const missing = NEEDED.filter(({ file }) => !existsSync(file)).map(({ name }) => name);
  if (missing.length === 0) return;
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (!runs('apt-get', '--version') || (asRoot.length > 0 && !runs('sudo', '-n', 'true'))) {
    throw new Error(
      `The tests need ${missing.join(', ')}. Install them, on Debian or Ubuntu by:\n` +
        `  sudo apt-get install --no-install-recommends ${missing.join(' ')}\n` +
        'or set CHROMIUM_PATH where only the browser lies elsewhere.',
    );
  }
  console.log(`Installing from Debian: ${missing.join(', ')}.`);
  const [command = 'sh', ...args] = [...asRoot, 'sh', '-c', APT, 'sh', ...missing];
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error('apt-get failed; its message is above');
}
