import type { TreeNode } from '@pairlink/collab';
import { readMeta } from '@pairlink/collab';
import type { ReactElement } from 'react';
import { useId, useMemo, useState } from 'react';
import type { SessionClient } from '../session/session-client.ts';
import type { SessionSnapshot } from '../session/session-snapshot.ts';
import { Button } from '../ui/button.tsx';
import { MenuButton } from '../ui/menu-button.tsx';
import { FileCommands } from './file-commands.ts';
import { fileMenu } from './file-menu.ts';
import type { Naming } from './file-tree.tsx';
import { FileTree } from './file-tree.tsx';
import { ImportDialog } from './import/import-dialog.tsx';
import { useImport } from './import/use-import.ts';
import { folderPathAt } from './tree-rows.ts';
import { useFilePeople } from './use-file-people.ts';
import './files-panel.css';

interface FilesPanelProps {
  readonly client: SessionClient;
  readonly snapshot: SessionSnapshot;
  readonly tree: readonly TreeNode[];
  readonly openId: string | undefined;
  readonly canEdit: boolean;
  readonly onOpen: (fileId: string) => void;
}

/** The files of the session, with what can be done with them. */
export function FilesPanel(props: FilesPanelProps): ReactElement {
  const { client, snapshot, tree, openId, canEdit, onOpen } = props;
  const { doc, limits, isLoaded } = snapshot;
  const [focusId, setFocus] = useState<string>();
  const [naming, setNaming] = useState<Naming>();
  const chooserId = useId();
  const people = useFilePeople(client, snapshot);
  const commands = useMemo(
    () => (canEdit ? new FileCommands({ doc, limits }) : undefined),
    [canEdit, doc, limits],
  );
  const bringing = useImport({ doc, tree, limits, commands, onOpen });
  const focused = tree.find(({ fileId }) => fileId === (focusId ?? openId));
  const folder = folderPathAt(focused);

  const chooseFiles = (): void => document.getElementById(chooserId)?.click();

  return (
    <>
      <div className="files-panel-head">
        <h2 id="files-title" className="files-panel-title">
          Files
        </h2>
        {commands && (
          <>
            <Button
              kind="quiet"
              aria-label="New file"
              title="New file"
              onClick={() => setNaming({ kind: 'file', folder })}
            >
              + File
            </Button>
            <Button
              kind="quiet"
              aria-label="New folder"
              title="New folder"
              onClick={() => setNaming({ kind: 'folder', folder })}
            >
              + Folder
            </Button>
          </>
        )}
        {isLoaded && (
          <MenuButton
            label="File actions"
            className="files-panel-menu"
            items={fileMenu({
              doc,
              title: snapshot.title,
              language: snapshot.language,
              node: focused,
              commands,
              onOpen,
              onRename: (fileId) => setNaming({ kind: 'rename', fileId }),
              onImport: chooseFiles,
            })}
          />
        )}
      </div>
      <FileTree
        tree={tree}
        openId={openId}
        entryId={readMeta(doc).entry}
        people={people}
        commands={commands}
        focusId={focusId}
        naming={naming}
        onFocus={setFocus}
        onNaming={setNaming}
        onOpen={onOpen}
        onDropFiles={bringing.drop}
      />
      {isLoaded && tree.length === 0 && (
        <p className="files-panel-empty">
          {commands
            ? 'No files. Make one with “+ File”, or drop files, folders or a zip on this page.'
            : 'No files yet.'}
        </p>
      )}
      <input
        id={chooserId}
        type="file"
        multiple
        hidden
        aria-label="Files to take in"
        onChange={({ target }) => {
          if (target.files && target.files.length > 0) bringing.choose(target.files, folder);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
      {bringing.question && (
        <ImportDialog
          question={bringing.question}
          limits={limits}
          onTake={bringing.take}
          onClose={bringing.close}
        />
      )}
    </>
  );
}
