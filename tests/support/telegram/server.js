// The Bot API as telegram-test-api plays it, on a free port that is told on the first line. Ends with its parent.
import TelegramServer from 'telegram-test-api'

const HOURS = 3600

const telegram = new TelegramServer({ storeTimeout: 24 * HOURS })
const server = telegram.webServer.listen(0, '127.0.0.1', () => console.log(server.address().port))
process.stdin.on('end', () => process.exit(0)).resume()
