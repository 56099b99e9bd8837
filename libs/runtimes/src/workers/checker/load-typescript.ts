import type typescript from 'typescript';

export type TypeScript = typeof typescript;

/** Runs TypeScript's file, which as a classic script leaves itself under the name `ts`. */
export function loadTypeScript(file: ArrayBuffer): TypeScript {
  const url = URL.createObjectURL(new Blob([file], { type: 'text/javascript' }));
  importScripts(url);
  URL.revokeObjectURL(url);
  return (globalThis as unknown as { ts: TypeScript }).ts;
}
