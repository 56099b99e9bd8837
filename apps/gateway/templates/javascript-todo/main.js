// The logic of a to-do list without a page: a state, actions, and a function that makes the next state.
import { reduce } from './todo.js';

const actions = [
  { kind: 'add', title: 'open a link' },
  { kind: 'add', title: 'code together' },
  { kind: 'add', title: 'worry about servers' },
  { kind: 'toggle', id: 1 },
  { kind: 'remove', id: 3 },
];

let state = { nextId: 1, items: [] };
for (const action of actions) {
  state = reduce(state, action);
  const left = state.items.filter(({ isDone }) => !isDone).length;
  console.log(`${action.kind}: ${left} of ${state.items.length} to do`);
}

for (const { isDone, title } of state.items) console.log(`[${isDone ? 'x' : ' '}] ${title}`);
