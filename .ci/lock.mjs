/**
 * The part of a lock file (npm's version 3) that says what is installed.
 * @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean, devOptional?: boolean, inBundle?: boolean, resolved?: string }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lock
 */

const INSTALLED = /(^|\/)node_modules\//;

/**
 * Why the installed packages are not those of the lock file, or null when they are.
 * npm keeps what it installed in `node_modules/.package-lock.json` and writes that file last, so an installation
 * that was cut off does not match either. Packages for other systems are optional: they may be absent, not different.
 * @param {Lock} wanted
 * @param {Lock | null} installed
 * @param {(place: string) => boolean} isThere asked for packages inside of a project, which a clean-up may have removed
 * without npm's knowing
 * @returns {string | null}
 */
export function lockDifference(wanted, installed, isThere) {
  if (installed === null) return 'nothing is installed';
  for (const [place, locked] of Object.entries(wanted.packages)) {
    if (!INSTALLED.test(place)) continue;
    const found = installed.packages[place];
    if (found === undefined) {
      if (locked.optional === true || locked.devOptional === true) continue;
      return `${place} is missing`;
    }
    if (found.version !== locked.version || found.integrity !== locked.integrity) {
      return `${place} is ${found.version ?? 'another one'}, the lock wants ${locked.version ?? 'a link'}`;
    }
    if (!place.startsWith('node_modules/') && !isThere(place)) return `${place} was removed`;
  }
  return null;
}
