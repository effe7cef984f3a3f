-- Up Migration

-- What a sensor says in [from_at, until_at) proves nothing. Why: most of it cannot be read, two devices speak under its
-- name, or a person said so.
create table sensor_distrust (
  id bigint generated always as identity primary key,
  sensor_uid text not null references sensor,
  from_at timestamptz not null,
  until_at timestamptz,
  cause text not null check (cause in ('unreadable', 'doubled', 'staff')),
  reason text not null default '',
  begun_by text not null,
  ended_by text,
  end_reason text,
  check (until_at > from_at)
);
create unique index sensor_distrust_running on sensor_distrust (sensor_uid) where until_at is null;
create index sensor_distrust_sensor on sensor_distrust (sensor_uid, from_at);

-- The facts that stories go on with are read as they were written.
update watch_facts set facts = (facts::jsonb || '{"distrusts": []}')::json;

-- Down Migration

drop table sensor_distrust;
