import type { ReactElement } from 'react';
import { use, useState } from 'react';
import { downloadBlob } from '../share/download-files.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { LivePicture } from './live-picture.tsx';
import type { ImageRow } from './output-log.ts';
import { PictureOwnerContext } from './picture-owner.ts';
import './output-image.css';

const ENDINGS = { 'image/png': 'png', 'image/svg+xml': 'svg' } as const;

/** A picture that a program drew: as wide as there is room, and as large as it is on a click. */
export function OutputImage({ image }: { image: ImageRow }): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const onEvent = use(PictureOwnerContext);
  const src = `data:${image.mime};base64,${image.base64}`;
  const alt = image.alt ?? 'Drawn by the program';
  return (
    <figure className="output-image">
      {onEvent && image.slot !== undefined ? (
        <LivePicture slot={image.slot} src={src} alt={alt} onEvent={onEvent} />
      ) : (
        <button
          type="button"
          className="output-image-open"
          title="Show in full size"
          onClick={() => setOpen(true)}
        >
          <img src={src} alt={alt} />
        </button>
      )}
      <figcaption className="output-image-caption">
        <span className="output-image-words">{image.alt}</span>
        <Button
          kind="quiet"
          aria-label={`Download picture: ${alt}`}
          onClick={() => downloadBlob(`picture.${ENDINGS[image.mime]}`, toBlob(image))}
        >
          Download
        </Button>
      </figcaption>
      {isOpen && (
        <Dialog title={alt} onClose={() => setOpen(false)}>
          <div className="output-image-stage" tabIndex={0}>
            <img className="output-image-full" src={src} alt={alt} />
          </div>
        </Dialog>
      )}
    </figure>
  );
}

const toBlob = ({ base64, mime }: ImageRow): Blob =>
  new Blob([Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0))], { type: mime });
