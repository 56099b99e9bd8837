// `node:path`, as it is on a POSIX system. The session's files lie below `/`.

function normalizeParts(parts: readonly string[], mayGoUp: boolean): string[] {
  const kept: string[] = [];
  for (const part of parts) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (mayGoUp) kept.push('..');
  }
  return kept;
}

function normalize(path: string): string {
  if (path === '') return '.';
  const isRooted = path.startsWith('/');
  const text = normalizeParts(path.split('/'), !isRooted).join('/');
  const end = path.endsWith('/') && text !== '' ? '/' : '';
  return isRooted ? `/${text}${end}` : `${text || '.'}${end}`;
}

const join = (...parts: string[]): string => normalize(parts.filter((part) => part !== '').join('/'));

function resolve(...parts: string[]): string {
  let path = '';
  for (const part of parts.toReversed()) {
    path = path === '' ? part : part === '' ? path : `${part}/${path}`;
    if (path.startsWith('/')) break;
  }
  return `/${normalizeParts(path.split('/'), false).join('/')}`;
}

function dirname(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  if (trimmed === '') return path === '' ? '.' : '/';
  const at = trimmed.lastIndexOf('/');
  if (at < 0) return '.';
  return trimmed.slice(0, at) || '/';
}

function basename(path: string, ending = ''): string {
  const name = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
  return ending !== '' && name !== ending && name.endsWith(ending) ? name.slice(0, -ending.length) : name;
}

function extname(path: string): string {
  const name = basename(path);
  const at = name.lastIndexOf('.');
  return at > 0 && name !== '..' ? name.slice(at) : '';
}

function relative(from: string, to: string): string {
  const start = resolve(from).split('/').filter(Boolean);
  const end = resolve(to).split('/').filter(Boolean);
  let same = 0;
  while (same < start.length && start[same] === end[same]) same += 1;
  return [...start.slice(same).map(() => '..'), ...end.slice(same)].join('/');
}

function parse(path: string): { root: string; dir: string; base: string; ext: string; name: string } {
  const root = path.startsWith('/') ? '/' : '';
  const base = basename(path);
  const ext = extname(path);
  const dir = dirname(path);
  const name = ext === '' ? base : base.slice(0, -ext.length);
  return { root, dir: dir === '.' && !path.startsWith('.') ? '' : dir, base, ext, name };
}

function format(parts: { root?: string; dir?: string; base?: string; ext?: string; name?: string }): string {
  const { root = '', name = '', ext = '' } = parts;
  const dir = parts.dir ?? root;
  const base = parts.base ?? `${name}${ext === '' || ext.startsWith('.') ? ext : `.${ext}`}`;
  if (dir === '') return base;
  return dir === root ? `${dir}${base}` : `${dir}/${base}`;
}

const functions = {
  basename,
  delimiter: ':',
  dirname,
  extname,
  format,
  isAbsolute: (path: string): boolean => path.startsWith('/'),
  join,
  normalize,
  parse,
  relative,
  resolve,
  sep: '/',
  toNamespacedPath: (path: string): string => path,
};

export const path = { ...functions, posix: functions };
