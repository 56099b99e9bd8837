/// <reference types="vite/client" />
/// <reference types="@pairlink/runtimes/vite/client" />
import 'react';

declare module 'react' {
  interface CSSProperties {
    /** Custom properties, which carry a value from code to a style sheet. */
    [name: `--${string}`]: string;
  }
}
