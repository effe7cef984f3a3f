-- Up Migration

-- An alert is about a household under an order, or about a group of sensors in an area: those of a gateway, or those of a
-- building. A group's alert is seen by, and sent to, whoever sees one of the households that it holds alerts of.
alter table alert
  alter column order_id drop not null,
  alter column household_id drop not null,
  add column area_id bigint references area,
  add column gateway_id text references gateway,
  -- The areas of the households around which the group's sensors are fitted, and all areas around those.
  add column scope_path bigint[],
  -- The group's alert that this one's notifications are held back for.
  add column held_by bigint references alert on delete set null,
  -- A silence that began, ended or changed since its group was looked at.
  add column group_due boolean not null default false,
  add constraint alert_is_about check (
    case when household_id is null then order_id is null and area_id is not null and scope_path is not null
    else order_id is not null and area_id is null and gateway_id is null and scope_path is null end);

create unique index alert_group_episode on alert
  (coalesce('gateway/' || gateway_id, 'area/' || area_id::text), kind, episode) where household_id is null;
create index alert_group_due on alert (id) where group_due;
create index alert_held on alert (held_by) where held_by is not null;
create index alert_silent on alert (sensor_uid) where kind = 'sensor_silent' and condition = 'active';

-- A notification that is not sent because the group's is. It is sent after all when the group's trouble ends and the
-- alert's own does not.
alter table notification add column cancelled_at timestamptz;
drop index notification_due;
create index notification_due on notification (due_at)
  where sent_at is null and failed_at is null and cancelled_at is null;

-- When a gateway was reported offline.
create table gateway_absence (
  id bigint generated always as identity primary key,
  gateway_id text not null references gateway,
  from_at timestamptz not null,
  until_at timestamptz check (until_at >= from_at),
  group_due boolean not null default true
);
create unique index gateway_absence_open on gateway_absence (gateway_id) where until_at is null;
create index gateway_absence_gateway on gateway_absence (gateway_id, from_at);
create index gateway_absence_due on gateway_absence (id) where group_due;
insert into gateway_absence (gateway_id, from_at) select id, state_at from gateway where state = 'offline';

-- Locked by whoever judges groups, so that one does at a time; and when all groups in trouble were last looked at.
create table group_watch (
  one boolean primary key default true check (one),
  looked_at timestamptz not null default '-infinity'
);
insert into group_watch default values;

-- Down Migration

drop table group_watch, gateway_absence;
drop index notification_due;
alter table notification drop column cancelled_at;
create index notification_due on notification (due_at) where sent_at is null and failed_at is null;
delete from notification where alert_id in (select id from alert where household_id is null);
delete from alert_log where alert_id in (select id from alert where household_id is null);
delete from alert where household_id is null;
alter table alert drop constraint alert_is_about, drop column group_due, drop column held_by, drop column scope_path,
  drop column gateway_id, drop column area_id, alter column household_id set not null, alter column order_id set not null;
