export interface Toast {
  readonly id: number;
  readonly text: string;
  /** What can be done about it, while it is shown. */
  readonly action?: ToastAction;
}

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

/** Times longer: somebody has to find the button. */
const ACTION_FACTOR = 3;

/** Short notices that go by themselves: "Link copied". Nothing that somebody must not miss. */
export class ToastStore {
  #toasts: readonly Toast[] = [];
  #nextId = 1;
  readonly #listeners = new Set<() => void>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(readonly shownMs = 4000) {}

  readonly getSnapshot = (): readonly Toast[] => this.#toasts;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  show(text: string, action?: ToastAction): void {
    const toast = { id: this.#nextId++, text, ...(action && { action }) };
    this.#replace([...this.#toasts.filter((other) => other.text !== text), toast]);
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        this.dismiss(toast.id);
      },
      this.shownMs * (action ? ACTION_FACTOR : 1),
    );
    this.#timers.add(timer);
  }

  dismiss(id: number): void {
    this.#replace(this.#toasts.filter((toast) => toast.id !== id));
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#listeners.clear();
  }

  #replace(toasts: readonly Toast[]): void {
    this.#toasts = toasts;
    for (const listener of this.#listeners) listener();
  }
}

/** The page's one stack of notices. */
export const toasts = new ToastStore();
