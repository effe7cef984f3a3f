-- Up Migration

-- Reporting limits learned from what a sensor does, each in force from its time on; before the first, and for a sensor
-- that has none, the sensor's own `reporting_limit_seconds` is.
create table reporting_limit (
  sensor_uid text not null references sensor,
  from_at timestamptz not null,
  limit_seconds integer not null check (limit_seconds > 0),
  -- What it was learned from: how many gaps between messages, and the usual one by time.
  gaps integer not null,
  quantile_seconds real not null,
  primary key (sensor_uid, from_at)
);

-- When a sensor's battery was forecast to be empty; `empty_at` null: no end in sight any more.
create table battery_forecast (
  sensor_uid text not null references sensor,
  at timestamptz not null,
  empty_at timestamptz,
  readings integer not null,
  primary key (sensor_uid, at)
);

-- When a sensor's stored data was last looked at, so that every sensor has its turn.
create table sensor_supervision (
  sensor_uid text primary key references sensor,
  looked_at timestamptz not null,
  -- The usual gap between its messages then; null: nothing could be learned.
  usual_seconds real
);

-- Down Migration

drop table sensor_supervision, battery_forecast, reporting_limit;
