import type { editor, IRange } from 'monaco-editor/editor';
import type { SourceFault } from '../run/source-faults.ts';
import { monaco } from './monaco.ts';

const OWNER = 'run';
const DOES_NOT_GROW = monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges;

interface Mark {
  readonly fault: SourceFault;
  /** A decoration without a look, which moves with the text. */
  readonly id: string;
  readonly range: IRange;
}

/**
 * Marks in the editor what the last run found in the file shown. A mark goes when its line is edited, by whomever, and
 * none is put on a line that was edited since the run started. Returns the undo.
 */
export function markFaults(
  shown: editor.IStandaloneCodeEditor,
  { path, faults }: { readonly path: string; readonly faults: readonly SourceFault[] },
): () => void {
  const found = faults.filter((fault) => fault.path === path);
  let unmark = markModel(shown.getModel(), found);
  const listener = shown.onDidChangeModel(() => {
    unmark();
    unmark = markModel(shown.getModel(), found);
  });
  return () => {
    listener.dispose();
    unmark();
  };
}

function markModel(model: editor.ITextModel | null, faults: readonly SourceFault[]): () => void {
  if (!model) return () => {};
  const ranges = faults.flatMap((fault) => {
    const range = rangeOf(model, fault);
    return range ? [{ fault, range }] : [];
  });
  const ids = model.deltaDecorations(
    [],
    ranges.map(({ range }) => ({ range, options: { stickiness: DOES_NOT_GROW } })),
  );
  let marks: readonly Mark[] = ranges.map((mark, n) => ({ ...mark, id: ids[n] ?? '' }));
  const show = (): void =>
    monaco.editor.setModelMarkers(
      model,
      OWNER,
      marks.map(({ fault: { code, message, severity }, range }) => ({
        ...range,
        code,
        message,
        severity: severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
      })),
    );
  show();
  const listener = model.onDidChangeContent(({ changes }) => {
    const kept = marks.filter(({ range }) => !changes.some((change) => sharesLine(change.range, range)));
    const isLess = kept.length < marks.length;
    marks = kept.map((mark) => ({ ...mark, range: model.getDecorationRange(mark.id) ?? mark.range }));
    if (isLess) show();
  });
  return () => {
    listener.dispose();
    if (model.isDisposed()) return;
    model.deltaDecorations(ids, []);
    monaco.editor.setModelMarkers(model, OWNER, []);
  };
}

function rangeOf(model: editor.ITextModel, { line, column, length, lineText }: SourceFault): IRange | null {
  if (line > model.getLineCount() || model.getLineContent(line) !== lineText) return null;
  const end = model.getPositionAt(model.getOffsetAt({ lineNumber: line, column }) + length);
  return {
    startLineNumber: line,
    startColumn: column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  };
}

const sharesLine = (one: IRange, other: IRange): boolean =>
  one.startLineNumber <= other.endLineNumber && other.startLineNumber <= one.endLineNumber;
