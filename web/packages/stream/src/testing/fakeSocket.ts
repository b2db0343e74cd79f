/** A socket that the test plays the server of. */
export class FakeSocket {
  static made: FakeSocket[] = []
  static readonly OPEN = 1
  readyState = 1
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  sent: { type: string }[] = []

  constructor(readonly url: string) {
    FakeSocket.made.push(this)
  }

  static get last(): FakeSocket {
    const socket = FakeSocket.made.at(-1)
    if (!socket) throw new Error('No socket was opened.')
    return socket
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as { type: string })
  }

  close(): void {
    this.readyState = 3
  }

  say(...frames: object[]): void {
    for (const frame of frames) this.onmessage?.({ data: JSON.stringify(frame) })
  }
}
