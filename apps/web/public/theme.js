// Before first paint: the theme somebody chose earlier, else the one their system prefers. src/ui/theme.ts takes over.
(() => {
  const root = document.documentElement;
  root.dataset.theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  try {
    const chosen = localStorage.getItem('pairlink.theme');
    if (chosen === 'light' || chosen === 'dark') root.dataset.theme = chosen;
  } catch {
    // Storage is denied: the system's preference it is.
  }
})();
