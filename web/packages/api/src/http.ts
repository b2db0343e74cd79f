/** One thin layer over fetch: JSON, problem details, the CSRF header, and what to do when the login has ended. */
import { ApiError, noAnswer, problemError } from './error'

export type Query = Readonly<Record<string, string | number | null | undefined>>

export interface Call {
  query?: Query
  body?: unknown
  idempotencyKey?: string
  signal?: AbortSignal
  /** A 401 is an ordinary answer here (sign-in itself). */
  public?: boolean
}

export interface HttpOptions {
  fetch?: typeof fetch
  cookies?: () => string
  onSignedOut?: () => void
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export type Progress = (share: number) => void

const ROOT = '/api/v1'
const CSRF_COOKIE = 'csrftoken'
const CSRF_HEADER = 'x-csrftoken'

export function path(route: string, query: Query = {}): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') params.set(key, String(value))
  }
  const tail = params.toString()
  return ROOT + route + (tail ? `?${tail}` : '')
}

export class Http {
  private csrf: string | null = null

  constructor(private readonly options: HttpOptions = {}) {}

  /** The answers of sign-in and `/me` carry the token too, for browsers that hide the cookie. */
  remember(csrf: string | null): void {
    this.csrf = csrf
  }

  async call<T>(method: Method, route: string, call: Call = {}): Promise<T> {
    const send = this.options.fetch ?? fetch
    let answer: Response
    try {
      answer = await send(path(route, call.query), {
        method,
        headers: this.headers(method, call),
        credentials: 'same-origin',
        body: call.body === undefined ? null : JSON.stringify(call.body),
        signal: call.signal ?? null,
      })
    } catch (error) {
      if (call.signal?.aborted) throw error
      throw noAnswer()
    }
    const body = await readBody(answer)
    if (!answer.ok) throw this.refusal(answer.status, body, call.public)
    return body as T // the one place where the wire is believed; the shapes are checked against the server's document
  }

  /** XMLHttpRequest, because fetch tells nothing of how far an upload has come. */
  upload<T>(route: string, file: File, progress: Progress, signal: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open('POST', path(route))
      for (const [name, value] of Object.entries(this.headers('POST', {}))) request.setRequestHeader(name, value)
      request.upload.onprogress = (event) => {
        if (event.lengthComputable) progress(event.loaded / event.total)
      }
      request.onerror = () => reject(noAnswer())
      request.onabort = () => reject(new ApiError('aborted', 0, ''))
      request.onload = () => {
        const body = parseJson(request.responseText)
        if (request.status >= 200 && request.status < 300) resolve(body as T)
        else reject(this.refusal(request.status, body))
      }
      signal.addEventListener('abort', () => request.abort())
      const form = new FormData()
      form.append('file', file, file.name)
      request.send(form)
    })
  }

  private headers(method: Method, call: Call): Record<string, string> {
    const headers: Record<string, string> = { accept: 'application/json' }
    if (call.body !== undefined) headers['content-type'] = 'application/json'
    if (call.idempotencyKey) headers['idempotency-key'] = call.idempotencyKey
    const csrf = method === 'GET' ? null : this.csrfToken()
    if (csrf) headers[CSRF_HEADER] = csrf
    return headers
  }

  private csrfToken(): string | null {
    const cookies = this.options.cookies?.() ?? (typeof document === 'undefined' ? '' : document.cookie)
    const pair = cookies.split('; ').find((part) => part.startsWith(`${CSRF_COOKIE}=`))
    return pair ? decodeURIComponent(pair.slice(CSRF_COOKIE.length + 1)) : this.csrf
  }

  private refusal(status: number, body: unknown, isPublic = false): ApiError {
    if (status === 401 && !isPublic) this.options.onSignedOut?.()
    return problemError(status, body)
  }
}

async function readBody(answer: Response): Promise<unknown> {
  try {
    return parseJson(await answer.text())
  } catch {
    throw noAnswer() // the connection broke in the middle of the answer
  }
}

function parseJson(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return null // a proxy's error page; the status says enough
  }
}
