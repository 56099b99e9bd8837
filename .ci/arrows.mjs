/**
 * Which project may depend on which: architecture's arrows, said by kind and by environment, so that a new project
 * needs tags and no new rule. Both must agree: the gateway (node) may not use a runtime (browser), though an app may.
 */
/** @type {Record<string, string[]>} */
const KINDS = {
  contract: [],
  model: ['contract'],
  runtime: ['contract'],
  app: ['contract', 'model', 'runtime'],
  e2e: ['contract'],
};

/** @type {Record<string, string[]>} */
const ENVIRONMENTS = {
  any: ['any'],
  node: ['any', 'node'],
  browser: ['any', 'browser'],
};

/**
 * @typedef {{ kind: string, env: string }} Tags
 * @typedef {{ data: { tags?: string[] } }} GraphNode
 * @typedef {{ source: string, target: string, type: string }} Edge
 * @typedef {{ nodes: Record<string, GraphNode>, dependencies: Record<string, Edge[]> }} Graph
 */

/**
 * The tags of a project; throws where one is missing, unknown or double.
 * @param {string[]} tags
 * @returns {Tags}
 */
export const readTags = (tags) => ({
  kind: only('kind', Object.keys(KINDS), tags),
  env: only('env', Object.keys(ENVIRONMENTS), tags),
});

/**
 * @param {string} prefix
 * @param {string[]} known
 * @param {string[]} tags
 */
function only(prefix, known, tags) {
  const found = tags.filter((tag) => tag.startsWith(`${prefix}:`));
  const value = known.find((one) => found[0] === `${prefix}:${one}`);
  if (found.length === 1 && value !== undefined) return value;
  throw new Error(`wants one tag ${prefix}:${known.join('|')}, has ${found.join(', ') || 'none'}`);
}

/**
 * The dependencies of a graph that the rules forbid, each as a sentence. An end-to-end project says that it tests
 * an app by an implicit dependency: that orders the work and imports nothing.
 * @param {Graph} graph as `nx graph --file` writes it
 * @returns {string[]}
 */
export function forbiddenArrows({ nodes, dependencies }) {
  const tagsOf = (/** @type {string} */ project) => readTags(nodes[project]?.data.tags ?? []);
  return Object.values(dependencies)
    .flat()
    .filter(({ target }) => Object.hasOwn(nodes, target))
    .filter(({ source, target, type }) => {
      const [from, to] = [tagsOf(source), tagsOf(target)];
      if (type === 'implicit' && from.kind === 'e2e') return to.kind !== 'app';
      return !allows(KINDS[from.kind], to.kind) || !allows(ENVIRONMENTS[from.env], to.env);
    })
    .map(({ source, target }) => `${source} must not depend on ${target}`);
}

const allows = (/** @type {string[] | undefined} */ list, /** @type {string} */ value) =>
  list?.includes(value) ?? false;
