/** Undoes raw DEFLATE (RFC 1951) with the browser's own decoder. Rejects when the bytes are not that. */
export async function inflateRaw(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(bytes)])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** False in browsers before 2023, which know no or only other formats. */
export function canInflateRaw(): boolean {
  try {
    return Boolean(new DecompressionStream('deflate-raw'));
  } catch {
    return false;
  }
}
