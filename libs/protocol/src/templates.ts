import type { LanguageId } from './languages.ts';

/** Something runnable to start from. Its files are seeded by the gateway (`apps/gateway/templates/<id>`). */
export interface Template {
  readonly id: TemplateId;
  readonly title: string;
  readonly language: LanguageId;
  /** One line: what it shows. */
  readonly about: string;
}

export type TemplateId =
  | 'python-hello'
  | 'python-game'
  | 'python-turtle'
  | 'python-tests'
  | 'python-csv'
  | 'python-sorting'
  | 'python-maze'
  | 'python-two-sum'
  | 'javascript-hello'
  | 'javascript-tests'
  | 'javascript-todo'
  | 'javascript-life'
  | 'typescript-hello'
  | 'typescript-shapes'
  | 'html-page'
  | 'html-canvas';

/** In the order people see them. */
export const TEMPLATES: readonly Template[] = [
  {
    id: 'python-hello',
    title: 'Hello, Python',
    language: 'python',
    about: 'functions, lists, f-strings',
  },
  {
    id: 'python-game',
    title: 'Guess the number',
    language: 'python',
    about: 'a game that asks with input()',
  },
  { id: 'python-turtle', title: 'Turtle', language: 'python', about: 'drawing a star, step by step' },
  { id: 'python-tests', title: 'Tests in Python', language: 'python', about: 'unittest and two modules' },
  {
    id: 'python-csv',
    title: 'Data from CSV',
    language: 'python',
    about: 'reading, grouping, a chart in text',
  },
  { id: 'python-sorting', title: 'Sorting, seen', language: 'python', about: 'an algorithm step by step' },
  {
    id: 'python-maze',
    title: 'Way through a maze',
    language: 'python',
    about: 'breadth-first search, drawn',
  },
  {
    id: 'python-two-sum',
    title: 'Interview: two sum',
    language: 'python',
    about: 'a task with tests that fail until it is solved',
  },
  {
    id: 'javascript-hello',
    title: 'Hello, JavaScript',
    language: 'javascript',
    about: 'modules, maps, template strings',
  },
  {
    id: 'javascript-tests',
    title: 'Tests in JavaScript',
    language: 'javascript',
    about: 'a test runner of twenty lines',
  },
  {
    id: 'javascript-todo',
    title: 'To-do list',
    language: 'javascript',
    about: 'logic without a page: state and actions',
  },
  {
    id: 'javascript-life',
    title: 'Game of life',
    language: 'javascript',
    about: 'generations, drawn in text',
  },
  {
    id: 'typescript-hello',
    title: 'Hello, TypeScript',
    language: 'typescript',
    about: 'interfaces and unions',
  },
  {
    id: 'typescript-shapes',
    title: 'Shapes',
    language: 'typescript',
    about: 'discriminated unions over two files',
  },
  { id: 'html-page', title: 'Page', language: 'html', about: 'HTML, CSS and JavaScript with a button' },
  { id: 'html-canvas', title: 'Canvas', language: 'html', about: 'an animation on a canvas' },
];

export const isTemplateId = (value: unknown): value is TemplateId => TEMPLATES.some(({ id }) => id === value);
