/* eslint-disable eslint/no-underscore-dangle -- Emscripten's names */
/** The parts of Pyodide's Emscripten module that are used here; none is documented, so the version is pinned. */
export interface PyodideModule {
  readonly HEAP32: Int32Array;
  readonly __PyRuntime: number;
  readonly __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: number;
  _emscripten_stack_get_current(): number;
  _PyThreadState_Get(): number;
  _PyUnstable_ThreadState_SetStackProtection(state: number, lowest: number, sizeBytes: number): number;
}
