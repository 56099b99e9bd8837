/** What a scenario is told. */
export interface Deployment {
  readonly address: string;
  /** How long it lasts, where that is a choice. */
  readonly seconds: number;
  /** Starts a count of the server's processor time, ms; NaN where it runs elsewhere. */
  readonly cost: () => () => number;
  /** Memory of the server in use; NaN where it runs elsewhere. */
  readonly memoryKb: () => number;
}

/** A row of the table: names of columns with their units. */
export type Figures = Readonly<Record<string, number | string>>;

export type Sizes = Readonly<Record<string, number>>;

export type Scenario = (deployment: Deployment, sizes: Sizes) => Promise<Figures>;
