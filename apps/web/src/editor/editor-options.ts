import type { editor } from 'monaco-editor/editor';

/** How the editor looks and behaves, beside what differs from moment to moment. */
export function editorOptions(): editor.IStandaloneEditorConstructionOptions {
  const style = getComputedStyle(document.documentElement);
  const rootPx = Number.parseFloat(style.fontSize) || 16;
  const codeRem = Number.parseFloat(style.getPropertyValue('--code-size')) || 1;
  return {
    ariaLabel: 'Code editor',
    automaticLayout: true,
    fontFamily: style.getPropertyValue('--font') || 'monospace',
    fontSize: codeRem * rootPx,
    fontLigatures: false,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    // Lines break on phones, where sideways scrolling fights the page.
    wordWrap: matchMedia('(max-width: 640px)').matches ? 'on' : 'off',
    padding: { top: 12, bottom: 12 },
    lineNumbersMinChars: 3,
    // Dimmed, its number would be too faint to read.
    renderFinalNewline: 'on',
    renderLineHighlight: 'line',
    bracketPairColorization: { enabled: false },
    guides: { indentation: true },
    insertSpaces: true,
    detectIndentation: false,
    // Whole words of the file on Ctrl+Space; unasked they would get between two people.
    quickSuggestions: false,
    suggestOnTriggerCharacters: false,
    wordBasedSuggestions: 'currentDocument',
    // The shared text is the same for everyone: nothing may change it but a person.
    trimAutoWhitespace: false,
    fixedOverflowWidgets: true,
    smoothScrolling: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    readOnlyMessage: { value: 'Nothing can be changed here at the moment.' },
    stickyScroll: { enabled: false },
    unicodeHighlight: { ambiguousCharacters: false },
    unusualLineTerminators: 'off',
  };
}

/** Spaces by which a language indents. */
export const tabSizeOf = (language: string): number => (language === 'python' ? 4 : 2);
