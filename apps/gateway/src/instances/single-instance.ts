import type { InstanceLink, Instances } from './instances.ts';

const LINK: InstanceLink = {
  place: () => Promise.resolve(true),
  changed: () => undefined,
  changedNow: () => Promise.resolve(),
  send: () => undefined,
  close: () => undefined,
};

/** The only process: sessions in `DATA_DIR` are nobody else's. */
export const singleInstance: Instances = {
  id: 'only',
  link: () => LINK,
  countPeople: () => Promise.resolve(undefined),
  close: () => Promise.resolve(),
};
