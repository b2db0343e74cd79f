/**
 * Holds our hand-written shapes against those generated from the server's document: the compiler fails where they part.
 * Ours are narrower on purpose (words instead of any text), so ours must fit theirs and have the same fields.
 */
import type * as ascode from './ascode-types'
import type * as bots from './bot-types'
import type * as canned from './canned-types'
import type * as channels from './channel-types'
import type * as company from './company-types'
import type * as connections from './connection-types'
import type * as editors from './editor-types'
import type * as theirs from './generated/types.gen'
import type * as messages from './message-types'
import type * as routing from './routing-types'
import type * as preview from './preview-types'
import type * as settings from './settings-types'
import type * as team from './team-types'
import type * as ours from './types'

type SameFields<A, B> = [keyof A, keyof B] extends [keyof B, keyof A] ? true : { differ: Exclude<keyof A, keyof B> | Exclude<keyof B, keyof A> }
type Fits<A, B> = A extends B ? SameFields<A, B> : { unlike: A }

type Pairs = {
  person: Fits<ours.Person, theirs.Person>
  me: Fits<Omit<ours.Me, 'rights'>, Omit<theirs.Me, 'rights'>>
  presence: Fits<ours.OwnPresence, theirs.MyPresence>
  login: Fits<ours.LoginEntry, theirs.Login>
  setup: Fits<ours.SetupState, theirs.Setup>
  link: Fits<ours.LinkInfo, theirs.LinkInfo>
  channel: Fits<ours.Channel, theirs.Channel>
  newChannel: Fits<channels.NewChannel, theirs.NewChannel>
  copySettings: SameFields<channels.CopySettings, theirs.CopySettings>
  copied: Fits<channels.Copied, theirs.Copied>
  impact: Fits<channels.Impact, theirs.Impact>
  contact: Fits<ours.Contact, theirs.Contact>
  session: Fits<ours.Session, theirs.Session>
  sessionEvent: Fits<ours.SessionEvent, theirs.SessionEvent>
  conversation: Fits<ours.Conversation, theirs.RoutingSchemasConversation>
  message: Fits<messages.Message, theirs.RoutingSchemasMessage>
  newMessage: Fits<messages.NewMessage, theirs.RoutingRequestsNewMessage>
  file: Fits<messages.StoredFile, theirs.File>
  counts: Fits<ours.Counts, theirs.Counts>
  snapshot: SameFields<ours.Snapshot, theirs.Snapshot>
  board: SameFields<team.Board, theirs.Board>
  boardSession: SameFields<team.BoardSession, theirs.BoardSession>
  boardAgent: Fits<team.BoardAgent, theirs.BoardAgent>
  routing: Fits<team.ChannelRouting, theirs.ChannelRouting>
  explanation: Fits<routing.Explanation, theirs.Explanation>
  absence: Fits<team.Absence, theirs.Absence>
  newAbsence: SameFields<team.NewAbsence, theirs.NewAbsence>
  notice: Fits<ours.Notice, theirs.Notice>
  queue: Fits<settings.Queue, theirs.Queue>
  bot: Fits<bots.Bot, theirs.Bot>
  department: Fits<company.Department, theirs.Department>
  staffMember: Fits<company.StaffMember, theirs.StaffMember>
  tableReport: Fits<company.TableReport, theirs.TableReport>
  canned: Fits<canned.Canned, theirs.Canned>
  cannedList: Fits<canned.CannedList, theirs.CannedList>
  cannedLists: SameFields<canned.CannedLists, theirs.CannedLists>
  offeredCanned: Fits<canned.OfferedCanned, theirs.OfferedCanned>
  filledCanned: Fits<canned.FilledCanned, theirs.FilledCanned>
  savedCanned: Fits<canned.SavedCanned, theirs.SavedCanned>
  cannedReport: Fits<canned.CannedReport, theirs.CannedReport>
  plan: Fits<ascode.SettingsPlan, theirs.Plan>
  plannedPart: Fits<ascode.PlannedPart, theirs.PlannedPart>
  applied: Fits<ascode.AppliedSettings, theirs.Applied>
  settings: Fits<settings.ChannelSettings, theirs.Settings>
  settingsChange: SameFields<settings.SettingsChange, theirs.SettingsChange>
  preview: Fits<preview.ChannelPreview, theirs.Preview>
  moment: Fits<editors.Moment, theirs.Hours>
  holidays: Fits<Omit<editors.Holidays, 'next'>, Omit<theirs.Holidays, 'next'>>
  connector: SameFields<connections.Connector, Omit<theirs.Connector, 'capabilities'>>
  connection: SameFields<connections.Connection, theirs.Connection>
  check: SameFields<connections.ConnectionCheck, theirs.Check>
  failedEvents: SameFields<connections.FailedEvents, theirs.FailedEvents>
  failedEvent: SameFields<connections.FailedEvent, theirs.FailedEvent>
  token: Fits<Omit<settings.ApiToken, 'scopes'>, Omit<theirs.Token, 'scopes'>>
  demo: Fits<settings.DemoState, theirs.DemoStatus>
}

type Parted = { [Name in keyof Pairs as Pairs[Name] extends true ? never : Name]: Pairs[Name] }

/** Nothing parts them; if something does, the error names it. */
export const PARTED: Parted = {}
