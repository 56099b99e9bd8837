import type { SeedFile } from '@pairlink/collab';
import type { TemplateId } from '@pairlink/protocol';

const FOLDER = '../../templates/';

/** Every text in `apps/gateway/templates`, taken into the bundle when it is built. */
const texts = import.meta.glob('../../templates/**/*', { query: '?raw', import: 'default', eager: true });

/** The files of a template, by paths within it; one of them is the entry of its language. */
export function templateFiles(id: TemplateId): readonly SeedFile[] {
  const prefix = `${FOLDER}${id}/`;
  return Object.entries(texts).flatMap(([path, content]) =>
    path.startsWith(prefix) ? [{ path: path.slice(prefix.length), content }] : [],
  );
}
