-- Up Migration

-- What a native sensor is told on `menshen/v1/<id>/down`. A null was never set: the sensor keeps what it has.
create table sensor_setting (
  sensor_uid text primary key references sensor,
  heartbeat_seconds integer check (heartbeat_seconds > 0),
  led boolean,
  report_closings boolean,
  -- The command given last; by its id a sensor knows it when it is told again.
  command text check (command in ('locate', 'test', 'reboot')),
  command_id text,
  command_at timestamptz,
  changed_at timestamptz not null,
  check ((command is null) = (command_id is null) and (command is null) = (command_at is null))
);
-- Every process with a broker looks at what was changed, and at which commands wait no longer.
create index sensor_setting_changed on sensor_setting (changed_at);
create index sensor_setting_command on sensor_setting (command_at) where command_at is not null;

comment on column reporting_limit.gaps is '0: it was not learned, but follows from a heartbeat that was set';

-- Down Migration

comment on column reporting_limit.gaps is null;
drop table sensor_setting;
