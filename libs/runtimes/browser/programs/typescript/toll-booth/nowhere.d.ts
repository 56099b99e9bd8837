export type Unused = string;
