/** For `ValidateIf`: unlike `IsOptional`, `null` is not "missing": a patch that says `title: null` is mistaken. */
export function isGiven(_: object, value: unknown): boolean {
  return value !== undefined;
}
