/** The state after an action. The one before stays as it was, so that undo only has to keep it. */
export function reduce(state, action) {
  const { items, nextId } = state;
  switch (action.kind) {
    case 'add':
      return { nextId: nextId + 1, items: [...items, { id: nextId, title: action.title, isDone: false }] };
    case 'toggle':
      return {
        ...state,
        items: items.map((item) => (item.id === action.id ? { ...item, isDone: !item.isDone } : item)),
      };
    case 'remove':
      return { ...state, items: items.filter(({ id }) => id !== action.id) };
    default:
      throw new Error(`no action is called ${action.kind}`);
  }
}
