// Runs, though its types are wrong in both files.
import { price } from './price.ts';

interface Ticket {
  readonly seat: number;
  readonly owner: string;
}

const ticket: Ticket = { seat: '12A', owner: 'Ines' };
console.log(ticket.seat, price(ticket.owner));
