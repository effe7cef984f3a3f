-- Up Migration

-- What a sensor's run has told us, and which of its sequence numbers are in: the duplicate stop and the source of `ack`.
-- It is about the transport, so it exists with and without a quarantine order, and holds no history.
create table journal (
  sensor_uid text not null references sensor,
  boot text not null,
  seen int8multirange not null default '{}',
  heard_at timestamptz not null,
  -- The latest state only, so that an order can begin with a door that is known.
  contact text,
  contact_at timestamptz,
  openings bigint,
  -- Where the door's story stands after the heartbeats that changed nothing else, for which the watch row is not
  -- rewritten: the story's instant of the last message, its number, and the time covered.
  story_at double precision,
  story_seq bigint,
  covered_ms double precision,
  primary key (sensor_uid, boot)
) with (fillfactor = 50);

-- One row per household: the pure watch's state after every event so far, and when time alone may change the verdict.
create table watch (
  household_id bigint primary key references household,
  order_id bigint references quarantine_order,
  facts_version integer not null default 0,
  -- Counts the rewrites of the state, so that a copy in memory can be told from an old one.
  state_version integer not null default 0,
  state json,
  deadline timestamptz
) with (fillfactor = 50);
create index watch_deadline on watch (deadline) where deadline is not null;

-- The facts that the state was folded with (order, policy, permits, fittings), apart because they seldom change and
-- every event rewrites the row above. Written with the watch row's lock held; the version says which cached copy is good.
create table watch_facts (
  household_id bigint primary key references household,
  version integer not null,
  facts json not null
);

create table door_event (
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  household_id bigint not null,
  order_id bigint not null,
  sensor_uid text not null,
  boot text not null,
  seq bigint,
  kind text not null,
  contact text,
  time_source text not null,
  origin text not null,
  openings bigint,
  tamper boolean
);
create index door_event_household on door_event (household_id, occurred_at);

create table sensor_reading (
  read_at timestamptz not null,
  sensor_uid text not null,
  battery_percent real,
  battery_millivolts integer,
  battery_low boolean,
  rssi real,
  firmware text
);
create index sensor_reading_sensor on sensor_reading (sensor_uid, read_at);

-- No foreign keys here and in alert_log: rows are only written under the lock of the watch row that vouches for them,
-- and the checks cost more than the row.
create table opening (
  order_id bigint not null,
  household_id bigint not null,
  sensor_uid text not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  permit_id bigint,
  -- Why it did or did not raise an alert, as data.
  explanation json not null,
  primary key (order_id, sensor_uid, opened_at)
) with (fillfactor = 70);
create index opening_household on opening (household_id, opened_at);

create table alert (
  id bigint generated always as identity primary key,
  order_id bigint not null references quarantine_order,
  household_id bigint not null references household,
  sensor_uid text,
  kind text not null,
  -- Names the episode within the order and kind: the instant and sensor of its first evidence.
  episode text not null,
  severity text not null check (severity in ('critical', 'major', 'minor')),
  condition text not null check (condition in ('active', 'cleared')),
  cleared_at timestamptz,
  cleared_reason text,
  handling text not null default 'new' check (handling in ('new', 'acknowledged', 'resolved')),
  acknowledged_at timestamptz,
  acknowledged_by bigint references staff,
  resolved_at timestamptz,
  resolved_by bigint references staff,
  outcome text check (outcome in ('breach_confirmed', 'permitted', 'false_alarm', 'emergency', 'equipment', 'test')),
  note text not null default '',
  started_at timestamptz not null,
  last_at timestamptz not null,
  raised_at timestamptz not null,
  count integer not null,
  late boolean not null,
  explanation json not null,
  merged_into bigint references alert,
  unique (order_id, kind, episode)
) with (fillfactor = 70);
create index alert_household on alert (household_id, raised_at);
create index alert_merged on alert (merged_into) where merged_into is not null;
create index alert_queue on alert (raised_at) where handling <> 'resolved' and merged_into is null;

-- Append-only. The pair (transaction, id) orders it the way commits become visible, which ids alone do not.
create table alert_log (
  id bigint generated always as identity primary key,
  transaction xid8 not null default pg_current_xact_id(),
  alert_id bigint not null,
  at timestamptz not null,
  what text not null,
  staff_id bigint references staff,
  detail json not null default '{}'
);
create index alert_log_alert on alert_log (alert_id, id);
create index alert_log_stream on alert_log (transaction, id);

-- Where a kind of alert goes: every alert at least this severe within the area.
create table contact_point (
  id bigint generated always as identity primary key,
  area_id bigint not null references area,
  channel text not null check (channel in ('webhook', 'email')),
  target text not null,
  secret text,
  severity_min text not null default 'minor' check (severity_min in ('critical', 'major', 'minor')),
  disabled_at timestamptz,
  unique (area_id, channel, target)
);

-- The outbox, and what staff see as the delivery log.
create table notification (
  id bigint generated always as identity primary key,
  alert_id bigint not null references alert,
  contact_point_id bigint not null references contact_point,
  reason text not null,
  idempotency_key uuid not null default gen_random_uuid() unique,
  due_at timestamptz not null,
  lease_until timestamptz not null default '-infinity',
  worker text,
  attempts integer not null default 0,
  last_error text,
  sent_at timestamptz,
  failed_at timestamptz,
  unique (alert_id, contact_point_id, reason)
);
create index notification_due on notification (due_at) where sent_at is null and failed_at is null;
create index notification_alert on notification (alert_id);

create table rejected_message (
  id bigint generated always as identity primary key,
  received_at timestamptz not null,
  client_id text not null,
  topic text not null,
  payload bytea not null,
  code text not null,
  detail text not null
);
create index rejected_message_received on rejected_message (received_at);

-- What was erased, without a word about whom.
create table erasure_report (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  order_id bigint not null unique,
  events bigint not null,
  openings bigint not null,
  sha256 bytea not null
);

-- Down Migration

drop table erasure_report, rejected_message, notification, contact_point, alert_log, alert, opening, sensor_reading,
  door_event, watch_facts, watch, journal;
