import type { ButtonHTMLAttributes, ReactElement, Ref } from 'react';
import './button.css';

type Kind = 'plain' | 'signal' | 'danger' | 'quiet';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: Kind;
  readonly isLarge?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({ kind = 'plain', isLarge = false, className, ...rest }: ButtonProps): ReactElement {
  const names = ['button', `button-${kind}`, isLarge ? 'button-large' : '', className ?? ''];
  return <button type="button" {...rest} className={names.filter(Boolean).join(' ')} />;
}
