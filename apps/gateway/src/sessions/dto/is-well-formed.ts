import { ValidateBy } from 'class-validator';

/** Text without lone surrogates, which would not come back as they were sent. */
export const IsWellFormed = (): PropertyDecorator =>
  ValidateBy({
    name: 'isWellFormed',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && value.isWellFormed(),
      defaultMessage: () => '$property is not well-formed text',
    },
  });
