interface Transaction {
  exec(): Promise<[error: Error | null, result: unknown][] | null>;
}

/** What the commands of a MULTI answered, in order; throws the first error. */
export async function transaction<Results extends unknown[]>(commands: Transaction): Promise<Results> {
  const answers = (await commands.exec()) ?? [];
  const failed = answers.find(([error]) => error);
  if (failed?.[0]) throw failed[0];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the caller names what its commands answer
  return answers.map(([, result]) => result) as Results;
}
