/** The part of Vite's `import.meta.glob` that is used here: the texts of files, by path. */
interface ImportMeta {
  glob<T>(
    pattern: string,
    options: { readonly query: '?raw'; readonly import: 'default'; readonly eager: true },
  ): Readonly<Record<string, T>>;
}

declare module '*.txt?raw' {
  const text: string;
  export default text;
}
