/** The message of a report. Not a member that every object has by its prototype: a report may be called constructor. */
export function ownMessage<Message>(messages: Readonly<Record<string, Message>>, report: string): Message | undefined {
  return Object.hasOwn(messages, report) ? messages[report] : undefined
}
