/** How values are shown; names and defaults are those of Node's `util.inspect`. */
export interface InspectOptions {
  readonly showHidden: boolean;
  /** Levels of nesting that are shown; `null` for all. */
  readonly depth: number | null;
  readonly customInspect: boolean;
  readonly maxArrayLength: number;
  readonly maxStringLength: number;
  /** Columns after which a value is split over lines. */
  readonly breakLength: number;
  /** How many inner levels may share a line. */
  readonly compact: number;
  readonly sorted: boolean;
}

export const DEFAULT_OPTIONS: InspectOptions = {
  showHidden: false,
  depth: 2,
  customInspect: true,
  maxArrayLength: 100,
  maxStringLength: 10_000,
  breakLength: 80,
  compact: 3,
  sorted: false,
};

/** What is known while one value is shown. */
export interface Context extends InspectOptions {
  /** Shows a value that lies `depth` levels deep. */
  readonly showValue: (value: unknown, depth: number) => string;
  /** Shows an element of a list, without its index. */
  readonly showElement: (list: object, at: number, depth: number) => string;
  readonly seen: object[];
  /** Objects that contain themselves, with the number of their reference. */
  readonly circular: Map<object, number>;
  indent: number;
  currentDepth: number;
  readonly userOptions: Readonly<Record<string, unknown>>;
}

/** The words of Node: `null` and `Infinity` both mean without limit. */
export function createContext(
  options: Readonly<Record<string, unknown>>,
  show: (context: Context) => Pick<Context, 'showValue' | 'showElement'>,
): Context {
  const { depth, maxArrayLength, maxStringLength, breakLength, compact, showHidden, customInspect, sorted } =
    options;
  const context: Context = {
    showValue: (value, level) => show(context).showValue(value, level),
    showElement: (list, at, level) => show(context).showElement(list, at, level),
    showHidden: Boolean(showHidden ?? false),
    depth:
      depth === null || depth === Number.POSITIVE_INFINITY ? null : typeof depth === 'number' ? depth : 2,
    customInspect: Boolean(customInspect ?? true),
    maxArrayLength: limit(maxArrayLength, DEFAULT_OPTIONS.maxArrayLength),
    maxStringLength: limit(maxStringLength, DEFAULT_OPTIONS.maxStringLength),
    breakLength: limit(breakLength, DEFAULT_OPTIONS.breakLength),
    compact: compact === false ? 0 : typeof compact === 'number' ? compact : DEFAULT_OPTIONS.compact,
    sorted: Boolean(sorted ?? false),
    seen: [],
    circular: new Map(),
    indent: 0,
    currentDepth: 0,
    userOptions: options,
  };
  return context;
}

function limit(value: unknown, fallback: number): number {
  if (value === null) return Number.POSITIVE_INFINITY;
  return typeof value === 'number' ? Math.max(0, value) : fallback;
}
