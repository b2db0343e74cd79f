/** A refusal of the server, or no answer at all (`code` is then `network`). */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly detail: string,
    readonly data: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail || code)
    this.name = 'ApiError'
  }

  /** Nothing came back: the request may be tried again as it is. */
  get unanswered(): boolean {
    return this.status === 0
  }

  /** Worth another try later: no answer, too many requests, or a fault on the other side. */
  get passing(): boolean {
    return this.unanswered || this.status === 429 || this.status >= 500
  }
}

export function isApiError(error: unknown, code?: string): error is ApiError {
  return error instanceof ApiError && (code === undefined || error.code === code)
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** Reads a problem document (RFC 9457); anything else still becomes an error with the status as its code. */
export function problemError(status: number, body: unknown): ApiError {
  const { code, detail, title, ...data } = record(body)
  const words = typeof detail === 'string' ? detail : typeof title === 'string' ? title : ''
  return new ApiError(typeof code === 'string' ? code : `http_${status}`, status, words, data)
}

export const noAnswer = () => new ApiError('network', 0, '')
