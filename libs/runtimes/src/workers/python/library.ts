import type { PyodideAPI } from 'pyodide';

const FOLDER = '/lib/pairlink';
const SOURCES = import.meta.glob<string>('./library/**/*.py', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Pairlink's own modules, by their paths: what a program may import, and `_pairlink`, which runs it. */
export function installLibrary(pyodide: PyodideAPI): void {
  for (const [source, text] of Object.entries(SOURCES)) {
    const path = source.replace('./library', FOLDER);
    pyodide.FS.mkdirTree(path.slice(0, path.lastIndexOf('/')));
    pyodide.FS.writeFile(path, text);
  }
  // Behind everything else, so that a real package of the same name comes first.
  pyodide.runPython(`import sys; sys.path.append(${JSON.stringify(FOLDER)})`, {
    globals: pyodide.globals.get('dict')(),
  });
}
