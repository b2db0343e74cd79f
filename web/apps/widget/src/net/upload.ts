/** One file up, with progress: fetch has none, so this is the one place that uses XMLHttpRequest. */
import { json, parsed, type Answer, type Api } from './api'
import { parseFile, type StoredFile } from './wire'

const OK = 200
const REDIRECT = 300

export async function upload(
  api: Pick<Api, 'root' | 'headers'>,
  file: File,
  progress: (part: number) => void,
  signal: AbortSignal,
): Promise<Answer<StoredFile>> {
  const request = new XMLHttpRequest()
  const body = new FormData()
  body.append('file', file, file.name)
  request.open('POST', `${api.root}files`)
  for (const [name, value] of Object.entries(api.headers())) request.setRequestHeader(name, value)
  request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0)
  signal.addEventListener('abort', () => request.abort())
  await new Promise((resolve) => {
    request.onloadend = resolve
    request.send(body)
  })
  const { status } = request
  if (!status) return { kind: 'unreachable' }
  if (status < OK || status >= REDIRECT) return { kind: 'refused', status, code: '', retryAfterS: null }
  return parsed({ kind: 'ok', value: json(request.responseText) }, parseFile)
}
