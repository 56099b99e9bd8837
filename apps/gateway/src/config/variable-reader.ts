/** Every fault found in the environment, so that an operator mends them in one go. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly string[]) {
    super(`The configuration is not usable:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads variables into typed values, remembers each fault and throws them together at the end. An empty value
 * counts as missing: compose files pass variables that nobody set as empty strings.
 */
export class VariableReader {
  readonly #variables: Variables;
  readonly #faults: string[] = [];
  readonly #known = new Set<string>();

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  /** Names asked for so far. */
  get known(): ReadonlySet<string> {
    return this.#known;
  }

  text(name: string): string | undefined {
    this.#known.add(name);
    const value = this.#variables[name]?.trim();
    return value === '' ? undefined : value;
  }

  number(name: string, rule: { default: number; min: number; max: number; isWhole?: boolean }): number {
    const text = this.text(name);
    if (text === undefined) return rule.default;
    const isWhole = rule.isWhole ?? true;
    const value = Number(text);
    const isPlain = (isWhole ? /^\d+$/ : /^\d+(\.\d+)?$/).test(text);
    if (isPlain && value >= rule.min && value <= rule.max) return value;
    return this.#fault(
      name,
      `must be a ${isWhole ? 'whole ' : ''}number from ${rule.min} to ${rule.max}`,
      rule.default,
    );
  }

  oneOf<T extends string>(name: string, choices: readonly T[], byDefault: T): T {
    const text = this.text(name);
    if (text === undefined) return byDefault;
    const choice = choices.find((candidate) => candidate === text);
    return choice ?? this.#fault(name, `must be one of ${choices.join(', ')}`, byDefault);
  }

  /** Several of `choices`, separated by commas; all of them when missing. */
  someOf<T extends string>(name: string, choices: readonly T[]): readonly T[] {
    const text = this.text(name);
    if (text === undefined) return choices;
    const wanted = [...new Set(text.split(',').map((part) => part.trim()))];
    const found = wanted.flatMap((part) => choices.filter((choice) => choice === part));
    if (found.length === wanted.length) return found;
    return this.#fault(name, `must list some of ${choices.join(', ')}, separated by commas`, choices);
  }

  url(name: string, protocols: readonly string[]): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    // Lists of hosts (Sentinel, Cluster) are no URLs to the parser: one host stands in for them.
    const [, scheme] = /^([a-z+]+):\/\/./.exec(text) ?? [];
    if (scheme && protocols.includes(scheme) && URL.canParse(text.replace(/,[^/]*/, ''))) return text;
    return this.#fault(name, `must be a URL that begins with ${protocols.join('://, ')}://`, undefined);
  }

  /** `rule` is what is told when it does not match. */
  matching(name: string, pattern: RegExp, rule: string): string | undefined {
    const text = this.text(name);
    return text === undefined || pattern.test(text) ? text : this.#fault(name, rule, undefined);
  }

  /** `https://host[:port]`, several separated by commas. */
  origins(name: string): readonly string[] {
    const text = this.text(name);
    if (text === undefined) return [];
    const origins = text.split(',').map((part) => toOrigin(part.trim()));
    const valid = origins.filter((origin) => origin !== undefined);
    if (valid.length === origins.length) return valid;
    return this.#fault(name, 'must be addresses like https://pairlink.example, without a path', []);
  }

  origin(name: string): string | undefined {
    const origins = this.origins(name);
    if (origins.length <= 1) return origins[0];
    return this.#fault(name, 'must be one address', undefined);
  }

  /** Finds misspelt names: variables with one of our prefixes that nothing asked for. */
  refuseUnknown(prefixes: readonly string[]): void {
    for (const name of Object.keys(this.#variables).sort()) {
      if (prefixes.some((prefix) => name.startsWith(prefix)) && !this.#known.has(name)) {
        this.#faults.push(`${name} is not a variable of Pairlink`);
      }
    }
  }

  throwFaults(): void {
    if (this.#faults.length > 0) throw new ConfigError(this.#faults);
  }

  // The value is not repeated: it may hold a password.
  #fault<T>(name: string, rule: string, instead: T): T {
    this.#faults.push(`${name} ${rule}`);
    return instead;
  }
}

function toOrigin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isBare = url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
  return isBare && /^https?:$/.test(url.protocol) ? url.origin : undefined;
}
