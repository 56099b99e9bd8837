import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { preloadSessionScripts } from './pages/session-files.ts';
import { watchTheme } from './ui/theme.ts';
import './ui/tokens.css';
import './ui/typeface.css';
import './ui/reset.css';

watchTheme();
if (/^\/[sw]\//.test(location.pathname)) preloadSessionScripts();

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
