import { monaco } from './monaco.ts';

export type EditorTheme = 'light' | 'dark';

/** Tokens are chosen for 4.5:1 or better on the page's paper; the rest of the colours are the page's own. */
const TOKENS: Readonly<
  Record<EditorTheme, readonly { token: string; foreground: string; fontStyle?: string }[]>
> = {
  light: [
    { token: '', foreground: '171512' },
    { token: 'comment', foreground: '5c574c', fontStyle: 'italic' },
    { token: 'keyword', foreground: '0b3bff' },
    { token: 'string', foreground: '0b6b3a' },
    { token: 'number', foreground: 'a3260b' },
    { token: 'regexp', foreground: 'a3260b' },
    { token: 'type', foreground: '7a1f8f' },
    { token: 'tag', foreground: '0b3bff' },
    { token: 'attribute.name', foreground: '7a1f8f' },
    { token: 'attribute.value', foreground: '0b6b3a' },
    { token: 'delimiter', foreground: '5c574c' },
  ],
  dark: [
    { token: '', foreground: 'f1ede1' },
    { token: 'comment', foreground: 'a39d8f', fontStyle: 'italic' },
    { token: 'keyword', foreground: '7cc4ff' },
    { token: 'string', foreground: '6ed889' },
    { token: 'number', foreground: 'ffa659' },
    { token: 'regexp', foreground: 'ffa659' },
    { token: 'type', foreground: 'f398eb' },
    { token: 'tag', foreground: '7cc4ff' },
    { token: 'attribute.name', foreground: 'f398eb' },
    { token: 'attribute.value', foreground: '6ed889' },
    { token: 'delimiter', foreground: 'a39d8f' },
  ],
};

/** The name under which Monaco knows the theme, made from the page's tokens as they are now. */
export function defineTheme(theme: EditorTheme): string {
  const name = `pairlink-${theme}`;
  const paper = tokenOr('--paper-raised', theme === 'light' ? '#fffdf6' : '#1d1b18');
  const ink = tokenOr('--ink', theme === 'light' ? '#171512' : '#f1ede1');
  const soft = tokenOr('--ink-soft', theme === 'light' ? '#5c574c' : '#a39d8f');
  const danger = tokenOr('--danger', theme === 'light' ? '#b3160b' : '#ff8f7d');
  const focus = tokenOr('--focus', theme === 'light' ? '#0b3bff' : '#7cc4ff');
  monaco.editor.defineTheme(name, {
    base: theme === 'light' ? 'vs' : 'vs-dark',
    inherit: true,
    rules: [...TOKENS[theme]],
    colors: {
      'editor.background': paper,
      'editor.foreground': ink,
      'editorCursor.foreground': ink,
      'editorLineNumber.foreground': soft,
      'editorLineNumber.activeForeground': ink,
      'editor.lineHighlightBorder': '#00000000',
      'editor.lineHighlightBackground': `${ink}0d`,
      'editor.selectionBackground': `${focus}33`,
      'editor.inactiveSelectionBackground': `${focus}22`,
      // Monaco's own make the word under the caret too faint to read.
      'editor.wordHighlightBackground': `${ink}0d`,
      'editor.wordHighlightStrongBackground': `${ink}1a`,
      'editor.wordHighlightTextBackground': `${ink}0d`,
      'editorWidget.background': paper,
      'editorWidget.border': ink,
      'editorHoverWidget.background': paper,
      'editorHoverWidget.foreground': ink,
      'editorHoverWidget.statusBarBackground': paper,
      'editorHoverWidget.border': ink,
      'editorSuggestWidget.background': paper,
      'editorSuggestWidget.border': ink,
      'editorIndentGuide.background1': `${ink}22`,
      'editorBracketHighlight.foreground1': soft,
      'editorBracketHighlight.foreground2': soft,
      'editorBracketHighlight.foreground3': soft,
      'editorError.foreground': danger,
      'widget.shadow': '#00000000',
      focusBorder: focus,
    },
  });
  return name;
}

/** The value of a colour token of the page; Monaco reads hexadecimal colours only. */
function tokenOr(name: string, usual: string): string {
  const value = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  return /^#[\da-f]{6}$/i.test(value) ? value : usual;
}
