import type { Participant } from '@pairlink/protocol';
import { unreachable } from '@pairlink/protocol';
import type { ReactElement } from 'react';
import { InlineField } from '../ui/inline-field.tsx';
import './participants.css';

interface ParticipantsProps {
  readonly participants: readonly Participant[];
  readonly selfId: string | undefined;
  readonly nameLength: number;
  readonly onRename: (name: string) => void;
}

/** Who is here: yourself first, then in the order of coming. */
export function Participants({
  participants,
  selfId,
  nameLength,
  onRename,
}: ParticipantsProps): ReactElement {
  const ordered = participants.toSorted(
    (a, b) =>
      Number(b.participantId === selfId) - Number(a.participantId === selfId) || a.joinedAt - b.joinedAt,
  );
  return (
    <ul className="participants" aria-label="Participants">
      {ordered.map((participant) => {
        const { participantId, name, colour, isTyping } = participant;
        const isSelf = participantId === selfId;
        return (
          <li key={participantId} className="participants-item">
            <span
              className="participants-mark"
              style={{ background: `var(--person-${colour})` }}
              data-typing={isTyping}
              aria-hidden="true"
            >
              {String.fromCodePoint(name.codePointAt(0) ?? 0x20)}
            </span>
            <span className="participants-words">
              {isSelf ? (
                <InlineField
                  label="Your name"
                  className="participants-name participants-self"
                  value={name}
                  maxLength={nameLength}
                  onCommit={onRename}
                />
              ) : (
                <span className="participants-name">{name}</span>
              )}
              <span className="participants-detail">{detail(participant, isSelf)}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function detail({ role, isTyping }: Participant, isSelf: boolean): string {
  const words = [isSelf ? 'you' : '', roleWord(role), isTyping && !isSelf ? 'typing' : ''];
  return words.filter(Boolean).join(', ');
}

function roleWord(role: Participant['role']): string {
  switch (role) {
    case 'host':
      return 'host';
    case 'editor':
      return '';
    case 'viewer':
      return 'watching';
    default:
      return unreachable(role);
  }
}
