import type { ReactElement } from 'react';
import { downloadBlob } from '../share/download-files.ts';
import { Button } from '../ui/button.tsx';
import { formatSize } from '../ui/format.ts';
import type { OutputFile } from './keep-output.ts';
import './output-files.css';

interface OutputFilesProps {
  readonly files: readonly OutputFile[];
  /** Missing where nothing can be added to the session. */
  readonly onKeep: ((file: OutputFile) => void) | undefined;
}

/** What this tab's last program wrote. Others see a file once it is kept. */
export function OutputFiles({ files, onKeep }: OutputFilesProps): ReactElement | null {
  if (files.length === 0) return null;
  return (
    <section className="output-files" aria-labelledby="output-files-title">
      <h3 id="output-files-title" className="output-files-title">
        Outputs of your last run, only here
      </h3>
      <ul>
        {files.map((file) => (
          <li key={file.path} className="output-files-item">
            <span className="output-files-name" title={file.path}>
              {file.path}
            </span>
            <span className="output-files-size">{formatSize(file.bytes.length)}</span>
            <Button
              kind="quiet"
              aria-label={`Download ${file.path}`}
              onClick={() => downloadBlob(file.path, new Blob([new Uint8Array(file.bytes)]))}
            >
              Save
            </Button>
            {onKeep && (
              <Button
                kind="quiet"
                aria-label={`Keep ${file.path} as a file`}
                title="Add it to the files of the session"
                onClick={() => onKeep(file)}
              >
                Keep
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
