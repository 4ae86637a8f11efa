import { FramedInput } from '#mail/connection/framed-input.ts';
import type { Pop3Limits } from './limits.ts';
import { LineFramer } from './line-wire.ts';

/** The client's octets, cut into lines; who pipelines more than fits waits. */
export class ClientInput extends FramedInput<LineFramer> {
  constructor(limits: Pop3Limits) {
    super(new LineFramer(limits.lineOctetsMax), limits.inputBufferedOctetsMax);
  }

  /** null: the client has gone, or the connection is closing. */
  line(): Promise<Buffer | 'too-long' | null> {
    return this.next(() => this.framer.take());
  }
}
