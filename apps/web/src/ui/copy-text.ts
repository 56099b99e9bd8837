/** Whether the text is now in the clipboard; browsers refuse it on pages without TLS, and where somebody forbade it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
