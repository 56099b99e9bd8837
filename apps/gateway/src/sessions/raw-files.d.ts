/** What Vite makes of a pattern: the texts of all files that match, by their paths relative to the asking file. */
interface ImportMeta {
  glob(
    pattern: string,
    options: { readonly query: '?raw'; readonly import: 'default'; readonly eager: true },
  ): Readonly<Record<string, string>>;
}
