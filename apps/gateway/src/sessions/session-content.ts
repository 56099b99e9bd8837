import type { Seed, SeedFile } from '@pairlink/collab';
import { parsePath, toLf } from '@pairlink/collab';
import type { Answer, CreateSessionRequest, LanguageId, Limits } from '@pairlink/protocol';
import { accept, DEFAULT_LANGUAGE, LANGUAGES, refuse, TEMPLATES } from '@pairlink/protocol';
import { templateFiles } from './template-files.ts';

const UNTITLED = 'Untitled';

/** A title as it is kept: trimmed, composed, never empty. Refuses with `invalid-payload`. */
export function checkTitle(title: string, limits: Limits): Answer<string> {
  const kept = title.trim().normalize('NFC');
  if (kept.length > limits.titleLength) {
    return refuse('invalid-payload', `A title has at most ${limits.titleLength} characters.`);
  }
  return accept(kept === '' ? UNTITLED : kept);
}

/** Title and language that a session begins with. Refuses with `invalid-payload` or `unsupported-language`. */
export function planFacts(
  request: Pick<CreateSessionRequest, 'title' | 'language' | 'template' | 'code'>,
  { limits, languages }: { limits: Limits; languages: readonly LanguageId[] },
): Answer<{ title: string; language: LanguageId }> {
  const template = TEMPLATES.find(({ id }) => id === request.template);
  const wanted = request.language ?? template?.language ?? defaultLanguage(languages);
  if (template && wanted !== template.language) {
    return refuse('invalid-payload', 'The template is written in another language.');
  }
  if (template && request.code !== undefined) {
    return refuse('invalid-payload', 'A template brings its code: give one of the two.');
  }
  const language = checkLanguage(wanted, languages);
  if (!language.ok) return language;
  const title = checkTitle(request.title ?? template?.title ?? '', limits);
  return title.ok ? accept({ title: title.value, language: language.value }) : title;
}

const defaultLanguage = (languages: readonly LanguageId[]): LanguageId =>
  languages.includes(DEFAULT_LANGUAGE) ? DEFAULT_LANGUAGE : (languages[0] ?? DEFAULT_LANGUAGE);

export function checkLanguage(language: string, offered: readonly LanguageId[]): Answer<LanguageId> {
  const known = offered.find((id) => id === language);
  return known ? accept(known) : refuse('unsupported-language');
}

/** UTF-8 bytes of a text as it is kept. Refuses with `too-large`. */
export function checkText(text: string, limits: Limits): Answer<number> {
  const sizeBytes = Buffer.byteLength(toLf(text));
  return sizeBytes > limits.fileTextBytes
    ? refuse('too-large', `A file has at most ${limits.fileTextBytes} bytes.`)
    : accept(sizeBytes);
}

/**
 * What a new session contains: the entry file of its language, then the files asked for, one of which may be the
 * entry. Refuses with `path-invalid`, `path-taken` or `too-large`.
 */
export function planSeed(
  request: Pick<CreateSessionRequest, 'code' | 'entry' | 'files' | 'template'>,
  session: { title: string; language: LanguageId },
  limits: Limits,
): Answer<Seed> {
  const { entry: usualEntry, starter } = LANGUAGES[session.language];
  const entryPath = request.entry ?? usualEntry;
  const more: SeedFile[] = [...(request.template === undefined ? [] : templateFiles(request.template))];
  for (const { path, content } of request.files ?? []) {
    const segments = parsePath(path, limits.pathLength);
    if (!segments.ok) return segments;
    more.push({ path: segments.value.join('/'), content });
  }
  if (
    request.entry !== undefined &&
    (request.code !== undefined || !more.some(({ path }) => path === entryPath))
  ) {
    return refuse('invalid-payload', 'The entry must be one of the files, and not be given as code, too.');
  }
  const given = request.code === undefined ? more.find(({ path }) => path === entryPath) : undefined;
  const entry = given ?? { path: entryPath, content: request.code ?? starter };
  const files: Seed['files'] = [entry, ...more.filter((file) => file !== given)];

  const checked = checkFiles(files, limits);
  return checked.ok ? accept({ ...session, files }) : checked;
}

function checkFiles(files: readonly SeedFile[], limits: Limits): Answer {
  const paths = new Set<string>();
  const folders = new Set<string>();
  let sizeBytes = 0;
  for (const { path, content } of files) {
    if (paths.has(path)) return refuse('path-taken', 'Two files have the same path.');
    paths.add(path);
    for (const folder of foldersOf(path)) folders.add(folder);
    const text = checkText(content, limits);
    if (!text.ok) return text;
    sizeBytes += text.value;
  }
  if ([...folders].some((folder) => paths.has(folder))) {
    return refuse('path-taken', 'A file and a folder have the same path.');
  }
  if (paths.size + folders.size > limits.filesPerSession) {
    return refuse('too-large', `A session has at most ${limits.filesPerSession} files and folders.`);
  }
  if (sizeBytes > limits.sessionTextBytes) {
    return refuse('too-large', `A session has at most ${limits.sessionTextBytes} bytes of text.`);
  }
  return accept(null);
}

function foldersOf(path: string): string[] {
  const segments = path.split('/').slice(0, -1);
  return segments.map((_, i) => segments.slice(0, i + 1).join('/'));
}
