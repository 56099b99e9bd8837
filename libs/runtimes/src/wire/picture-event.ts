/** What a person does to a picture that a program draws and listens to. */
export type PictureEvent =
  | {
      readonly kind: 'key-down' | 'key-up';
      /** Of the picture's chunk. */
      readonly slot: string;
      /** As `KeyboardEvent.key` names it. */
      readonly key: string;
    }
  | {
      readonly kind: 'press' | 'move' | 'release';
      readonly slot: string;
      /** Parts of the picture's width and height, from its left upper corner: 0 to 1. */
      readonly x: number;
      readonly y: number;
      /** 1 is the main button, 2 the middle one, 3 the other. */
      readonly button: 1 | 2 | 3;
    };
