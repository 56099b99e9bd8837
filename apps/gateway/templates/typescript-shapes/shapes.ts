export type Shape =
  | { readonly kind: 'circle'; readonly radius: number }
  | { readonly kind: 'rectangle'; readonly width: number; readonly height: number }
  | { readonly kind: 'triangle'; readonly base: number; readonly height: number };

export function area(shape: Shape): number {
  switch (shape.kind) {
    case 'circle':
      return Math.PI * shape.radius ** 2;
    case 'rectangle':
      return shape.width * shape.height;
    case 'triangle':
      return (shape.base * shape.height) / 2;
  }
}

export function describe(shape: Shape): string {
  switch (shape.kind) {
    case 'circle':
      return `circle of radius ${shape.radius}`;
    case 'rectangle':
      return `rectangle ${shape.width} × ${shape.height}`;
    case 'triangle':
      return `triangle ${shape.base} × ${shape.height}`;
  }
}
